import { registryNotices } from '@credstream/domain-registry';
import { tokenGrantsSchema, tokenGrantsStream } from '@credstream/domain-registry-access';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';
import { noUses, type Uses, usesUpdate } from './use-changes.js';

/** How one token, or the CLI secret of one user, is used. `revision` is the log position of the newest event in it. */
export type HolderUsesDocument = ViewDocument & Uses & { grants: number; lastGrant?: string };

type Write = AnyBulkWriteOperation<HolderUsesDocument>;

const write = (_id: string, position: number, update: object): readonly Write[] => {
  const fresh = { revision: -1, grants: 0, ...noUses() };
  return [
    { updateOne: { filter: { _id }, update: { $setOnInsert: fresh }, upsert: true } },
    { updateOne: { filter: { _id, revision: { $lt: position } }, update } },
  ];
};

const holdersOf = (facts: readonly Readonly<{ holderId?: string }>[]): readonly string[] => [
  ...new Set(facts.flatMap(({ holderId }) => holderId ?? [])),
];

const ofNotices = (recorded: RecordedEvent): readonly Write[] => {
  const notices = registryNotices.schema.read(recorded)?.data.notices ?? [];
  const position = Number(recorded.position);
  return holdersOf(notices).flatMap((holder) =>
    write(
      holder,
      position,
      usesUpdate(
        notices.filter(({ holderId }) => holderId === holder),
        position,
      ),
    ),
  );
};

const ofGrants = (recorded: RecordedEvent): readonly Write[] => {
  const told = tokenGrantsSchema.read(recorded)?.data;
  if (!told) return [];
  const position = Number(recorded.position);
  return holdersOf(told.grants).flatMap((holder) => {
    const grants = told.grants.filter(({ holderId }) => holderId === holder);
    const lastGrant = `${told.at} ${grants.at(-1)?.ip ?? ''}`;
    return write(holder, position, {
      $inc: { grants: grants.length },
      $max: { lastGrant },
      $set: { revision: position },
    });
  });
};

/** What was granted to each holder, and what registries told that they did with it. */
export const holderUsesProjection: Projection<HolderUsesDocument> = {
  name: 'holder_uses',
  version: 2,
  prefixes: [registryNotices.prefix, tokenGrantsStream('')],
  indexes: [],
  project: (recorded) => [...ofNotices(recorded), ...ofGrants(recorded)],
};
