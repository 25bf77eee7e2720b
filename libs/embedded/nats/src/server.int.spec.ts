import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect, headers } from '@nats-io/transport-node';
import type { ClosedConnection, EmbeddedNats } from './index.js';
import { start } from './index.js';

type FirstClosed = Readonly<{ seen: Promise<ClosedConnection>; notice: (closed: ClosedConnection) => void }>;

/** Long enough for an answer on a machine that is busy, in milliseconds. */
const timeout = 30_000;

const firstClosed = (): FirstClosed => {
  let notice: FirstClosed['notice'] = () => {};
  const seen = new Promise<ClosedConnection>((resolve) => (notice = resolve));
  return { seen, notice };
};

describe('an embedded NATS server with the official client', () => {
  let server: EmbeddedNats;
  let client: NatsConnection;
  let closed: FirstClosed;

  beforeEach(async () => {
    closed = firstClosed();
    server = await start({ port: 0, onConnectionClosed: closed.notice });
    client = await connect({ servers: server.url, reconnect: false });
  });

  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  it('answers a request through a queue group', async () => {
    client.subscribe('greet', {
      queue: 'service',
      callback: (_error, message) => void message.respond(`hello ${message.string()}`),
    });
    const reply = await client.request('greet', 'you', { timeout });
    expect(reply.string()).toBe('hello you');
  });

  it('carries headers', async () => {
    client.subscribe('traced', {
      callback: (_error, message) => void message.respond('', { headers: message.headers ?? headers() }),
    });
    const sent = headers();
    sent.set('traceparent', '00-1-2-01');
    const reply = await client.request('traced', '', { timeout, headers: sent });
    expect(reply.headers?.get('traceparent')).toBe('00-1-2-01');
  });

  it('tells a requester at once that nobody listens', async () => {
    await expect(client.request('nobody', '', { timeout })).rejects.toThrow('no responders');
  });

  it('reports why a connection ended', async () => {
    await client.close();
    await expect(closed.seen).resolves.toEqual({
      clientId: 1,
      address: expect.stringContaining('127.0.0.1:'),
      reason: 'the client left',
    });
  });

  it('serves the client again after a restart on the same port', async () => {
    const lasting = await connect({ servers: server.url, reconnectTimeWait: 10, maxReconnectAttempts: -1 });
    try {
      lasting.subscribe('ping', { callback: (_error, message) => void message.respond('pong') });
      await lasting.flush();
      const { port } = server;
      await server.stop();
      server = await start({ port });
      for await (const { type } of lasting.status()) if (type === 'reconnect') break;
      expect((await lasting.request('ping', '', { timeout })).string()).toBe('pong');
    } finally {
      await lasting.close();
    }
  });
});

describe('an embedded NATS server', () => {
  it('refuses to start on a port that is taken', async () => {
    const server = await start({ port: 0 });
    await expect(start({ port: server.port })).rejects.toThrow('EADDRINUSE');
    await server.stop();
  });

  it('stops twice without harm, and with clients that never leave by themselves', async () => {
    const server = await start({ port: 0 });
    const socket = createConnection(server.port, '127.0.0.1');
    await once(socket, 'data');
    await Promise.all([server.stop(), server.stop()]);
    socket.destroy();
  });

  it('cuts off a client that takes nothing within the write deadline', async () => {
    const closed = firstClosed();
    const server = await start({ port: 0, writeDeadline: 100, onConnectionClosed: closed.notice });
    const slow = createConnection(server.port, '127.0.0.1');
    slow.write('CONNECT {"verbose":false}\r\nSUB flood 1\r\nPING\r\n');
    let greeting = '';
    while (!greeting.includes('PONG')) greeting += String(await once(slow, 'data'));
    slow.pause();

    const publisher = await connect({ servers: server.url, reconnect: false });
    const content = new Uint8Array(1024 * 1024);
    for (let sent = 0; sent < 24; sent++) publisher.publish('flood', content);
    expect((await closed.seen).reason).toBe('slow consumer: took nothing for 100 ms');

    slow.destroy();
    await publisher.close();
    await server.stop();
  });
});
