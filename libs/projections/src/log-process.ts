import { DomainError, ViewBehind } from '@credstream/domain-kernel';
import type { EventStore, LogMessage, RecordedEvent } from '@credstream/eventstore';
import type { Db } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { batches } from './batches.js';
import { startLeasedWork } from './lease.js';

type Checkpoint = { _id: string; position: string };

export type LogProcessOptions = Readonly<{
  name: string;
  store: EventStore;
  db: Db;
  /** Unique for each copy of a service. */
  holder: string;
  /** Of which streams, by prefix. */
  prefixes: readonly string[];
  /**
   * Does what the event asks for. Called in log order, in one copy of the service at a time, at least once for
   * each event: it must come to the same when it is repeated. What fails for want of a server is tried again;
   * what the domain refuses is told to `onFailure` and passed over.
   */
  handle: (event: RecordedEvent) => Promise<void>;
  onFailure: (event: RecordedEvent, error: unknown) => void;
  onOutage: (error: unknown) => void;
}>;

/** Work that follows from events, done even if the service was down when they were recorded. */
export type LogProcess = Readonly<{
  /** Is everything up to this position done? */
  hasReached: (position: bigint) => Promise<boolean>;
  /** Throws `ViewBehind` when the position is not reached in time (5 s). */
  waitFor: (position: bigint) => Promise<void>;
  stop: () => Promise<void>;
}>;

const batchLimit = 500;
const waitMs = 5_000;
const pollMs = 10;
const retryMs = 500;

const passes = (error: unknown): boolean => error instanceof DomainError && error.kind !== 'unavailable';

/** Starts a process; where it stands is kept in the database, so that it goes on there after a stop. */
export const startLogProcess = (options: LogProcessOptions): LogProcess => {
  const { name, store, db, holder, prefixes, handle, onFailure, onOutage } = options;
  const checkpoints = db.collection<Checkpoint>('processes');

  const reached = async (): Promise<bigint | undefined> => {
    const checkpoint = await checkpoints.findOne({ _id: name });
    return checkpoint ? BigInt(checkpoint.position) : undefined;
  };
  const keep = (position: bigint) =>
    checkpoints.updateOne({ _id: name }, { $set: { position: String(position) } }, { upsert: true });

  const handleEvent = async (event: RecordedEvent): Promise<void> => {
    try {
      await handle(event);
    } catch (error) {
      if (!passes(error)) throw error;
      onFailure(event, error);
    }
  };

  const handleBatch = async (messages: readonly LogMessage[]): Promise<void> => {
    let position: bigint | undefined;
    try {
      for (const message of messages) {
        if (message.kind === 'event') {
          await handleEvent(message.event);
          position = message.event.position;
        } else if (message.kind === 'checkpoint') {
          position = message.position;
        }
      }
    } finally {
      if (position !== undefined) await keep(position);
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const attempt = new AbortController();
      try {
        const after = await reached();
        const messages = store.subscribe({
          prefixes,
          ...(after !== undefined && { after }),
          signal: AbortSignal.any([signal, attempt.signal]),
          onReconnect: onOutage,
        });
        for await (const batch of batches(messages, batchLimit)) {
          if (signal.aborted) return;
          await handleBatch(batch);
        }
      } catch (error) {
        onOutage(error);
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      } finally {
        attempt.abort();
      }
    }
  };

  const { stop } = startLeasedWork({
    db,
    name: `process/${name}`,
    holder,
    onError: onOutage,
    work: run,
  });

  const hasReached = async (wanted: bigint): Promise<boolean> => {
    const position = (await reached()) ?? 0n;
    return position >= wanted || !(await store.hasEventsBetween(prefixes, position, wanted));
  };

  return {
    hasReached,
    waitFor: async (wanted) => {
      const deadline = Date.now() + waitMs;
      while (!(await hasReached(wanted))) {
        if (Date.now() > deadline) throw new ViewBehind();
        await delay(pollMs);
      }
    },
    stop,
  };
};
