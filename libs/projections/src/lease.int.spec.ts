import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Db, MongoClient } from 'mongodb';
import { type EmbeddedServers, startEmbeddedServers } from '../test/embedded-servers.js';
import { until } from '../test/until.js';
import { type LeasedWork, startLeasedWork } from './lease.js';

let servers: EmbeddedServers;
let db: Db;

beforeAll(async () => {
  servers = await startEmbeddedServers({ realVersionQuirks: true });
  db = servers.mongo.db('leases');
});

afterAll(() => servers.stop());

const leases = () => db.collection<{ _id: string; holder: string; until: Date; term: number }>('leases');

const copies: Copy[] = [];
const clients: MongoClient[] = [];

afterEach(async () => {
  servers.cable.mend();
  await Promise.all(copies.splice(0).map((copy) => copy.stop()));
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const ended = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort');

/** One copy of a service that works for as long as it may. */
class Copy {
  readonly terms: number[] = [];
  readonly errors: unknown[] = [];
  working = false;
  stopped = false;
  private readonly leased: LeasedWork;

  constructor(
    readonly holder: string,
    name: string,
    private readonly work: (signal: AbortSignal) => Promise<unknown> = ended,
    database = db,
  ) {
    this.leased = startLeasedWork({
      db: database,
      name,
      holder,
      onError: (error) => this.errors.push(error),
      work: async (signal, term) => {
        this.terms.push(term);
        this.working = true;
        await this.work(signal);
        this.working = false;
      },
    });
    copies.push(this);
  }

  async stop(): Promise<void> {
    await this.leased.stop();
    this.stopped = true;
  }
}

const isWorking = (copy: Copy) => until(`${copy.holder} works`, () => copy.working);

describe('a lease', () => {
  it('lets one copy work at a time, and the next one when that stops', async () => {
    const name = randomUUID();
    const all = ['a', 'b', 'c'].map((holder) => new Copy(holder, name));
    for (let left = all.length; left > 0; left -= 1) {
      await until('one copy works', () => all.some(({ working }) => working));
      const working = all.filter((copy) => copy.working);
      expect(working).toHaveLength(1);
      await working[0]!.stop();
      expect(all.filter((copy) => copy.working)).toEqual([]);
    }
    expect(all.flatMap(({ terms }) => terms).sort()).toEqual([1, 2, 3]);
  });

  it('is for one name; others are worked on beside it', async () => {
    const [one, other] = [new Copy('a', randomUUID()), new Copy('b', randomUUID())];
    await isWorking(one);
    await isWorking(other);
  });

  it('is taken over from a copy that died when its time is over', async () => {
    const name = randomUUID();
    await leases().insertOne({ _id: name, holder: 'dead', until: new Date(Date.now() + 1_000), term: 7 });
    const copy = new Copy('a', name);
    await isWorking(copy);
    expect((await leases().findOne({ _id: name }))!.until.getTime()).toBeGreaterThan(Date.now());
    expect(copy.terms).toEqual([8]);
  });

  it('ends the work when another holds it, and is taken again in a new term', async () => {
    const name = randomUUID();
    const copy = new Copy('a', name);
    await isWorking(copy);
    const otherEnds = new Date(Date.now() + 3_000);
    await leases().updateOne(
      { _id: name },
      { $set: { holder: 'other', until: otherEnds }, $inc: { term: 1 } },
    );
    await until('the work ends', () => !copy.working);
    expect(copy.terms).toEqual([1]);
    await isWorking(copy);
    expect(Date.now()).toBeGreaterThanOrEqual(otherEnds.getTime());
    expect(copy.terms).toEqual([1, 3]);
  });

  it('is held for as long as it is renewed, and longer than once', async () => {
    const name = randomUUID();
    const copy = new Copy('a', name);
    const rival = new Copy('b', name);
    await until('one works', () => copy.working || rival.working);
    const [holder, other] = copy.working ? [copy, rival] : [rival, copy];
    const firstEnd = (await leases().findOne({ _id: name }))!.until;
    await until('the first lease would be over', () => Date.now() > firstEnd.getTime() + 500);
    expect([holder.working, other.working]).toEqual([true, false]);
    expect(holder.terms).toEqual([1]);
  });

  it('is renewed together with the others of its copy, and lost alone', async () => {
    const client = await MongoClient.connect(servers.mongoDbUrl, { monitorCommands: true });
    clients.push(client);
    const renewed: unknown[] = [];
    client.on('commandStarted', ({ commandName, command }) => {
      const { updates } = command as { updates?: { q: { _id: { $in: unknown } } }[] };
      renewed.push(updates?.map(({ q }) => q._id.$in) ?? commandName);
    });
    const names = Array.from({ length: 5 }, () => randomUUID());
    const database = client.db(db.databaseName);
    const held = names.map((name) => new Copy('a', name, ended, database));
    for (const copy of held) await isWorking(copy);
    renewed.length = 0;
    await until('two renewals', () => renewed.length > 1);
    const together = [expect.arrayContaining(names)];
    expect(renewed.slice(0, 2)).toEqual([together, together]);

    await leases().updateOne(
      { _id: names[2]! },
      { $set: { holder: 'other', until: new Date(Date.now() + 60_000) } },
    );
    await until('one copy does not work', () => held.some(({ working }) => !working));
    const firstEnd = Date.now() + 6_000;
    await until('the leases would be over', () => Date.now() > firstEnd);
    expect(held.map(({ working }) => working)).toEqual([true, true, false, true, true]);
    expect(held.map(({ terms }) => terms)).toEqual(held.map(() => [1]));
  });

  it('ends the work of a copy that no longer reaches the database before another copy begins', async () => {
    const name = randomUUID();
    const copy = new Copy('a', name);
    await isWorking(copy);
    const direct = await MongoClient.connect(servers.mongoDbUrl);
    clients.push(direct);
    let together = false;
    const rivalWork = (signal: AbortSignal) => {
      together = copy.working;
      return ended(signal);
    };
    const rival = new Copy('b', name, rivalWork, direct.db(db.databaseName));
    servers.cable.cut();
    await isWorking(rival);
    expect([together, copy.working]).toEqual([false, false]);
    expect(copy.errors).not.toEqual([]);
    servers.cable.mend();
    await rival.stop();
    await isWorking(copy);
  });

  it('is given to the next term although the copy before it released it', async () => {
    const name = randomUUID();
    const first = new Copy('a', name);
    await isWorking(first);
    await first.stop();
    const second = new Copy('a', name);
    await isWorking(second);
    expect([...first.terms, ...second.terms]).toEqual([1, 2]);
  });

  it('begins the work again when it ended by itself or failed', async () => {
    let runs = 0;
    const copy = new Copy('a', randomUUID(), async (signal) => {
      runs += 1;
      if (runs === 1) return;
      if (runs === 2) throw new Error('the work failed');
      await ended(signal);
    });
    await until('the third run', () => runs === 3);
    expect(copy.errors).toEqual([new Error('the work failed')]);
  });

  it('is given up only after the work has ended', async () => {
    const name = randomUUID();
    const nothing = () => undefined;
    let finish: () => void = nothing;
    const copy = new Copy('a', name, async (signal) => {
      await ended(signal);
      await new Promise<void>((resolve) => (finish = resolve));
    });
    await isWorking(copy);
    const stopping = copy.stop();
    const rival = new Copy('b', name);
    await until('the work was told to end', () => finish !== nothing);
    expect([copy.stopped, rival.working]).toEqual([false, false]);
    expect(await leases().countDocuments({ _id: name, holder: 'a', until: { $gt: new Date() } })).toBe(1);
    finish();
    await stopping;
    await isWorking(rival);
  });
});
