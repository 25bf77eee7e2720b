import { accesses, credentials, type CredentialType } from '@credstream/domain-credential';
import type { Projection, ViewDocument } from '@credstream/projections';

/** When a credential was last tried at its target. `revision` is the log position: two kinds of streams tell of it. */
export type CheckTimeDocument = ViewDocument & {
  account: string;
  /** Of its creation, when it was never tried. */
  triedAt: string;
};

const tried: readonly CredentialType[] = ['registry', 'git', 'access-key'];

/** The credentials that can be tried, and when that happened; whoever tries one by schedule writes it here too. */
export const checkTimesProjection: Projection<CheckTimeDocument> = {
  name: 'credential_check_times',
  version: 1,
  prefixes: [credentials.prefix, accesses.prefix],
  indexes: [{ key: { account: 1, triedAt: 1 } }],
  project: (recorded) => {
    const revision = Number(recorded.position);
    const event = credentials.schema.read(recorded);
    if (event?.type === 'CredentialCreated' && tried.includes(event.data.type)) {
      const { credentialId: _id, account, createdAt: triedAt } = event.data;
      return [
        {
          updateOne: {
            filter: { _id },
            update: { $setOnInsert: { account, triedAt, revision } },
            upsert: true,
          },
        },
      ];
    }
    if (event?.type === 'CredentialDeleted' || event?.type === 'CredentialRevoked') {
      return [{ deleteOne: { filter: { _id: credentials.idOf(recorded.stream) } } }];
    }
    const read = accesses.schema.read(recorded);
    if (read?.data.via !== 'check') return [];
    const { credentialId: _id, at: triedAt } = read.data;
    return [{ updateOne: { filter: { _id }, update: { $max: { triedAt, revision } } } }];
  },
};
