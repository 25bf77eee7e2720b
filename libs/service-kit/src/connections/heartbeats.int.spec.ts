import { once } from 'node:events';
import { start } from '@credstream/embedded-mongodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient, type ServerHeartbeatStartedEvent } from 'mongodb';
import { createLogger } from '../logger.js';
import { watchHeartbeats } from './heartbeats.js';

const log = createLogger('test', 'silent');

describe('the watch over the heartbeats of MongoDB', () => {
  let server: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    server = await start({ port: 0 });
  });
  afterAll(() => server.stop());

  const watched = async (limitMs: number) => {
    const client = await new MongoClient(server.url).connect();
    return { client, end: watchHeartbeats(client, log, limitMs) };
  };
  /** As the driver announces a heartbeat, which then has neither an answer nor an error. */
  const loseHeartbeat = (client: MongoClient): void => {
    client.emit('serverHeartbeatStarted', { connectionId: '127.0.0.1:1' } as ServerHeartbeatStartedEvent);
  };
  const count = (client: MongoClient) => client.db('it').collection('things').countDocuments({});

  it('connects again after a heartbeat without an answer, and the collections in hand go on', async () => {
    const { client, end } = await watched(50);
    const things = client.db('it').collection('things');
    const opened = once(client, 'topologyOpening');
    loseHeartbeat(client);
    await opened;
    await once(client, 'serverHeartbeatSucceeded');
    expect(await things.countDocuments({})).toBe(0);
    end();
    await client.close();
  });

  it('leaves a client alone whose heartbeats are answered', async () => {
    const { client, end } = await watched(60_000);
    let opened = 0;
    client.on('topologyOpening', () => (opened += 1));
    loseHeartbeat(client);
    expect(await count(client)).toBe(0);
    expect(opened).toBe(0);
    end();
    await client.close();
  });

  it('does not connect a client that was closed on purpose', async () => {
    const { client, end } = await watched(1);
    let opened = 0;
    client.on('topologyOpening', () => (opened += 1));
    loseHeartbeat(client);
    end();
    await client.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened).toBe(0);
  });
});
