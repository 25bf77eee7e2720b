import { randomUUID } from 'node:crypto';
import type { EventStore } from '@credstream/eventstore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { type EmbeddedServers, logs, startEmbeddedServers } from '../test/embedded-servers.js';
import { type OrderDocument, ordersProjection, record } from '../test/orders.js';
import { type Checkpoint, CheckpointNotTrue, placeFrom, placeText, positionText } from './checkpoint.js';
import { startLogProcess } from './log-process.js';
import type { Projection } from './projection.js';
import { startProjection } from './projection-runner.js';

describe.each(logs)('on %s', (_log, kind) => {
  let servers: EmbeddedServers;
  let store: EventStore;
  let db: Db;
  let prefix: string;
  const running: { stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    servers = await startEmbeddedServers(kind);
    store = servers.store;
  });
  afterAll(() => servers.stop());
  beforeEach(() => {
    db = servers.mongo.db(`checkpoints-${randomUUID()}`);
    prefix = `order-${randomUUID().slice(0, 8)}/`;
  });
  afterEach(() => Promise.all(running.splice(0).map((each) => each.stop())));

  const parts = () => {
    const outages: unknown[] = [];
    return {
      outages,
      options: {
        store,
        db,
        holder: randomUUID(),
        onFailure: (_event: unknown, error: unknown) => outages.push(error),
        onOutage: (error: unknown) => outages.push(error),
      },
    };
  };

  const startOrders = () => {
    const projection: Projection<OrderDocument> = { ...ordersProjection, prefixes: [prefix] };
    const { outages, options } = parts();
    const view = startProjection({ projection, ...options });
    running.push(view);
    return { view, outages, documents: async () => (await view.collection()).find().toArray() };
  };

  const startJobs = () => {
    const told: string[] = [];
    const { outages, options } = parts();
    const handle = ({ type }: { type: string }) => Promise.resolve(void told.push(type));
    const process = startLogProcess({ name: 'jobs', prefixes: [prefix], handle, ...options });
    running.push(process);
    return { process, told, outages };
  };

  /** A checkpoint as somebody left it, and a document that no event of this log made. */
  const leave = async (checkpoint: Partial<Checkpoint>) => {
    await db.collection<Checkpoint>('projections').updateOne({ _id: 'orders_v1' }, { $set: checkpoint });
    await db
      .collection<{ _id: string }>('orders_v1')
      .insertOne({ _id: 'ghost', revision: 0 } as { _id: string });
  };

  const beyond = 10n ** 15n;

  describe('a checkpoint', () => {
    it('keeps both positions, as text in log order; the old form is still read', () => {
      const place = { commit: 12n, prepare: 0n };
      expect(placeText(place)).toBe('00000000000000000012/00000000000000000000');
      expect(placeFrom(placeText(place))).toEqual(place);
      expect(placeFrom(positionText(12n))).toEqual({ commit: 12n, prepare: 12n });
      expect(positionText(12n) < placeText(place) && placeText(place) < positionText(13n)).toBe(true);
    });

    it('of the old form is gone on from', async () => {
      const position = await record(store, `${prefix}a`, ['OrderPlaced', { item: 'tea' }], ['ThingAdded']);
      const first = startOrders();
      await first.view.waitFor(position);
      await first.view.stop();
      const old: Checkpoint = { _id: 'orders_v1', position: positionText(position) };
      await db.collection<Checkpoint>('projections').replaceOne({ _id: 'orders_v1' }, old);
      const { view, documents, outages } = startOrders();
      await view.waitFor(await record(store, `${prefix}a`, ['ThingAdded']));
      expect(await documents()).toMatchObject([{ count: 2, revision: 2 }]);
      expect(outages).toEqual([]);
    });

    it.each<[string, Partial<Checkpoint>]>([
      ['beyond the end of the log', { position: positionText(beyond) }],
      ['of 2^64-1, as some versions of the server told it', { position: positionText(2n ** 64n - 1n) }],
      ['of another log', { log: randomUUID() }],
    ])('%s is not believed: the view is built anew, and says so', async (_, checkpoint) => {
      const position = await record(store, `${prefix}a`, ['OrderPlaced', { item: 'tea' }], ['ThingAdded']);
      const first = startOrders();
      await first.view.waitFor(position);
      await first.view.stop();
      await leave(checkpoint);

      const { view, documents, outages } = startOrders();
      const after = await record(store, `${prefix}a`, ['ThingAdded']);
      // Until it is built anew, the false checkpoint still answers for it.
      while ((await view.position()) >= beyond || outages.length === 0) await new Promise(setImmediate);
      await view.waitFor(after);
      expect(await documents()).toMatchObject([{ count: 2, revision: 2 }]);
      expect(outages).toEqual([expect.any(CheckpointNotTrue)]);
      expect(String(outages[0])).toContain('orders_v1');
    });

    it('of a process that cannot be true is not believed either: it is told everything again', async () => {
      await record(store, `${prefix}a`, ['One']);
      await db.collection<Checkpoint>('processes').insertOne({ _id: 'jobs', position: positionText(beyond) });
      const { process, told, outages } = startJobs();
      while (outages.length === 0) await new Promise(setImmediate);
      await process.waitFor(await record(store, `${prefix}a`, ['Two']));
      expect(told).toEqual(['One', 'Two']);
      expect(outages).toEqual([expect.any(CheckpointNotTrue)]);
    });

    it('past the newest event that is shown, and before the next, is believed', async () => {
      await record(store, `${prefix}a`, ['One']);
      const hidden = (await store.head()) + 1n;
      expect(await store.reaches(hidden)).toBe(true);
      expect(await store.reaches(beyond)).toBe(false);
    });
  });

  describe("another's event", () => {
    it('does not stall a process, and an event that cannot be read does not either', async () => {
      const handled: string[] = [];
      const { options, outages } = parts();
      const process = startLogProcess({
        name: 'readers',
        prefixes: [prefix],
        handle: async ({ type, data }) => {
          handled.push(type);
          if (type === 'Broken') (data as { list: string[] }).list.map(String);
        },
        ...options,
      });
      running.push(process);
      await process.waitFor(await record(store, `${prefix}a`, ['Broken'], ['Whole']));
      expect(handled).toEqual(['Broken', 'Whole']);
      expect(outages).toEqual([expect.any(TypeError)]);
    });
  });
});
