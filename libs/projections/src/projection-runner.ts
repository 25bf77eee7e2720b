import { ServiceUnavailable } from '@credstream/domain-kernel';
import { coveredBy, type EventStore, type RecordedEvent } from '@credstream/eventstore';
import { metrics } from '@credstream/metrics';
import {
  type AnyBulkWriteOperation,
  type Collection,
  MongoBulkWriteError,
  MongoError,
  MongoInvalidArgumentError,
} from 'mongodb';
import { type Checkpoint, placeReached, positionText } from './checkpoint.js';
import { type FollowerParts, followLog } from './log-follower.js';
import { type Progress, progressOf } from './progress.js';
import { readKnowing } from './read-knowing.js';
import { collectionName, type Projection, type ViewDocument } from './projection.js';

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

export type ProjectionOptions<D extends ViewDocument> = FollowerParts &
  Readonly<{ projection: Projection<D> }>;

/** A read model as its service queries it. */
export type View<D extends ViewDocument> = Progress &
  Readonly<{
    /** The version that has caught up; before the first ever has, the one being built. */
    collection: () => Promise<Collection<D>>;
    /** The log position up to which that version is complete. */
    position: () => Promise<bigint>;
    stop: () => Promise<void>;
  }>;

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
 * once. An event that cannot be projected goes to `projection_failures`; the rest goes on. It is not tried again
 * by itself: what came after it in its stream would make its writes do nothing. A new version tries it in its turn.
 */
export const startProjection = <D extends ViewDocument>(options: ProjectionOptions<D>): View<D> => {
  const { projection, store, db, onFailure } = options;
  const { prefixes } = projection;
  const id = collectionName(projection);
  const checkpoints = db.collection<Checkpoint>('projections');
  const active = db.collection<ActiveVersion>('active_versions');
  const failures = db.collection<Failure>('projection_failures');
  const own = db.collection<D>(id);

  const recordFailure = async (event: RecordedEvent, error: unknown): Promise<void> => {
    onFailure(event, error);
    metrics.projectionFailures.inc({ projection: id });
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

  const projected = async (
    event: RecordedEvent,
    history: Pick<EventStore, 'read'>,
  ): Promise<readonly AnyBulkWriteOperation<D>[]> => {
    try {
      return await (projection.projectWith?.(event, history) ?? projection.project(event));
    } catch (error) {
      if (error instanceof ServiceUnavailable) throw error;
      await recordFailure(event, error);
      return [];
    }
  };

  const write = async (operations: readonly AnyBulkWriteOperation<D>[]): Promise<void> => {
    if (operations.length > 0) await own.bulkWrite([...operations], { ordered: true });
  };

  /** The whole batch at once; where something in it is refused, event by event, to find out which. */
  const apply = async (events: readonly RecordedEvent[]): Promise<void> => {
    metrics.projectedEvents.inc({ projection: id }, events.length);
    const groups = [];
    const history = { read: readKnowing(store, events) };
    for (const event of events) groups.push({ event, operations: await projected(event, history) });
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
    await failures.deleteMany({ projection: { $in: older } });
    await drop(older);
  };

  const drop = async (names: readonly string[]): Promise<void> => {
    const left = await db.listCollections({ name: { $in: [...names] } }, { nameOnly: true }).toArray();
    for (const { name } of left) await db.dropCollection(name);
  };

  /** No version is right any more: queries go to this one, which says how far it is. */
  const forget = async (): Promise<void> => {
    await active.deleteOne({ _id: projection.name });
    await failures.deleteMany({ projection: id });
    await drop([id]);
  };

  const { stop, hurry } = followLog({
    ...options,
    lease: `projection/${id}`,
    checkpoints,
    name: id,
    prefixes,
    forget,
    prepare: async () => {
      if (projection.indexes.length > 0) await own.createIndexes([...projection.indexes]);
    },
    take: apply,
    onCaughtUp: activate,
  });

  /** The version that answers queries. */
  const present = async (): Promise<string> => {
    const current = await active.findOne({ _id: projection.name });
    return current ? collectionName({ name: projection.name, version: current.version }) : id;
  };
  const place = async () => placeReached(checkpoints, await present());

  return {
    ...progressOf(store, prefixes, place, hurry),
    collection: async () => db.collection<D>(await present()),
    position: async () => coveredBy(await place()),
    stop,
  };
};
