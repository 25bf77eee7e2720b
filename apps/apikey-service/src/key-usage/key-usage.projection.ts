import { type KeyUsageEvent, keyUsages } from '@credstream/domain-apikey';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/** How one key is used. `revision` is the log position of the newest report in it: many streams tell of one key. */
export type KeyUsageDocument = ViewDocument & {
  useCount: number;
  refusedCount: number;
  /** When and from where last, as one text, so that the newest of two is the greater one. */
  lastUse?: string;
  secrets?: Record<string, { count: number; lastAt: string }>;
};

type Write = AnyBulkWriteOperation<KeyUsageDocument>;
type KeyReport = KeyUsageEvent['data']['keys'][number];

const writes = ({ keyId, secrets = [], refused = 0 }: KeyReport, position: number): readonly Write[] => {
  const useCount = secrets.reduce((sum, { count }) => sum + count, 0);
  const lastUses = secrets.map(({ lastAt, lastFrom = '' }) => `${lastAt} ${lastFrom}`).sort();
  const lastUse = lastUses.at(-1);
  const $inc: Record<string, number> = { useCount, refusedCount: refused };
  const $max: Record<string, string> = lastUse === undefined ? {} : { lastUse };
  for (const { secretId, count, lastAt } of secrets) {
    $inc[`secrets.${secretId}.count`] = count;
    $max[`secrets.${secretId}.lastAt`] = lastAt;
  }
  const fresh = { revision: -1, useCount: 0, refusedCount: 0 };
  return [
    { updateOne: { filter: { _id: keyId }, update: { $setOnInsert: fresh }, upsert: true } },
    {
      updateOne: {
        filter: { _id: keyId, revision: { $lt: position } },
        update: { $inc, ...(lastUse !== undefined && { $max }), $set: { revision: position } },
      },
    },
  ];
};

/** How every key is used: sums and latest times, which a repeated report leaves as they are. */
export const keyUsageProjection: Projection<KeyUsageDocument> = {
  name: 'key_usage',
  version: 1,
  prefixes: [keyUsages.prefix],
  indexes: [],
  project: (recorded) =>
    (keyUsages.schema.read(recorded)?.data.keys ?? []).flatMap((key) =>
      writes(key, Number(recorded.position)),
    ),
};
