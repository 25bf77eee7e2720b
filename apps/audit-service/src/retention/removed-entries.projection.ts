import { retentionPrefix, retentionSchema } from '@credstream/domain-audit';
import type { Projection, ViewDocument } from '@credstream/projections';

/** An entry that is no longer there; the id is that of its event. */
export type RemovedEntryDocument = ViewDocument & {
  account: string;
  stream: string;
  /** The id of the event that says so. */
  removedBy: string;
};

/** Which entries were removed, and by which event. */
export const removedEntriesProjection: Projection<RemovedEntryDocument> = {
  name: 'removed_entries',
  version: 1,
  prefixes: [retentionPrefix],
  indexes: [{ key: { stream: 1 } }],
  project: (event) => {
    const removed = retentionSchema.read(event)?.data;
    if (!removed) return [];
    const { account, stream } = removed;
    const facts = { revision: Number(event.revision), account, stream, removedBy: event.id };
    return removed.entries.map((_id) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: facts }, upsert: true },
    }));
  },
};
