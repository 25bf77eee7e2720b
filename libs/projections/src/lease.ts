import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';

type LeaseDocument = { _id: string; holder: string; until: Date; term: number };

/** For how long a lease holds without being renewed. */
export const leaseMs = 5_000;
const renewMs = 1_500;
const duplicateKey = 11_000;

/** Takes or renews the lease; the term counts how often it changed hands. */
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
    { returnDocument: 'after' },
  );
  if (renewed) return renewed.term;
  try {
    const taken = await leases.findOneAndUpdate(
      { _id: name, until: { $lte: now } },
      { $set: { holder, until }, $inc: { term: 1 } },
      { upsert: true, returnDocument: 'after' },
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

/** Of all copies of a service, one at a time does the work. Resolves when `signal` fires and the work has ended. */
export const withLease = async ({ db, name, holder, signal, onError, work }: LeaseOptions): Promise<void> => {
  const leases = db.collection<LeaseDocument>('leases');
  while (!signal.aborted) {
    const term = await take(leases, name, holder).catch(onError);
    if (term !== undefined) {
      const lost = new AbortController();
      const working = work(term, AbortSignal.any([signal, lost.signal])).catch(onError);
      let ended = false;
      void working.then(() => (ended = true));
      let heldUntil = Date.now() + leaseMs;
      while (!signal.aborted && !ended && Date.now() < heldUntil) {
        await delay(renewMs, undefined, { signal: AbortSignal.any([signal]) }).catch(() => undefined);
        if (signal.aborted) break;
        const renewed = await take(leases, name, holder).catch(onError);
        if (renewed === term) heldUntil = Date.now() + leaseMs;
        else if (renewed !== undefined) break;
      }
      lost.abort();
      await working;
    }
    await delay(renewMs, undefined, { signal }).catch(() => undefined);
  }
  // So that the next copy need not wait for the lease to run out.
  await leases.deleteOne({ _id: name, holder }).catch(onError);
};
