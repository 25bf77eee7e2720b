import type { EventStore, RecordedEvent } from '@credstream/eventstore';
import type { AnyBulkWriteOperation, IndexDescription } from 'mongodb';

/** A document of a read model: the thing's id, and the revision of the last event that shaped it. */
export type ViewDocument = { _id: string; revision: number };

/**
 * A read model as a value. `project` is pure and every write it answers with is safe to repeat: creation is
 * an upsert with `$setOnInsert`, a later write carries `revision: { $lt: n }` and no upsert.
 */
export type Projection<D extends ViewDocument = ViewDocument> = Readonly<{
  name: string;
  /** A new version is built beside the old one and takes its place when it has caught up. */
  version: number;
  /** Of which streams, by prefix; none means every stream that is not the store's own. */
  prefixes: readonly string[];
  indexes: readonly IndexDescription[];
  project: (event: RecordedEvent) => readonly AnyBulkWriteOperation<D>[];
  /**
   * In place of `project`, where what is written also needs earlier events; called in log order. What `read` gives
   * may hold later events of the stream too, or not.
   */
  projectWith?: (
    event: RecordedEvent,
    store: Pick<EventStore, 'read'>,
  ) => Promise<readonly AnyBulkWriteOperation<D>[]>;
}>;

/** One building of a projection: the version says what is written, the generation how often it was built anew. */
export type Build = Readonly<{ name: string; version: number; generation: number }>;

/** The collection that holds one build, which is also the name of its checkpoint: `orders_v1`, then `orders_v1_g1`. */
export const collectionName = ({
  name,
  version,
  generation = 0,
}: Omit<Build, 'generation'> & Partial<Build>): string =>
  `${name}_v${version}${generation === 0 ? '' : `_g${generation}`}`;

/** The build that a collection of this projection holds; undefined for collections of anything else. */
export const buildOf = (name: string, collection: string): Build | undefined => {
  if (!collection.startsWith(`${name}_v`)) return undefined;
  const [, version, generation = '0'] = /^_v(\d+)(?:_g(\d+))?$/.exec(collection.slice(name.length)) ?? [];
  return version === undefined
    ? undefined
    : { name, version: Number(version), generation: Number(generation) };
};
