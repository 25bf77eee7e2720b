import { accesses, credentials } from '@credstream/domain-credential';
import type { RecordedEvent } from '@credstream/eventstore';
import type { Projection, ViewDocument } from '@credstream/projections';
import type { AnyBulkWriteOperation } from 'mongodb';

/**
 * When a credential was last read, and when each of its versions by whom. `revision` is the log position: many streams
 * tell of one credential.
 */
export type ReadDocument = ViewDocument & {
  credentialId: string;
  /** Absent for the credential as a whole. */
  version?: number;
  reader?: string;
  keyId?: string;
  lastReadAt: string;
};

type Write = AnyBulkWriteOperation<ReadDocument>;

/** The person, the key, or the part of Credstream that read. */
const readerOf = ({ metadata: { actor } }: RecordedEvent) => {
  switch (actor.kind) {
    case 'user':
      return { id: actor.userId, reader: actor.username };
    case 'apikey':
      return { id: `${actor.userId}/${actor.keyId}`, reader: actor.username, keyId: actor.keyId };
    case 'system':
      return { id: actor.service, reader: actor.service };
    case 'anonymous':
      return { id: '', reader: '' };
  }
};

const seen = (_id: string, of: Partial<ReadDocument>, lastReadAt: string, revision: number): Write => ({
  updateOne: {
    filter: { _id },
    update: { $setOnInsert: of, $max: { lastReadAt, revision } },
    upsert: true,
  },
});

/** Who reads secrets: the newest time of each reader, which a repeated event leaves as it is. */
export const readsProjection: Projection<ReadDocument> = {
  name: 'credential_reads',
  version: 2,
  prefixes: [accesses.prefix, credentials.prefix],
  indexes: [{ key: { credentialId: 1, version: 1 } }],
  project: (recorded) => {
    if (credentials.schema.read(recorded)?.type === 'CredentialDeleted') {
      return [{ deleteMany: { filter: { credentialId: credentials.idOf(recorded.stream) } } }];
    }
    const read = accesses.schema.read(recorded);
    if (!read) return [];
    const { credentialId, version, via, at } = read.data;
    // A try at the target is no use: it comes every day by itself, and tells nothing of who needs the secret.
    if (via === 'check' || via === 'verify') return [];
    const { id, ...reader } = readerOf(recorded);
    const revision = Number(recorded.position);
    return [
      seen(credentialId, { credentialId }, at, revision),
      seen(`${credentialId}/${version}/${id}`, { credentialId, version, ...reader }, at, revision),
    ];
  },
};
