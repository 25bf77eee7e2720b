import type { EventStore, LogMessage, RecordedEvent } from '@credstream/eventstore';
import { ViewBehind } from '@credstream/domain-kernel';
import {
  type AnyBulkWriteOperation,
  type Collection,
  type Db,
  MongoBulkWriteError,
  MongoServerError,
} from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { batches } from './batches.js';
import { withLease } from './lease.js';
import { collectionName, type Projection, type ViewDocument } from './projection.js';

/** Positions are kept as text of fixed width, so that text order is log order. */
const positionText = (position: bigint): string => position.toString().padStart(20, '0');

type Checkpoint = { _id: string; position: string; caughtUp: boolean };
type ActiveVersion = { _id: string; version: number };
type Failure = {
  _id: string;
  projection: string;
  position: string;
  stream: string;
  type: string;
  error: string;
  at: Date;
};

/** What the running of a projection tells its host, for logs and metrics. */
export type RunnerEvents = Readonly<{
  onFailure: (event: RecordedEvent, error: unknown) => void;
  onOutage: (error: unknown) => void;
}>;

export type RunnerOptions<D extends ViewDocument> = RunnerEvents &
  Readonly<{
    projection: Projection<D>;
    store: EventStore;
    db: Db;
    /** Unique for each copy of a service. */
    holder: string;
  }>;

/** A read model as its service queries it. */
export type View<D extends ViewDocument> = Readonly<{
  /** The version that has caught up; before the first ever has, the one being built. */
  collection: () => Promise<Collection<D>>;
  /** The log position up to which the view is complete. */
  position: () => Promise<bigint>;
  /** Does the view hold everything up to this position? */
  hasReached: (position: bigint) => Promise<boolean>;
  /** Throws `ViewBehind` when the position is not reached in time (5 s). */
  waitFor: (position: bigint) => Promise<void>;
  stop: () => Promise<void>;
}>;

const batchLimit = 500;
const waitMs = 5_000;
const pollMs = 10;
const retryMs = 500;

/** A refusal of what was written, as against an outage, after which the same write may well succeed. */
const isPoison = (error: unknown): boolean =>
  error instanceof MongoBulkWriteError ||
  (error instanceof MongoServerError && error.errorLabels.length === 0);

/**
 * Keeps a read model up to date, in one copy of the service at a time. Delivery is at least once, effect is
 * once. An event that cannot be projected goes to `projection_failures`; the rest goes on.
 */
export const startProjection = <D extends ViewDocument>(options: RunnerOptions<D>): View<D> => {
  const { projection, store, db, holder, onFailure, onOutage } = options;
  const id = collectionName(projection);
  const checkpoints = db.collection<Checkpoint>('projections');
  const active = db.collection<ActiveVersion>('active_versions');
  const failures = db.collection<Failure>('projection_failures');
  const own = db.collection<D>(id);
  const stopping = new AbortController();

  const recordFailure = async (event: RecordedEvent, error: unknown): Promise<void> => {
    onFailure(event, error);
    await failures.updateOne(
      { _id: `${id}/${event.position}` },
      {
        $set: {
          projection: id,
          position: positionText(event.position),
          stream: event.stream,
          type: event.type,
          error: String(error),
          at: new Date(),
        },
      },
      { upsert: true },
    );
  };

  const projected = async (event: RecordedEvent): Promise<readonly AnyBulkWriteOperation<D>[]> => {
    try {
      return projection.project(event);
    } catch (error) {
      await recordFailure(event, error);
      return [];
    }
  };

  const write = async (operations: readonly AnyBulkWriteOperation<D>[]): Promise<void> => {
    if (operations.length > 0) await own.bulkWrite([...operations], { ordered: true });
  };

  /** The whole batch at once; where something in it is refused, event by event, to find out which. */
  const apply = async (events: readonly RecordedEvent[]): Promise<void> => {
    const groups = [];
    for (const event of events) groups.push({ event, operations: await projected(event) });
    try {
      await write(groups.flatMap(({ operations }) => operations));
    } catch (error) {
      if (!isPoison(error)) throw error;
      for (const { event, operations } of groups) {
        await write(operations).catch((refusal: unknown) => {
          if (!isPoison(refusal)) throw refusal;
          return recordFailure(event, refusal);
        });
      }
    }
  };

  /** Queries go to this version from now on, and the versions before it are dropped. */
  const activate = async (): Promise<void> => {
    const before = await active.findOneAndUpdate(
      { _id: projection.name },
      { $set: { version: projection.version } },
      { upsert: true, returnDocument: 'before' },
    );
    if (before && before.version !== projection.version) {
      await db.dropCollection(collectionName({ name: projection.name, version: before.version }));
    }
  };

  const applyBatch = async (messages: readonly LogMessage[]): Promise<void> => {
    const events = messages.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
    await apply(events);
    const positions = messages.flatMap((message) =>
      message.kind === 'event'
        ? [message.event.position]
        : message.kind === 'checkpoint'
          ? [message.position]
          : [],
    );
    const position = positions.at(-1);
    const caughtUp = messages.some(({ kind }) => kind === 'caught_up');
    if (caughtUp) await activate();
    await checkpoints.updateOne(
      { _id: id },
      {
        $set: {
          ...(position !== undefined && { position: positionText(position) }),
          ...(caughtUp && { caughtUp }),
        },
      },
      { upsert: true },
    );
  };

  const run = async (_term: number, signal: AbortSignal): Promise<void> => {
    if (projection.indexes.length > 0) await own.createIndexes([...projection.indexes]);
    while (!signal.aborted) {
      const checkpoint = await checkpoints.findOne({ _id: id });
      const attempt = new AbortController();
      const messages = store.subscribe({
        prefixes: projection.prefixes,
        ...(checkpoint?.position !== undefined && { after: BigInt(checkpoint.position) }),
        signal: AbortSignal.any([signal, attempt.signal]),
        onReconnect: onOutage,
      });
      try {
        for await (const batch of batches(messages, batchLimit)) await applyBatch(batch);
      } catch (error) {
        // The read model's database is away: begin again from the checkpoint when it is back.
        onOutage(error);
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      } finally {
        attempt.abort();
      }
    }
  };

  const running = withLease({
    db,
    name: `projection/${id}`,
    holder,
    signal: stopping.signal,
    onError: onOutage,
    work: run,
  });

  const position = async (): Promise<bigint> =>
    BigInt((await checkpoints.findOne({ _id: id }))?.position ?? 0);

  /** A quiet view hears of a position only now and then; the log knows whether it misses anything. */
  const hasReached = async (wanted: bigint): Promise<boolean> => {
    const reached = await position();
    return reached >= wanted || !(await store.hasEventsBetween(projection.prefixes, reached, wanted));
  };

  return {
    collection: async () => {
      const current = await active.findOne({ _id: projection.name });
      return current
        ? db.collection<D>(collectionName({ name: projection.name, version: current.version }))
        : own;
    },
    position,
    hasReached,
    waitFor: async (wanted) => {
      const deadline = Date.now() + waitMs;
      while (!(await hasReached(wanted))) {
        if (Date.now() > deadline) throw new ViewBehind();
        await delay(pollMs);
      }
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
