import type { LookupAddress } from 'node:dns';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { CheckFailed } from '../check-failed.js';

/** For one of several addresses; the next one is tried then. */
const connectWithinMs = 3_000;

/** A connection to an address; `signal` ends it, before and after it is made. */
export const connected = (
  { address, family }: LookupAddress,
  port: number,
  signal: AbortSignal,
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, family, signal });
    socket.setTimeout(connectWithinMs, () =>
      socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
    );
    socket.on('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });

/** Asks a proxy on the other end of the connection to connect it to `authority` (host and port). */
export const tunnelled = (
  socket: Socket,
  authority: string,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: authority,
      createConnection: () => socket,
      headers: {
        host: authority,
        ...(authorization !== undefined && { 'proxy-authorization': authorization }),
      },
      signal,
    });
    const refused = (status: number | undefined) =>
      reject(new CheckFailed('unreachable', `The proxy refused to connect to ${authority} (${status})`));
    asked.once('connect', ({ statusCode }, tunnel: Socket) => {
      if (statusCode === 200) return resolve(tunnel);
      tunnel.destroy();
      refused(statusCode);
    });
    asked.once('response', ({ statusCode }) => {
      asked.destroy();
      refused(statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
