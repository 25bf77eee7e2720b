import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boundedFetch } from './bounded-fetch.js';

describe('a request to a provider', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/short') response.end('{"a":1}');
      if (request.url === '/empty') response.writeHead(204).end();
      if (request.url === '/long') response.end('x'.repeat(10_001));
      if (request.url === '/elsewhere') response.writeHead(302, { location: `${url}/short` }).end();
      // Headers at once, and then never a whole body: a limit on headers alone would wait for ever.
      if (request.url === '/trickle') response.write('x');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (path: string, limits = { withinMs: 60_000, maxBytes: 10_000 }) =>
    boundedFetch(limits)(url + path);

  it('gets the whole answer', async () => {
    expect(await (await ask('/short')).json()).toEqual({ a: 1 });
    expect(await ask('/empty')).toMatchObject({ status: 204 });
  });

  it('follows no redirect', async () => {
    expect(await ask('/elsewhere')).toMatchObject({ status: 302 });
  });

  it('ends when the answer is too long', async () => {
    await expect(ask('/long')).rejects.toThrow('more than 10000 bytes');
  });

  it('ends when the answer never ends', async () => {
    await expect(ask('/trickle', { withinMs: 50, maxBytes: 10_000 })).rejects.toThrow('within 50 ms');
    await expect(ask('/nothing', { withinMs: 50, maxBytes: 10_000 })).rejects.toThrow('within 50 ms');
  });
});
