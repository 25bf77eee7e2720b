import { cliSecrets } from '@credstream/domain-registry';
import type { Projection, ViewDocument } from '@credstream/projections';

/** Whose CLI secret this is: the value does not say it. The id is that of the user. */
export type CliSecretOwnerDocument = ViewDocument & { secretHash: string };

/** The newest secret of each user, by its keyed hash. What a person chose is found nowhere by its form. */
export const cliSecretOwnersProjection: Projection<CliSecretOwnerDocument> = {
  name: 'cli_secret_owners',
  version: 1,
  prefixes: [cliSecrets.prefix],
  indexes: [{ key: { secretHash: 1 } }],
  project: (recorded) => {
    const event = cliSecrets.schema.read(recorded);
    if (!event || event.type === 'CliSecretRevoked') return [];
    const _id = recorded.stream.slice(cliSecrets.prefix.length);
    const { secretHash } = event.data;
    const revision = Number(recorded.revision);
    return [
      {
        updateOne: {
          filter: { _id },
          update: { $setOnInsert: { revision: -1, secretHash: '' } },
          upsert: true,
        },
      },
      {
        updateOne: {
          filter: { _id, revision: { $lt: revision } },
          update: { $set: { revision, secretHash } },
        },
      },
    ];
  },
};
