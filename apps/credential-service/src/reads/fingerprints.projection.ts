import { credentials, storedSecrets } from '@credstream/domain-credential';
import type { Projection, ViewDocument } from '@credstream/projections';

/** One value of one version, by which the same value is found elsewhere. `revision` is the log position. */
export type FingerprintDocument = ViewDocument & {
  credentialId: string;
  secretId: string;
  fingerprint: string;
};

/** The fingerprints of all values that were kept; those of a deleted credential go. */
export const fingerprintsProjection: Projection<FingerprintDocument> = {
  name: 'credential_fingerprints',
  version: 1,
  prefixes: [storedSecrets.prefix, credentials.prefix],
  indexes: [{ key: { fingerprint: 1 } }, { key: { secretId: 1 } }, { key: { credentialId: 1 } }],
  project: (recorded) => {
    const event = credentials.schema.read(recorded);
    if (event?.type === 'CredentialDeleted') {
      return [{ deleteMany: { filter: { credentialId: credentials.idOf(recorded.stream) } } }];
    }
    const stored = storedSecrets.schema.read(recorded);
    if (!stored) return [];
    const { secretId, fingerprints } = stored.data;
    const credentialId = storedSecrets.idOf(recorded.stream);
    const revision = Number(recorded.position);
    return Object.entries(fingerprints).map(([field, fingerprint]) => ({
      updateOne: {
        filter: { _id: `${secretId}/${field}` },
        update: { $setOnInsert: { credentialId, secretId, fingerprint, revision } },
        upsert: true,
      },
    }));
  },
};
