import { setTimeout as delay } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { again } from './again.js';

type LeaseDocument = { _id: string; holder: string; until: Date; term: number };

/** For how long a lease holds without being renewed. */
export const leaseMs = 5_000;
const renewMs = 1_500;
const answerWithin = { timeoutMS: 3_000 };
const duplicateKey = 11_000;

const endFrom = (now: Date): Date => new Date(now.getTime() + leaseMs);

/** The term of a lease that is still held, and now for longer. */
const renew = async (
  leases: Collection<LeaseDocument>,
  name: string,
  holder: string,
): Promise<number | undefined> => {
  const now = new Date();
  const renewed = await leases.findOneAndUpdate(
    { _id: name, holder, until: { $gt: now } },
    { $set: { until: endFrom(now) } },
    { returnDocument: 'after', ...answerWithin },
  );
  return renewed?.term;
};

/** Takes or renews the lease; the term counts how often it changed hands. Nothing when another holds it. */
const take = async (
  leases: Collection<LeaseDocument>,
  name: string,
  holder: string,
  abandoned?: Date,
): Promise<number | undefined> => {
  const renewed = await renew(leases, name, holder);
  if (renewed !== undefined) return renewed;
  const now = new Date();
  const until = endFrom(now);
  try {
    const taken = await leases.findOneAndUpdate(
      { _id: name, $or: [{ until: { $lte: now } }, ...(abandoned ? [{ until: abandoned }] : [])] },
      { $set: { holder, until }, $inc: { term: 1 } },
      { upsert: true, returnDocument: 'after', ...answerWithin },
    );
    return taken?.term;
  } catch (error) {
    // The upsert met the document of a holder whose lease still runs.
    if (error instanceof MongoServerError && error.code === duplicateKey) return undefined;
    throw error;
  }
};

export type LeasedWorkOptions = Readonly<{
  db: Db;
  /** Of the lease. */
  name: string;
  /** Unique for each copy of a service. */
  holder: string;
  onError: (error: unknown) => void;
  /** Runs while the lease is held; its signal fires when the lease is lost or the work is stopped. */
  work: (signal: AbortSignal, term: number) => Promise<void>;
}>;

export type LeasedWork = Readonly<{
  /** Resolves when the work has ended and the lease is given up. */
  stop: () => Promise<void>;
}>;

/**
 * A lease that nobody renewed for longer than a lease holds, by the steady clock of whoever watches, is abandoned,
 * whatever it says itself: its holder's clock may have been ahead.
 */
class LeaseWatch {
  private until: Date | undefined;
  private since = 0;

  constructor(
    private readonly leases: Collection<LeaseDocument>,
    private readonly name: string,
  ) {}

  async abandoned(): Promise<Date | undefined> {
    const lease = await this.leases.findOne({ _id: this.name }, answerWithin);
    if (lease?.until.getTime() !== this.until?.getTime()) {
      this.until = lease?.until;
      this.since = performance.now();
    }
    return performance.now() - this.since > 2 * leaseMs ? this.until : undefined;
  }
}

type Held = Readonly<{
  name: string;
  term: number;
  /** `asked`: when, on the steady clock. */
  onRenewed: (asked: number) => void;
  onLost: () => void;
  onError: (error: unknown) => void;
}>;

/** Renews everything that one copy holds in a database, by one statement for as long as nothing of it was lost. */
class Renewals {
  private static readonly known = new WeakMap<Db, Map<string, Renewals>>();
  private readonly held = new Set<Held>();
  private renewing = false;

  private constructor(
    private readonly leases: Collection<LeaseDocument>,
    private readonly holder: string,
  ) {}

  static of(db: Db, holder: string): Renewals {
    const holders = Renewals.known.get(db) ?? new Map<string, Renewals>();
    Renewals.known.set(db, holders);
    const renewals = holders.get(holder) ?? new Renewals(db.collection('leases'), holder);
    holders.set(holder, renewals);
    return renewals;
  }

  add(held: Held): void {
    this.held.add(held);
    if (!this.renewing) void this.renewWhileHeld();
  }

  remove(held: Held): void {
    this.held.delete(held);
  }

  /** Never rejects: what fails is told to those whose lease it is. */
  private async renewWhileHeld(): Promise<void> {
    this.renewing = true;
    while (this.held.size > 0) {
      await delay(renewMs, undefined, { ref: false });
      if (this.held.size > 0) await this.renewAll();
    }
    this.renewing = false;
  }

  private async renewAll(): Promise<void> {
    const asked = performance.now();
    const all = [...this.held];
    try {
      if (await this.renewedTogether(all.map(({ name }) => name))) {
        for (const each of all) if (this.held.has(each)) each.onRenewed(asked);
      } else await Promise.all(all.map((each) => this.renewAlone(each)));
    } catch (error) {
      for (const each of all) each.onError(error);
    }
  }

  private async renewedTogether(names: readonly string[]): Promise<boolean> {
    const now = new Date();
    const { matchedCount } = await this.leases.updateMany(
      { _id: { $in: [...names] }, holder: this.holder, until: { $gt: now } },
      { $set: { until: endFrom(now) } },
      answerWithin,
    );
    return matchedCount === names.length;
  }

  private async renewAlone(held: Held): Promise<void> {
    const asked = performance.now();
    try {
      const term = await renew(this.leases, held.name, this.holder);
      if (!this.held.has(held)) return;
      if (term === held.term) held.onRenewed(asked);
      else held.onLost();
    } catch (error) {
      held.onError(error);
    }
  }
}

/** Of all copies of a service, one at a time does the work. What ends before it is stopped begins again. */
export const startLeasedWork = ({ db, name, holder, onError, work }: LeasedWorkOptions): LeasedWork => {
  const leases = db.collection<LeaseDocument>('leases');
  const watch = new LeaseWatch(leases, name);
  const renewals = Renewals.of(db, holder);
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Works and renews. A lease ends when its time is over, whether or not the database answers just then. */
  const hold = async (term: number, askedAt: number): Promise<void> => {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const endAfter = (asked: number) => setTimeout(() => over.abort(), asked + leaseMs - performance.now());
    let end = endAfter(askedAt);
    const onRenewed = (asked: number): void => {
      clearTimeout(end);
      end = endAfter(asked);
    };
    const held = { name, term, onRenewed, onLost: () => over.abort(), onError };
    renewals.add(held);
    const ended = () => {
      renewals.remove(held);
      clearTimeout(end);
    };
    either.addEventListener('abort', ended, { once: true });
    await work(either, term).catch(onError);
    over.abort();
    ended();
  };

  const takeAndHold = async (): Promise<void> => {
    const askedAt = performance.now();
    const term = await take(leases, name, holder, await watch.abandoned());
    if (term !== undefined) await hold(term, askedAt);
  };

  const run = async (): Promise<void> => {
    await again(takeAndHold, { signal, onError, pauseMs: () => renewMs });
    // So that the next copy need not wait for the lease to run out. The term stays, so that none comes twice.
    await leases
      .updateOne({ _id: name, holder }, { $set: { until: new Date(0) } }, answerWithin)
      .catch(onError);
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
