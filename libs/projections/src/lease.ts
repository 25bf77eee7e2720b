import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { again, pause } from './again.js';

type LeaseDocument = { _id: string; holder: string; until: Date; term: number };

/** For how long a lease holds without being renewed. */
export const leaseMs = 5_000;
const renewMs = 1_500;
const answerWithin = { timeoutMS: 3_000 };
const duplicateKey = 11_000;

/** Takes or renews the lease; the term counts how often it changed hands. Nothing when another holds it. */
const take = async (
  leases: Collection<LeaseDocument>,
  name: string,
  holder: string,
  abandoned?: Date,
): Promise<number | undefined> => {
  const now = new Date();
  const until = new Date(now.getTime() + leaseMs);
  const renewed = await leases.findOneAndUpdate(
    { _id: name, holder, until: { $gt: now } },
    { $set: { until } },
    { returnDocument: 'after', ...answerWithin },
  );
  if (renewed) return renewed.term;
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

/** Of all copies of a service, one at a time does the work. What ends before it is stopped begins again. */
export const startLeasedWork = ({ db, name, holder, onError, work }: LeasedWorkOptions): LeasedWork => {
  const leases = db.collection<LeaseDocument>('leases');
  const watch = new LeaseWatch(leases, name);
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Works and renews. A lease ends when its time is over, whether or not the database answers just then. */
  const hold = async (term: number, askedAt: number): Promise<void> => {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const endAfter = (asked: number) => setTimeout(() => over.abort(), asked + leaseMs - performance.now());
    let end = endAfter(askedAt);
    const working = work(either, term)
      .catch(onError)
      .finally(() => over.abort());
    for (;;) {
      await pause(renewMs, either);
      if (either.aborted) break;
      const asked = performance.now();
      const renewed = await take(leases, name, holder).catch((error: unknown) => {
        onError(error);
        return 'not known' as const;
      });
      if (renewed === 'not known') continue;
      if (renewed !== term) break;
      clearTimeout(end);
      end = endAfter(asked);
    }
    over.abort();
    clearTimeout(end);
    await working;
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
