import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HealthReply } from '@credstream/contracts';
import { DomainError } from '@credstream/domain-kernel';

export type Readiness = () => Promise<HealthReply>;

/** Why a check is not content, in words that strangers may read. */
export class NotReady extends Error {}

/** Something that a process needs in order to serve. `ask` rejects while it is missing. */
export type ReadinessCheck = Readonly<{ name: string; ask: () => Promise<void> }>;

/** What does not answer within this time is missing. */
const answerWithinMs = 2_000;
/** Who asks more often gets the answer of before, so that asking costs nothing that a stranger could cause. */
const keptMs = 1_000;

const inTime = async (asked: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotReady('does not answer')), answerWithinMs);
  });
  try {
    await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Other errors may name addresses and passwords: they are for the log. */
const shown = (error: unknown): string =>
  error instanceof NotReady || error instanceof DomainError ? error.message : 'is away';

/**
 * Ready when nothing is missing; `waitingFor` names what is, with the reason. `onChange` is told when a check begins
 * to fail, with the cause, and when it is content again.
 */
export const readinessOf = (
  checks: () => readonly ReadinessCheck[],
  onChange: (name: string, cause?: unknown) => void = () => undefined,
): Readiness => {
  const failing = new Set<string>();
  let reply: Promise<HealthReply> | undefined;
  let askedAt = 0;

  const missing = async ({ name, ask }: ReadinessCheck): Promise<readonly string[]> => {
    try {
      await inTime(ask());
      if (failing.delete(name)) onChange(name);
      return [];
    } catch (error) {
      if (!failing.has(name)) onChange(name, error);
      failing.add(name);
      return [`${name}: ${shown(error)}`];
    }
  };
  const askAll = async (): Promise<HealthReply> => {
    const waitingFor = (await Promise.all(checks().map(missing))).flat();
    return waitingFor.length === 0 ? { ready: true } : { ready: false, waitingFor };
  };
  return () => {
    if (!reply || performance.now() - askedAt > keptMs) {
      askedAt = performance.now();
      reply = askAll();
    }
    return reply;
  };
};

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
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
