import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';

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
      { _id: name, until: { $lte: now } },
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

export type LeaseOptions = Readonly<{
  db: Db;
  name: string;
  /** Unique for each copy of a service. */
  holder: string;
  signal: AbortSignal;
  onError: (error: unknown) => void;
  /** Runs while the lease is held; its signal fires when the lease is lost or the service stops. */
  work: (term: number, signal: AbortSignal) => Promise<void>;
}>;

const pause = (signal: AbortSignal): Promise<void> =>
  delay(renewMs, undefined, { signal }).catch(() => undefined);

/** Of all copies of a service, one at a time does the work. Resolves when `signal` fires and the work has ended. */
export const withLease = async ({ db, name, holder, signal, onError, work }: LeaseOptions): Promise<void> => {
  const leases = db.collection<LeaseDocument>('leases');

  /** Works and renews. A lease ends when its time is over, whether or not the database answers just then. */
  const hold = async (term: number, askedAt: number): Promise<void> => {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const endAfter = (asked: number) => setTimeout(() => over.abort(), asked + leaseMs - Date.now());
    let end = endAfter(askedAt);
    const working = work(term, either)
      .catch(onError)
      .finally(() => over.abort());
    for (;;) {
      await pause(either);
      if (either.aborted) break;
      const asked = Date.now();
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

  while (!signal.aborted) {
    const askedAt = Date.now();
    const term = await take(leases, name, holder).catch(onError);
    if (term !== undefined) await hold(term, askedAt);
    await pause(signal);
  }
  // So that the next copy need not wait for the lease to run out. The term stays, so that none comes twice.
  await leases
    .updateOne({ _id: name, holder }, { $set: { until: new Date(0) } }, answerWithin)
    .catch(onError);
};
