import { type RecordedRefusal, tokenRefusalsSchema, tokenRefusalsStream } from '@credstream/domain-registry';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/** So many of the last refusals of each holder are kept. */
const kept = 20;

/** The last refusals of one holder. `revision` is the log position of the newest report in it. */
export type RefusalDocument = ViewDocument & { refusals: RecordedRefusal[] };

const writes = (
  holderId: string,
  refusals: readonly RecordedRefusal[],
  position: number,
): readonly AnyBulkWriteOperation<RefusalDocument>[] => [
  {
    updateOne: {
      filter: { _id: holderId },
      update: { $setOnInsert: { revision: -1, refusals: [] } },
      upsert: true,
    },
  },
  {
    updateOne: {
      filter: { _id: holderId, revision: { $lt: position } },
      update: { $push: { refusals: { $each: [...refusals], $slice: -kept } }, $set: { revision: position } },
    },
  },
];

/** The last refusals of each holder; a repeated report leaves them as they are. */
export const refusalsProjection: Projection<RefusalDocument> = {
  name: 'token_refusals',
  version: 1,
  prefixes: [tokenRefusalsStream('')],
  indexes: [],
  project: (recorded) => {
    const refusals = tokenRefusalsSchema.read(recorded)?.data.refusals ?? [];
    const holders = [...new Set(refusals.map(({ holderId }) => holderId))];
    return holders.flatMap((holder) =>
      writes(
        holder,
        refusals.filter(({ holderId }) => holderId === holder),
        Number(recorded.position),
      ),
    );
  },
};
