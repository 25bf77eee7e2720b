import type { Aggregate, Event } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Change } from './change.js';
import type { Projection, ViewDocument } from './projection.js';

export type ListDefinition<E extends Event, Facts extends object> = Pick<
  Projection,
  'name' | 'version' | 'indexes'
> &
  Readonly<{
    aggregate: Pick<Aggregate<never, never, E>, 'prefix' | 'idOf' | 'schema'>;
    /** The same that makes up what is shown of one thing; `undefined` for what changes nothing. */
    changeOf: (event: E, recorded: RecordedEvent) => Change<Facts> | undefined;
  }>;

type Fields = Record<string, unknown>;

const update = <Facts>(
  { change, add, take, merge, unset }: Extract<Change<Facts>, { change: unknown }>,
  revision: number,
) => {
  const merged = Object.entries<Fields>((merge ?? {}) as Record<string, Fields>).flatMap(([name, fields]) =>
    Object.entries(fields).map(([field, value]): [string, unknown] => [`${name}.${field}`, value]),
  );
  return {
    $set: { ...change, ...Object.fromEntries(merged), revision },
    ...(add && { $push: add }),
    ...(take && { $pull: take }),
    ...(unset && { $unset: Object.fromEntries(unset.map((name) => [name, ''])) }),
  };
};

/**
 * The list of the things of one aggregate: a document for each, which a repeated event leaves as it is.
 * `{ name: 'user_list', version: 1, aggregate: users, indexes: [...], changeOf }`
 */
export const listProjection = <E extends Event, Facts extends object>({
  aggregate,
  changeOf,
  ...rest
}: ListDefinition<E, Facts>): Projection<ViewDocument & Facts> => ({
  ...rest,
  prefixes: [aggregate.prefix],
  project: (recorded) => {
    const event = aggregate.schema.read(recorded);
    const change = event && changeOf(event, recorded);
    if (!change) return [];
    const _id = aggregate.idOf(recorded.stream);
    const revision = Number(recorded.revision);
    return [write(_id, revision, change)] as AnyBulkWriteOperation<ViewDocument & Facts>[];
  },
});

const write = <Facts extends object>(_id: string, revision: number, change: Change<Facts>): object => {
  if ('create' in change) {
    return {
      updateOne: { filter: { _id }, update: { $setOnInsert: { ...change.create, revision } }, upsert: true },
    };
  }
  if ('remove' in change) return { deleteOne: { filter: { _id } } };
  return { updateOne: { filter: { _id, revision: { $lt: revision } }, update: update(change, revision) } };
};
