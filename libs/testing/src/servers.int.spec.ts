import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { MongoClient } from 'mongodb';
import { startServers } from './servers.js';

const names = ['EVENTSTORE_URL', 'MONGODB_URL', 'NATS_URL'] as const;
const before = names.map((name) => [name, process.env[name]] as const);

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('servers for tests', () => {
  it('are a log, a database and a bus that answer their clients', async () => {
    const { eventStoreUrl, mongoDbUrl, natsUrl, stop } = await startServers();
    const log = EventStoreDBClient.connectionString(eventStoreUrl);
    const appended = await log.appendToStream(`a-${Date.now()}`, jsonEvent({ type: 'A', data: {} }));
    expect(appended.success).toBe(true);
    await log.dispose();
    const mongo = await MongoClient.connect(mongoDbUrl);
    expect(await mongo.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await mongo.close();
    const nats = await connect({ servers: natsUrl });
    await nats.flush();
    await nats.close();
    await stop();
  });

  it('are those that the environment names', async () => {
    process.env['NATS_URL'] = 'nats://named:4222';
    process.env['MONGODB_URL'] = 'mongodb://named:27017';
    process.env['EVENTSTORE_URL'] = 'esdb://named:2113';
    const { stop, ...urls } = await startServers();
    expect(urls).toEqual({
      natsUrl: 'nats://named:4222',
      mongoDbUrl: 'mongodb://named:27017',
      eventStoreUrl: 'esdb://named:2113',
    });
    await stop();
  });

  it('are gone when they were stopped', async () => {
    delete process.env['NATS_URL'];
    const { natsUrl, stop } = await startServers();
    await stop();
    await expect(connect({ servers: natsUrl, reconnect: false })).rejects.toThrow();
  });
});
