import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { afterTests } from './after-tests.js';

/** One request that came with a token. */
type Seen = Readonly<{ method: string; path: string; token: string }>;

export type SlowRegistry = Readonly<{ host: string; seen: () => readonly Seen[] }>;

/**
 * A registry behind a slow line: of each repository the first part of an upload is answered only when the token that it
 * came with has expired, by the clock of this machine, and `meanwhile` is done.
 */
export const startSlowRegistry = async (
  url: string,
  meanwhile: () => Promise<void>,
): Promise<SlowRegistry> => {
  const seen: Seen[] = [];
  const slowed = new Set<string>();

  const takesLong = async ({ method, path, token }: Seen): Promise<void> => {
    const repository = path.replace(/\/blobs\/.*/, '');
    if (method !== 'PATCH' || slowed.has(repository)) return;
    slowed.add(repository);
    const { exp = 0 } = decodeJwt(token);
    await pause(Math.max(0, (exp + 1) * 1000 - Date.now()));
    await meanwhile();
  };

  const server = createServer((asked, answer) => {
    const { method = '', url: path = '', headers } = asked;
    const [, token = ''] = (headers.authorization ?? '').split(' ');
    const one = { method, path, token };
    if (token !== '') seen.push(one);
    const handedOn = send(new URL(path, url), { method, headers }, (reply) => {
      takesLong(one).then(
        () => reply.pipe(answer.writeHead(reply.statusCode ?? 500, reply.headers)),
        (error: unknown) => answer.destroy(error as Error),
      );
    });
    handedOn.on('error', (error) => answer.destroy(error));
    asked.pipe(handedOn);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `localhost:${(server.address() as AddressInfo).port}`, seen: () => seen };
};
