import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, LogMessage } from '@credstream/eventstore';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EmbeddedServers, startEmbeddedServers } from '../test/embedded-servers.js';
import { Killed, lifeOf } from '../test/life.js';
import { type OrderDocument, ordersProjection, record } from '../test/orders.js';
import { until } from '../test/until.js';
import type { Projection } from './projection.js';
import { startProjection } from './projection-runner.js';

// T6 at small size; T6_RUNS and T6_SEED make it larger and another one.
const numRuns = Number(process.env['T6_RUNS'] ?? 10);
const seed = Number(process.env['T6_SEED'] ?? 20261121);

let servers: EmbeddedServers;

beforeAll(async () => {
  servers = await startEmbeddedServers({ realVersionQuirks: true });
});

afterAll(() => servers.stop());

const facts = fc.array(
  fc.record({
    order: fc.constantFrom('a', 'b', 'c'),
    type: fc.constantFrom('OrderPlaced', 'ThingAdded', 'ThingAdded', 'OrderShipped', 'Unreadable', 'Unknown'),
  }),
  { minLength: 10, maxLength: 25 },
);
/** For each message in turn: how often it is delivered, and whether the next comes in a batch of its own. */
const deliveries = fc.array(fc.record({ times: fc.integer({ min: 1, max: 3 }), alone: fc.boolean() }), {
  minLength: 10,
  maxLength: 40,
});
/** For each write in turn, of documents and of the checkpoint: is the projector killed in it? */
const deaths = fc.array(fc.boolean(), { minLength: 5, maxLength: 20 });

type Plan = Readonly<{
  deliveries: readonly Readonly<{ times: number; alone: boolean }>[];
  deaths: readonly boolean[];
}>;

/** The log, with each message delivered as often as planned. */
const repeating = (plan: Plan['deliveries']): EventStore => {
  let next = 0;
  return {
    ...servers.store,
    async *subscribe(options): AsyncGenerator<LogMessage, void> {
      for await (const message of servers.store.subscribe(options)) {
        const { times, alone } = plan[next] ?? { times: 1, alone: false };
        next += 1;
        for (let time = 0; time < times; time += 1) yield message;
        if (alone) for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      }
    },
  };
};

/** Everything in a database that queries can see, when life after life has built it up to a position. */
const build = async (projection: Projection<OrderDocument>, position: bigint, plan: Plan) => {
  const real = servers.mongo.db(`t6-${randomUUID()}`);
  const store = repeating(plan.deliveries);
  const unexpected: unknown[] = [];
  let writes = 0;
  let kills = 0;
  for (;;) {
    const { db, life } = lifeOf(real, () => plan.deaths[writes++] === true);
    const view = startProjection({
      projection,
      store,
      db,
      holder: randomUUID(),
      onFailure: () => undefined,
      onOutage: (error) => {
        if (!(error instanceof Killed)) unexpected.push(error);
      },
    });
    await until('it is built or killed', async () => life.dead || (await view.hasReached(position)));
    await view.stop();
    if (!life.dead) break;
    kills += 1;
  }
  expect(unexpected).toEqual([]);
  const orders = await real.collection<OrderDocument>('orders_v1').find().sort({ _id: 1 }).toArray();
  const failures = await real.collection('projection_failures').find().sort({ _id: 1 }).toArray();
  await real.dropDatabase();
  return { built: { orders, failures: failures.map(({ at: _at, ...failure }) => failure) }, kills };
};

describe('a view whose projector is killed between writing and its checkpoint, and hears each event up to three times', () => {
  const title = `equals a clean rebuild (seed ${seed}, ${numRuns} runs)`;
  it(
    title,
    async () => {
      let kills = 0;
      await fc.assert(
        fc.asyncProperty(facts, deliveries, deaths, async (history, delivered, killed) => {
          const tag = randomUUID().slice(0, 8);
          const projection = { ...ordersProjection, prefixes: [`order-${tag}/`] };
          let position = 0n;
          for (const { order, type } of history) {
            position = await record(servers.store, `order-${tag}/${order}`, [type, { item: order }]);
          }
          const hard = await build(projection, position, { deliveries: delivered, deaths: killed });
          const clean = await build(projection, position, { deliveries: [], deaths: [] });
          expect(hard.built).toEqual(clean.built);
          kills += hard.kills;
        }),
        // Not shrunk: each attempt takes its time, and the seed finds it again.
        { numRuns, seed, endOnFailure: true },
      );
      expect(kills).toBeGreaterThan(numRuns);
    },
    numRuns * 10_000,
  );
});
