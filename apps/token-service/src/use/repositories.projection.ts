import { type RegistryNotice, registryNotices } from '@credstream/domain-registry';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';
import { noUses, type Uses, usesUpdate } from './use-changes.js';

/** How one repository is used. `revision` is the log position of the newest notices in it. */
export type RepositoryDocument = ViewDocument & Uses & { registryId: string; name: string };

const writes = (
  registryId: string,
  name: string,
  notices: readonly RegistryNotice[],
  position: number,
): readonly AnyBulkWriteOperation<RepositoryDocument>[] => {
  const _id = `${registryId}/${name}`;
  const fresh = { revision: -1, registryId, name, ...noUses() };
  return [
    { updateOne: { filter: { _id }, update: { $setOnInsert: fresh }, upsert: true } },
    {
      updateOne: {
        filter: { _id, revision: { $lt: position } },
        update: usesUpdate(notices, position),
      },
    },
  ];
};

/** What registries told of each repository; what is told again changes nothing. */
export const repositoriesProjection: Projection<RepositoryDocument> = {
  name: 'repositories',
  version: 2,
  prefixes: [registryNotices.prefix],
  indexes: [{ key: { registryId: 1, name: 1, _id: 1 } }],
  project: (recorded) => {
    const told = registryNotices.schema.read(recorded)?.data;
    if (!told) return [];
    const { registryId, notices } = told;
    return [...new Set(notices.map(({ repository }) => repository))].flatMap((name) =>
      writes(
        registryId,
        name,
        notices.filter(({ repository }) => repository === name),
        Number(recorded.position),
      ),
    );
  },
};
