import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthReply } from '@credstream/contracts';

export type Readiness = () => Promise<HealthReply>;

/** For orchestrators: `GET /health/live` and `/health/ready` of one process, on a port of its own. */
export const startHealthServer = async (
  port: number,
  readiness: Readiness,
): Promise<Readonly<{ port: number; stop: () => Promise<void> }>> => {
  const server: Server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/health/live') return answer(200, { live: true });
    if (request.url !== '/health/ready') return answer(404, {});
    readiness().then(
      (reply) => answer(reply.ready ? 200 : 503, reply),
      () => answer(503, { ready: false }),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
