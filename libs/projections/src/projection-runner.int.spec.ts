import { randomUUID } from 'node:crypto';
import { ViewBehind } from '@credstream/domain-kernel';
import { coveredBy, type EventStore, placeOf, type RecordedEvent } from '@credstream/eventstore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { type EmbeddedServers, logs, startEmbeddedServers } from '../test/embedded-servers.js';
import { type OrderDocument, ordersProjection, record } from '../test/orders.js';
import { until } from '../test/until.js';
import type { Projection } from './projection.js';
import { startProjection, type View } from './projection-runner.js';

describe.each(logs)('on %s', (_log, kind) => {
  let servers: EmbeddedServers;
  let store: EventStore;
  let db: Db;

  beforeAll(async () => {
    servers = await startEmbeddedServers(kind);
    store = servers.store;
  });

  afterAll(() => servers.stop());

  const views: View<OrderDocument>[] = [];

  beforeEach(() => {
    db = servers.mongo.db(`orders-${randomUUID()}`);
  });

  afterEach(async () => {
    servers.cable.mend();
    await Promise.all(views.splice(0).map((view) => view.stop()));
  });

  /** Orders in streams of the test's own. */
  const freshOrders = (rest: Partial<Projection<OrderDocument>> = {}) => {
    const tag = randomUUID().slice(0, 8);
    const projection: Projection<OrderDocument> = {
      ...ordersProjection,
      prefixes: [`order-${tag}/`],
      ...rest,
    };
    return {
      projection,
      stream: (name: string) => `order-${tag}/${name}`,
      id: (name: string) => `${tag}/${name}`,
    };
  };

  type Told = { failures: (readonly [string, unknown])[]; outages: unknown[] };

  const start = (
    projection: Projection<OrderDocument>,
    through: Partial<EventStore> = {},
    holder = 'one',
  ) => {
    const told: Told = { failures: [], outages: [] };
    const view = startProjection({
      projection,
      store: { ...store, ...through },
      db,
      holder,
      onFailure: ({ type }, error) => told.failures.push([type, error]),
      onOutage: (error) => told.outages.push(error),
      keptMs: 0,
    });
    views.push(view);
    return { view, told };
  };

  const documents = async (view: View<OrderDocument>) =>
    (await view.collection()).find().sort({ _id: 1 }).toArray();
  const collections = async () =>
    (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name !== 'leases');

  describe('a projection', () => {
    it('shows each of many quick writes to who waits for it', async () => {
      const { projection, stream, id } = freshOrders();
      const { view } = start(projection);
      // Whoever asks for a position beyond the end takes nothing from the others.
      await view.waitFor(10n ** 15n);
      for (let number = 0; number < 30; number += 1) {
        const name = `quick-${number}`;
        await view.waitFor(await record(store, stream(name), ['OrderPlaced', { item: 'tea' }]));
        expect(await (await view.collection()).countDocuments({ _id: id(name) })).toBe(1);
      }
    });

    it('takes in what was recorded before it started and what comes after, in log order', async () => {
      const { projection, stream, id } = freshOrders();
      await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['ThingAdded'], ['ThingAdded']);
      const seen: string[] = [];
      const { view } = start({
        ...projection,
        project: (event) => {
          seen.push(`${event.stream} ${event.type}`);
          return projection.project(event);
        },
      });
      await record(store, stream('b'), ['OrderPlaced', { item: 'oil' }]);
      await record(store, 'other-1', ['OrderPlaced', { item: 'none' }]);
      await view.waitFor(await record(store, stream('a'), ['OrderShipped']));

      expect(await documents(view)).toEqual([
        { _id: id('a'), item: 'tea', count: 2, shipped: true, revision: 3 },
        { _id: id('b'), item: 'oil', count: 0, shipped: false, revision: 0 },
      ]);
      expect(seen).toEqual([
        `${stream('a')} OrderPlaced`,
        `${stream('a')} ThingAdded`,
        `${stream('a')} ThingAdded`,
        `${stream('b')} OrderPlaced`,
        `${stream('a')} OrderShipped`,
      ]);
    });

    it('has the indexes it asks for', async () => {
      const { projection, stream } = freshOrders();
      const { view } = start(projection);
      await view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      expect(await (await view.collection()).indexExists('item')).toBe(true);
    });

    it('takes in thousands of events, more than one batch holds', async () => {
      const { projection, stream } = freshOrders();
      await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
      const many = Array.from({ length: 600 }, () => ['ThingAdded'] as const);
      await record(store, stream('a'), ...many);
      const position = await record(store, stream('a'), ...many);
      const { view } = start(projection);
      await until('the view holds all of them', () => view.hasReached(position));
      expect(await documents(view)).toMatchObject([{ count: 1200, revision: 1200 }]);
    });

    it('goes on from its checkpoint after a stop', async () => {
      const { projection, stream } = freshOrders();
      const first = start(projection);
      await first.view.waitFor(
        await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['ThingAdded']),
      );
      const reached = await first.view.position();
      await first.view.stop();
      const position = await record(store, stream('a'), ['ThingAdded']);

      const after: bigint[] = [];
      const { view } = start(projection, {
        subscribe: (options) => {
          after.push(coveredBy(placeOf(options.after ?? 0n)));
          return store.subscribe(options);
        },
      });
      expect(await view.position()).toBe(reached);
      await view.waitFor(position);
      expect(after).toEqual([reached]);
      expect(await documents(view)).toMatchObject([{ count: 2, revision: 2 }]);
    });

    it('comes to the same when everything is delivered again', async () => {
      const { projection, stream } = freshOrders();
      const facts = [
        ['OrderPlaced', { item: 'tea' }],
        ['ThingAdded'],
        ['ThingAdded'],
        ['OrderShipped'],
      ] as const;
      const first = start(projection);
      await first.view.waitFor(await record(store, stream('a'), ...facts));
      const built = await documents(first.view);
      await first.view.stop();
      await db.collection<{ _id: string }>('projections').deleteMany({});
      const again = start(projection);
      await again.view.waitFor(await store.head());
      expect(await documents(again.view)).toEqual(built);
    });
  });

  describe('a position', () => {
    it('is reached by a quiet view too, when nothing it lacks lies before it', async () => {
      const { projection, stream } = freshOrders();
      const { view } = start(projection);
      const own = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
      await view.waitFor(own);
      const elsewhere = await record(store, 'other-1', ['Noise']);
      expect(await view.hasReached(elsewhere)).toBe(true);
      await view.waitFor(elsewhere);
    });

    it('is not reached by a view that lacks an event before it, and is refused as such after a while', async () => {
      const { projection, stream } = freshOrders();
      const { view } = start(projection);
      await view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      await view.stop();
      const missed = await record(store, stream('a'), ['ThingAdded']);
      expect(await view.hasReached(missed)).toBe(false);
      await expect(view.waitFor(missed)).rejects.toThrow(ViewBehind);
    });
  });

  describe('an event that cannot be projected', () => {
    const unwritable = (event: RecordedEvent, id: string) => ({
      updateOne: { filter: { _id: id }, update: event.data as { $set: { item: string } } },
    });

    it.each([
      ['because reading it fails', ['Unreadable', {}], /cannot be read/],
      ['because the database refuses the write', ['Written', { $set: { _id: 'another' } }], /_id/],
      ['because the driver cannot send the write', ['Written', {}], /atomic|update/i],
    ] as const)('%s is kept as a failure, and the rest goes on', async (_, [type, data], words) => {
      const { projection, stream, id } = freshOrders();
      const { view, told } = start({
        ...projection,
        project: (event) =>
          event.type === 'Written' ? [unwritable(event, id('a'))] : projection.project(event),
      });
      const facts = [['OrderPlaced', { item: 'tea' }], ['ThingAdded'], [type, data], ['ThingAdded']] as const;
      await view.waitFor(await record(store, stream('a'), ...facts));

      expect(await documents(view)).toMatchObject([{ item: 'tea', count: 2, revision: 3 }]);
      expect(told.failures).toEqual([[type, expect.any(Error)]]);
      const [, , poison] = await store.read(stream('a'));
      expect(await db.collection('projection_failures').find().toArray()).toEqual([
        {
          _id: `orders_v1/${poison!.position}`,
          projection: 'orders_v1',
          position: poison!.position.toString().padStart(20, '0'),
          stream: stream('a'),
          type,
          error: expect.stringMatching(words),
          at: expect.any(Date),
        },
      ]);
    });
  });

  describe('two copies of a service', () => {
    it('work one at a time, and the other takes over when the first stops', async () => {
      const { projection, stream } = freshOrders();
      const subscribed: string[] = [];
      const open = new Set<string>();
      const counting = (holder: string): Partial<EventStore> => ({
        async *subscribe(options) {
          subscribed.push(holder);
          open.add(holder);
          expect(open.size).toBe(1);
          try {
            yield* store.subscribe(options);
          } finally {
            open.delete(holder);
          }
        },
      });
      const copies = ['one', 'two'].map((holder) => start(projection, counting(holder), holder));
      const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
      for (const { view } of copies) await view.waitFor(position);
      expect(subscribed).toHaveLength(1);

      const [first, second] = subscribed[0] === 'one' ? copies : [...copies].reverse();
      await first!.view.stop();
      const later = await record(store, stream('a'), ['ThingAdded']);
      await second!.view.waitFor(later);
      expect(new Set(subscribed).size).toBe(2);
      expect(await documents(second!.view)).toMatchObject([{ count: 1 }]);
    });

    it('both may write for a moment, when one does not know yet that it lost its lease: nothing is lost', async () => {
      const { projection, stream } = freshOrders();
      const { view: paused, told } = start(projection);
      await paused.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      // The other copy works on the same database beside it.
      await db.collection<{ _id: string }>('leases').updateMany({}, { $set: { until: new Date(0) } });
      const { view: active } = start(projection, {}, 'two');
      let position = 0n;
      for (let index = 0; index < 50; index += 1) position = await record(store, stream('a'), ['ThingAdded']);
      await active.waitFor(position);
      expect(await documents(active)).toMatchObject([{ count: 50, revision: 50 }]);
      expect(told.failures).toEqual([]);
    });
  });

  describe('a new version', () => {
    const renamed = (projection: Projection<OrderDocument>): Projection<OrderDocument> => ({
      ...projection,
      version: 2,
      project: (event) =>
        event.type === 'OrderPlaced'
          ? projection.project({
              ...event,
              data: { item: (event.data as { item: string }).item.toUpperCase() },
            })
          : projection.project(event),
    });

    it('is built beside the old one, answers once it has caught up, and the old one is dropped', async () => {
      const { projection, stream, id } = freshOrders();
      const old = start(projection);
      await old.view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      await old.view.stop();
      expect(await collections()).toContain('orders_v1');

      let goOn: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (goOn = resolve));
      const { view } = start(renamed(projection), {
        async *subscribe(options) {
          for await (const message of store.subscribe(options)) {
            if (message.kind === 'caught_up') await held;
            yield message;
          }
        },
      });
      await until(
        'the new one has the order',
        async () => (await db.collection('orders_v2').countDocuments()) === 1,
      );
      expect(await documents(view)).toMatchObject([{ item: 'tea' }]);
      const position = await record(store, stream('b'), ['OrderPlaced', { item: 'oil' }]);
      expect(await view.hasReached(position)).toBe(false);

      goOn();
      await view.waitFor(position);
      expect(await documents(view)).toMatchObject([
        { _id: id('a'), item: 'TEA' },
        { _id: id('b'), item: 'OIL' },
      ]);
      await until('the old one is gone', async () => !(await collections()).includes('orders_v1'));
      expect(await db.collection('projections').distinct('_id')).toEqual(['orders_v2']);
    });

    it('takes in, in its turn, what the old one could not, whose failures go with it', async () => {
      const { projection, stream } = freshOrders();
      const facts = [['OrderPlaced', { item: 'tea' }], ['Unreadable'], ['ThingAdded']] as const;
      const old = start(projection);
      await old.view.waitFor(await record(store, stream('a'), ...facts));
      expect(await db.collection('projection_failures').countDocuments()).toBe(1);
      await old.view.stop();

      const { view, told } = start({
        ...projection,
        version: 2,
        project: (event) =>
          projection.project(event.type === 'Unreadable' ? { ...event, type: 'ThingAdded' } : event),
      });
      await until(
        'the failure is gone',
        async () => (await db.collection('projection_failures').countDocuments()) === 0,
      );
      expect(await documents(view)).toMatchObject([{ item: 'tea', count: 2, revision: 2 }]);
      expect(told.failures).toEqual([]);
    });

    it('stays when a copy with the old one still runs', async () => {
      const { projection, stream } = freshOrders();
      const old = start(projection, {}, 'old');
      await old.view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      const next = start(renamed(projection), {}, 'next');
      await until('the new one answers', async () => (await documents(next.view))[0]?.item === 'TEA');
      // The old one finds its checkpoint gone and is built again; that must not bring it back.
      const position = await record(store, stream('a'), ['ThingAdded']);
      await until('the old one is built again', async () => {
        const order = await db.collection('orders_v1').findOne();
        return order?.['count'] === 1;
      });
      for (const { view } of [old, next]) {
        await view.waitFor(position);
        expect(await documents(view)).toMatchObject([{ item: 'TEA', count: 1 }]);
      }
    });
  });

  describe('a database', () => {
    it('that was away is written to again when it is back, and nothing is missing', async () => {
      const { projection, stream } = freshOrders();
      const { view, told } = start(projection);
      await view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]));
      servers.cable.cut();
      let position = 0n;
      for (let index = 0; index < 5; index += 1) position = await record(store, stream('a'), ['ThingAdded']);
      await until('the outage is noticed', () => told.outages.length > 0);
      servers.cable.mend();
      await until('the view is there again', () => view.hasReached(position).catch(() => false));
      expect(await documents(view)).toMatchObject([{ count: 5, revision: 5 }]);
      expect(told.failures).toEqual([]);
    });

    it('that is not there at the start is used when it is', async () => {
      const { projection, stream } = freshOrders();
      servers.cable.cut();
      const { view, told } = start(projection);
      const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
      await until('the outage is noticed', () => told.outages.length > 0);
      servers.cable.mend();
      await until('the view is there', () => view.hasReached(position).catch(() => false));
      expect(await documents(view)).toHaveLength(1);
    });

    it('that was emptied or restored meanwhile is filled again', async () => {
      const { projection, stream } = freshOrders();
      const { view, told } = start(projection);
      await view.waitFor(await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['ThingAdded']));
      for (const name of ['orders_v1', 'projections', 'active_versions']) await db.dropCollection(name);
      const position = await record(store, stream('a'), ['ThingAdded']);
      await until('the view is built again', () => view.hasReached(position));
      expect(await documents(view)).toMatchObject([{ item: 'tea', count: 2, revision: 2 }]);
      expect(await (await view.collection()).indexExists('item')).toBe(true);
      expect(told.outages).toHaveLength(1);
    });
  });
});
