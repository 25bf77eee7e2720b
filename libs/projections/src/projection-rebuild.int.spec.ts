import { createHash, randomUUID } from 'node:crypto';
import type { EventStore, RecordedEvent } from '@credstream/eventstore';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { type EmbeddedServers, startEmbeddedServers } from '../test/embedded-servers.js';
import { Killed, lifeOf } from '../test/life.js';
import { type OrderDocument, ordersProjection, record } from '../test/orders.js';
import { until } from '../test/until.js';
import type { Projection } from './projection.js';
import type { Orders, OrderSource } from './projection-orders.js';
import { startProjection, type View } from './projection-runner.js';

// T6 at small size; REBUILD_EVENTS makes it larger.
const events = Number(process.env['REBUILD_EVENTS'] ?? 2_000);
const atATime = 50;

let servers: EmbeddedServers;
let store: EventStore;
let db: Db;
const views: View<OrderDocument>[] = [];

beforeAll(async () => {
  servers = await startEmbeddedServers({ realVersionQuirks: false });
  store = servers.store;
});
afterAll(() => servers.stop());
beforeEach(() => {
  db = servers.mongo.db(`rebuild-${randomUUID()}`);
});
afterEach(async () => {
  await Promise.all(views.splice(0).map((view) => view.stop()));
});

/** What operators ask, as every copy hears it. */
class Asked implements OrderSource {
  private orders: Orders = { generation: 0, failures: {} };
  private readonly listeners = new Set<() => void>();

  readonly current = (): Orders => this.orders;
  readonly onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  rebuild(): void {
    this.tell({ ...this.orders, generation: this.orders.generation + 1 });
  }

  decide(position: bigint, decision: 'retry' | 'skip', number: number): void {
    this.tell({ ...this.orders, failures: { [String(position)]: { decision, number } } });
  }

  private tell(orders: Orders): void {
    this.orders = orders;
    for (const listener of this.listeners) listener();
  }
}

const start = (projection: Projection<OrderDocument>, rest: { orders?: OrderSource; db?: Db } = {}) => {
  const troubles: unknown[] = [];
  const view = startProjection({
    ...{ projection, store, db, keptMs: 0 },
    holder: randomUUID(),
    onFailure: (_event, error) => troubles.push(error),
    onOutage: (error) => {
      if (!(error instanceof Killed)) troubles.push(error);
    },
    ...rest,
  });
  views.push(view);
  return { view, troubles };
};

const freshOrders = (project: Projection<OrderDocument>['project'] = ordersProjection.project) => {
  const tag = randomUUID().slice(0, 8);
  const projection = { ...ordersProjection, prefixes: [`order-${tag}/`], project };
  return { projection, stream: (name: string) => `order-${tag}/${name}` };
};

const documentsOf = async (view: View<OrderDocument>) =>
  (await view.collection()).find().sort({ _id: 1 }).toArray();
const hashOf = async (view: View<OrderDocument>): Promise<string> =>
  createHash('sha256')
    .update(JSON.stringify(await documentsOf(view)))
    .digest('hex');
const collections = async () =>
  (await db.listCollections().toArray()).map(({ name }) => name).filter((name) => name.startsWith('orders_'));

describe('a rebuild', () => {
  it(`while ${events} events are there and others come, and whose copy is killed on the way, equals a clean one`, async () => {
    const { projection, stream } = freshOrders();
    const names = Array.from({ length: 10 }, (_, index) => `order-${index}`);
    let written = 0;
    const write = async (): Promise<bigint> => {
      const name = names[(written / atATime) % names.length] ?? '';
      const added = Array.from({ length: atATime }, () => ['ThingAdded'] as const);
      written += atATime;
      return record(store, stream(name), ...added);
    };
    for (const name of names) await record(store, stream(name), ['OrderPlaced', { item: 'tea' }]);
    let position = 0n;
    while (written < events) position = await write();

    const orders = new Asked();
    let dead = false;
    // In its first write after the new build was begun, this copy dies.
    const { db: mortal, life } = lifeOf(db, () => dead);
    const first = start(projection, { orders, db: mortal });
    await until('the view is built', () => first.view.hasReached(position));
    orders.rebuild();
    const second = start(projection, { orders });
    for (let round = 0; round < 12; round += 1) {
      const at = await write();
      if ((await collections()).includes('orders_v1_g1')) dead = true;
      // Whoever waits for an event sees it, whichever build answers.
      await until('the event is there', async () => {
        if (life.dead) await first.view.stop();
        return second.view.hasReached(at);
      });
      const counts = (await documentsOf(second.view)).map(({ count }) => count);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(written);
    }
    expect(life.dead).toBe(true);
    position = await write();
    await until('the new build serves', async () => {
      const { state, generation } = await second.view.status();
      return state === 'live' && generation === 1;
    });
    await until('it holds everything', () => second.view.hasReached(position));
    expect([...first.troubles, ...second.troubles]).toEqual([]);

    const clean = start(projection, { db: servers.mongo.db(`clean-${randomUUID()}`) });
    await until('the clean one is built', () => clean.view.hasReached(position));
    expect(await hashOf(second.view)).toBe(await hashOf(clean.view));
    expect((await documentsOf(clean.view)).reduce((sum, { count }) => sum + count, 0)).toBe(written);
    await until('the build before is gone', async () => !(await collections()).includes('orders_v1'));
  });

  it('goes on where it was when the copy that does it is killed', async () => {
    const { projection, stream } = freshOrders();
    for (let round = 0; round < 30; round += 1) {
      await record(store, stream(`order-${round}`), ['OrderPlaced', { item: 'tea' }], ['ThingAdded']);
    }
    const position = await store.head();
    const orders = new Asked();
    const steady = start(projection, { orders });
    await steady.view.waitFor(position);
    await steady.view.stop();

    orders.rebuild();
    let deaths = 0;
    // Each copy dies a write later than the one before: of documents, or of a checkpoint.
    for (;;) {
      let writes = 0;
      const { db: mortal, life } = lifeOf(db, () => (writes += 1) > 4 + deaths);
      const { view } = start(projection, { orders, db: mortal });
      await until('it is built or killed', async () => life.dead || (await view.status()).state === 'live');
      await view.stop();
      if (!life.dead) break;
      deaths += 1;
    }
    const last = start(projection, { orders });
    await until('it serves', async () => (await last.view.status()).generation === 1);
    await last.view.waitFor(position);
    expect(await documentsOf(last.view)).toHaveLength(30);
    expect(deaths).toBeGreaterThan(0);
  });

  it('is told with its progress, and the one before serves until it has all', async () => {
    let goOn: () => void = () => undefined;
    let held: Promise<void> = Promise.resolve();
    const { projection, stream } = freshOrders();
    const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['ThingAdded']);
    const orders = new Asked();
    const { view } = start(
      {
        ...projection,
        projectWith: async (event: RecordedEvent) => {
          await held;
          return projection.project(event);
        },
      },
      { orders },
    );
    await view.waitFor(position);
    await until('it serves', async () => (await view.status()).state === 'live');
    expect(await view.status()).toMatchObject({
      generation: 0,
      failures: 0,
      lag: { events: 0, more: false },
    });
    held = new Promise((resolve) => (goOn = resolve));
    orders.rebuild();
    await until('another build is made', async () => (await collections()).includes('orders_v1_g1'));
    const { state, generation, rebuild } = await view.status();
    expect({ state, generation }).toEqual({ state: 'rebuilding', generation: 0 });
    expect(rebuild?.done).toBeLessThan(rebuild?.total ?? 0n);
    expect(await documentsOf(view)).toMatchObject([{ count: 1 }]);
    goOn();
    await until('the new build serves', async () => (await view.status()).generation === 1);
    expect(await documentsOf(view)).toMatchObject([{ count: 1 }]);
  });

  it('that is asked for again while it is made is begun anew, and only the last one stays', async () => {
    const { projection, stream } = freshOrders();
    const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
    const orders = new Asked();
    const { view, troubles } = start(projection, { orders });
    await view.waitFor(position);
    for (let time = 0; time < 3; time += 1) orders.rebuild();
    await until('the third serves', async () => (await view.status()).generation === 3);
    await until('the others are gone', async () => (await collections()).length === 1);
    expect(await collections()).toEqual(['orders_v1_g3']);
    expect(await documentsOf(view)).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  it('can be made in an empty database, whatever was asked before', async () => {
    const { projection, stream } = freshOrders();
    const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }]);
    const orders = new Asked();
    const before = start(projection, { orders });
    await before.view.waitFor(position);
    orders.rebuild();
    await until('it serves', async () => (await before.view.status()).generation === 1);
    await before.view.stop();
    await db.dropDatabase();
    const { view } = start(projection, { orders });
    await view.waitFor(position);
    expect(await documentsOf(view)).toHaveLength(1);
  });
});

describe('an event that cannot be projected', () => {
  /** A projection that is mended while it runs. */
  const breakable = () => {
    const life = { broken: true };
    const fresh = freshOrders((event) => {
      if (event.type !== 'Unreadable') return ordersProjection.project(event);
      if (life.broken) throw new Error('this event cannot be read');
      return ordersProjection.project({ ...event, type: 'ThingAdded' });
    });
    return { ...fresh, life };
  };

  it('is taken in by a retry when nothing came after it, and fails again while the reason is there', async () => {
    const { projection, stream, life } = breakable();
    const position = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['Unreadable']);
    const orders = new Asked();
    const { view } = start(projection, { orders });
    await view.waitFor(position);
    expect(await view.failures(10)).toMatchObject([
      { id: String(position), type: 'Unreadable', attempts: 1 },
    ]);
    expect(await view.planRetry('1')).toBeUndefined();

    orders.decide(position, 'retry', 1);
    await until('it has failed again', async () => (await view.failures(10))[0]?.attempts === 2);
    life.broken = false;
    expect(await view.planRetry(String(position))).toBe('alone');
    orders.decide(position, 'retry', 2);
    await until('it is taken in', async () => (await view.status()).failures === 0);
    expect(await view.failures(10)).toEqual([]);
    expect(await documentsOf(view)).toMatchObject([{ count: 1, revision: 1 }]);
  });

  it('needs a rebuild when later events of its stream were taken in, and a retry alone does nothing wrong', async () => {
    const { projection, stream, life } = breakable();
    const [placed, unreadable, added] = [
      ['OrderPlaced', { item: 'tea' }],
      ['Unreadable'],
      ['ThingAdded'],
    ] as const;
    const failed = await record(store, stream('a'), placed, unreadable);
    const position = await record(store, stream('a'), added);
    const orders = new Asked();
    const { view } = start(projection, { orders });
    await view.waitFor(position);
    expect(await view.planRetry(String(failed))).toBe('alone');
    life.broken = false;
    expect(await view.planRetry(String(failed))).toBe('rebuild');
    orders.decide(failed, 'retry', 1);
    await until('it was tried', async () => (await view.failures(10))[0]?.attempts === 2);
    expect(await view.failures(10)).toMatchObject([{ error: expect.stringContaining('rebuild') }]);
    expect(await documentsOf(view)).toMatchObject([{ count: 1, revision: 2 }]);

    orders.rebuild();
    await until('the new build serves', async () => (await view.status()).generation === 1);
    expect(await documentsOf(view)).toMatchObject([{ count: 2, revision: 2 }]);
    expect((await view.status()).failures).toBe(0);
  });

  it('that is skipped no longer counts, in a rebuild neither', async () => {
    const { projection, stream } = breakable();
    const failed = await record(store, stream('a'), ['OrderPlaced', { item: 'tea' }], ['Unreadable']);
    const orders = new Asked();
    const { view, troubles } = start(projection, { orders });
    await view.waitFor(failed);
    expect((await view.status()).failures).toBe(1);
    orders.decide(failed, 'skip', 1);
    await until('it is skipped', async () => (await view.status()).failures === 0);
    orders.rebuild();
    await until('the new build serves', async () => (await view.status()).generation === 1);
    expect((await view.status()).failures).toBe(0);
    expect(await view.failures(10)).toMatchObject([{ id: String(failed), skipped: true }]);
    expect(troubles).toHaveLength(1);
  });
});
