import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { connectEventStore, type EventStore } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { ServiceViews } from './service-views.js';

type Fruit = ViewDocument & { name: string };

const fruits = (name: string): Projection<Fruit> => ({
  name,
  version: 1,
  prefixes: ['fruit-'],
  indexes: [],
  project: ({ stream, data }) => [
    {
      updateOne: {
        filter: { _id: stream },
        update: { $setOnInsert: { ...(data as { name: string }), revision: 0 } },
        upsert: true,
      },
    },
  ],
});

let store: EventStore;
let mongo: MongoClient;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'credstream-service-views-'));
  const log = await startEventStoreDb({ port: 0, dataDir });
  const database = await startMongoDb({ port: 0 });
  store = connectEventStore(log.url);
  mongo = await MongoClient.connect(database.url);
  closing.push(
    () => mongo.close(),
    () => store.close(),
    () => database.stop(),
    () => log.stop(),
    () => rm(dataDir, { recursive: true }),
  );
});

afterAll(async () => {
  for (const close of closing) await close();
});

const record = async (name: string): Promise<bigint> => {
  const metadata = {
    $correlationId: randomUUID(),
    $causationId: randomUUID(),
    actor: { kind: 'system', service: 'test' },
  } as const;
  const event = { id: randomUUID(), type: 'FruitPicked', data: { name }, metadata };
  return (await store.append(`fruit-${name}`, [event], 'no_stream')).position;
};

describe('a service', () => {
  it('is ready once each of its views holds what was in the log at the start', async () => {
    const head = await record('apple');
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const troubles: unknown[] = [];
    const views = new ServiceViews(
      {
        store: {
          ...store,
          async *subscribe(options: Parameters<EventStore['subscribe']>[0]) {
            await held;
            yield* store.subscribe(options);
          },
        },
        db: mongo.db('fruits'),
        holder: 'one',
        onFailure: (_event, error) => troubles.push(error),
        onOutage: (error) => troubles.push(error),
      },
      head,
    );
    const started = [views.start(fruits('ripe')), views.start(fruits('picked'))];
    const waitingFor = ['ripe: is behind the log', 'picked: is behind the log'];
    expect(await views.health()).toEqual({ ready: false, waitingFor });

    goOn();
    for (const view of started) await view.waitFor(head);
    while (!(await views.health()).ready) await new Promise(setImmediate);
    expect(await (await started[0]!.collection()).find().toArray()).toMatchObject([{ name: 'apple' }]);
    await views.stop();
    expect(troubles).toEqual([]);
  });
});
