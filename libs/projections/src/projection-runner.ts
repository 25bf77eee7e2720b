import type { EventStore, LogMessage, RecordedEvent } from '@credstream/eventstore';
import { ViewBehind } from '@credstream/domain-kernel';
import {
  type AnyBulkWriteOperation,
  type Collection,
  type Db,
  MongoBulkWriteError,
  MongoError,
  MongoInvalidArgumentError,
} from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { batches } from './batches.js';
import { startLeasedWork } from './lease.js';
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

/** What the running of a view tells its host, for logs and metrics. */
export type RunnerEvents = Readonly<{
  /** An event that the view cannot take in; the view goes on without it. */
  onFailure: (event: RecordedEvent, error: unknown) => void;
  /** The log or the database is away; the view is tried again. */
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
  /** The log position up to which that version is complete. */
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

/**
 * A refusal of what was written, by the server or by the driver, which cannot encode it; as against an outage,
 * after which the same write may well succeed. The driver says both with `MongoBulkWriteError`.
 */
const isPoison = (error: unknown): boolean =>
  error instanceof MongoBulkWriteError
    ? [error.writeErrors].flat().length > 0
    : error instanceof MongoInvalidArgumentError || !(error instanceof MongoError);

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

  /** Queries go to this version from now on, never back to an older one; what older ones left is dropped. */
  const activate = async (): Promise<void> => {
    const present = await active.findOne({ _id: projection.name });
    if (present && present.version > projection.version) return;
    await active.updateOne(
      { _id: projection.name },
      { $set: { version: projection.version } },
      { upsert: true },
    );
    const older = Array.from({ length: projection.version - 1 }, (_, index) =>
      collectionName({ name: projection.name, version: index + 1 }),
    );
    await checkpoints.deleteMany({ _id: { $in: older } });
    const left = await db.listCollections({ name: { $in: older } }, { nameOnly: true }).toArray();
    for (const { name } of left) await db.dropCollection(name);
  };

  /** Takes a batch in and moves the checkpoint on from `reached`; answers where it is now. */
  const applyBatch = async (messages: readonly LogMessage[], reached: string): Promise<string> => {
    await apply(messages.flatMap((message) => (message.kind === 'event' ? [message.event] : [])));
    const caughtUp = messages.some(({ kind }) => kind === 'caught_up');
    if (caughtUp) await activate();
    const position = messages.reduce((before, message) => {
      if (message.kind === 'caught_up') return before;
      return positionText(message.kind === 'event' ? message.event.position : message.position);
    }, reached);
    const { matchedCount } = await checkpoints.updateOne(
      { _id: id, position: reached },
      { $set: { position, ...(caughtUp && { caughtUp }) } },
    );
    if (matchedCount === 0) throw new Error(`The checkpoint of ${id} is not where it was left`);
    return position;
  };

  const begin = async (): Promise<string> => {
    if (projection.indexes.length > 0) await own.createIndexes([...projection.indexes]);
    const checkpoint = await checkpoints.findOneAndUpdate(
      { _id: id },
      { $setOnInsert: { position: positionText(0n), caughtUp: false } },
      { upsert: true, returnDocument: 'after' },
    );
    return checkpoint?.position ?? positionText(0n);
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const attempt = new AbortController();
      try {
        let reached = await begin();
        const messages = store.subscribe({
          prefixes: projection.prefixes,
          after: BigInt(reached),
          signal: AbortSignal.any([signal, attempt.signal]),
          onReconnect: onOutage,
        });
        for await (const batch of batches(messages, batchLimit)) reached = await applyBatch(batch, reached);
      } catch (error) {
        // The database is away, or is not the one it was (restored, or worked on by another copy): begin
        // again from the checkpoint that is there.
        onOutage(error);
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      } finally {
        attempt.abort();
      }
    }
  };

  const { stop } = startLeasedWork({
    db,
    name: `projection/${id}`,
    holder,
    onError: onOutage,
    work: run,
  });

  /** The version that answers queries. */
  const present = async (): Promise<string> => {
    const current = await active.findOne({ _id: projection.name });
    return current ? collectionName({ name: projection.name, version: current.version }) : id;
  };

  const position = async (): Promise<bigint> =>
    BigInt((await checkpoints.findOne({ _id: await present() }))?.position ?? 0);

  /** A quiet view hears of a position only now and then; the log knows whether it misses anything. */
  const hasReached = async (wanted: bigint): Promise<boolean> => {
    const reached = await position();
    return reached >= wanted || !(await store.hasEventsBetween(projection.prefixes, reached, wanted));
  };

  return {
    collection: async () => db.collection<D>(await present()),
    position,
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
