import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EarlyListener } from './early-listener.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const loopback = { host: '127.0.0.1', port: 0 };
const opened = async (address = loopback): Promise<EarlyListener> => {
  const listener = await EarlyListener.open(address);
  closing.push(() => listener.close());
  return listener;
};
const gateway = (): Server => {
  const server = createServer((_request, response) => response.end('served'));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return server;
};

describe('the address of a gateway that starts', () => {
  it('is taken once: it goes on to the gateway, and nobody else can have it before or after', async () => {
    const listener = await opened();
    const url = await listener.handOver(gateway());
    const { hostname: host, port } = new URL(url);
    const taken = { message: expect.stringContaining(`127.0.0.1:${port} is in use`) };
    await expect(EarlyListener.open({ host, port: Number(port) })).rejects.toMatchObject(taken);
    expect(await (await fetch(url)).text()).toBe('served');
    // The listener no longer owns the socket.
    await listener.close();
    expect(await (await fetch(url)).text()).toBe('served');
  });

  it('answers 503 until then, and that the process lives', async () => {
    const reserved = await opened();
    const other = gateway();
    // Which port it is, the gateway alone says: this one is given away and taken by a second listener.
    const { port } = new URL(await reserved.handOver(other));
    await new Promise((resolve) => other.close(resolve));
    await opened({ host: '127.0.0.1', port: Number(port) });
    const answer = await fetch(`http://127.0.0.1:${port}/authorize`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ status: 503, code: 'request.unavailable' });
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });

  it('is shown as one that can be opened, for IPv6 too', async () => {
    expect(await (await opened({ host: '::1', port: 0 })).handOver(gateway())).toMatch(
      /^http:\/\/\[::1\]:\d+$/,
    );
    expect(await (await opened({ host: '0.0.0.0', port: 0 })).handOver(gateway())).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+$/,
    );
  });

  it('that is of no machine here is refused by the names of the settings', () =>
    expect(EarlyListener.open({ host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      message: expect.stringContaining('CREDSTREAM_HOST'),
    }));
});
