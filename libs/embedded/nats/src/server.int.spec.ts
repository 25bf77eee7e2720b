import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import { connect, headers } from '@nats-io/transport-node';
import type { ClosedConnection, EmbeddedNats } from './index.js';
import { start } from './index.js';

describe('an embedded NATS server with the official client', () => {
  let server: EmbeddedNats;
  let client: NatsConnection;
  let firstClosed: Promise<ClosedConnection>;

  beforeEach(async () => {
    let onConnectionClosed: (connection: ClosedConnection) => void = () => {};
    firstClosed = new Promise((resolve) => (onConnectionClosed = resolve));
    server = await start({ port: 0, onConnectionClosed });
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
    const reply = await client.request('greet', 'you');
    expect(reply.string()).toBe('hello you');
  });

  it('carries headers', async () => {
    client.subscribe('traced', {
      callback: (_error, message) => void message.respond('', { headers: message.headers ?? headers() }),
    });
    const sent = headers();
    sent.set('traceparent', '00-1-2-01');
    const reply = await client.request('traced', '', { timeout: 2_000, headers: sent });
    expect(reply.headers?.get('traceparent')).toBe('00-1-2-01');
  });

  it('tells a requester at once that nobody listens', async () => {
    await expect(client.request('nobody')).rejects.toThrow('no responders');
  });

  it('reports why a connection ended', async () => {
    await client.close();
    await expect(firstClosed).resolves.toEqual({
      clientId: 1,
      address: expect.stringContaining('127.0.0.1:'),
      reason: 'the client left',
    });
  });
});
