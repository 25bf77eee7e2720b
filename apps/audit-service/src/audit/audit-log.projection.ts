import { apiKeyEventSchemas } from '@credstream/domain-apikey';
import {
  auditEventSchemas,
  checkpointPrefix,
  retentionSchema,
  sinkSecretPrefix,
} from '@credstream/domain-audit';
import { credentialEventSchemas } from '@credstream/domain-credential';
import { identityEventSchemas } from '@credstream/domain-identity';
import { type Actor, disclosed } from '@credstream/domain-kernel';
import { projections } from '@credstream/domain-projections';
import { tokenEventSchemas } from '@credstream/domain-registry';
import { registryAccessEventSchemas } from '@credstream/domain-registry-access';
import {
  type EventMetadata,
  keptSecretPrefix,
  personKeyPrefix,
  type RecordedEvent,
} from '@credstream/eventstore';
import { positionText, type Projection, type ViewDocument } from '@credstream/projections';
import { keyCheckPrefix } from '@credstream/service-kit';
import type { AnyBulkWriteOperation } from 'mongodb';
import { fieldHashes } from '../tree/canonical-entry.js';
import { summaryOf } from './audit-summary.js';
import { isBookkeeping } from './bookkeeping.js';
import { EventNames } from './event-names.js';

/** One entry of the audit log; the id is the log position, so id order is log order. */
export type AuditDocument = ViewDocument & {
  eventId: string;
  stream: string;
  type: string;
  time: Date;
  actor: Actor;
  account?: string;
  ip?: string;
  userAgent?: string;
  /** Sealed by the data key of a person: the origin in the place of `ip` and `userAgent`, and fields of the data. */
  personal?: EventMetadata['personal'];
  correlationId: string;
  causationId: string;
  summary: string;
  bookkeeping: boolean;
  data: unknown;
  /** By name the hashes of the fields of its data that never leave the log; absent when there are none. */
  withheld?: Readonly<Record<string, string>>;
};

/** Streams that hold key material and nothing that happened, and the signatures under all others. */
const notAudited = [
  'credentialkey-',
  'credentialsecret-',
  keptSecretPrefix,
  keyCheckPrefix,
  checkpointPrefix,
  sinkSecretPrefix,
  personKeyPrefix,
];

const schemas = [
  ...identityEventSchemas,
  ...credentialEventSchemas,
  ...apiKeyEventSchemas,
  ...tokenEventSchemas,
  ...registryAccessEventSchemas,
  ...auditEventSchemas,
  projections.schema,
];

/** Every type of event that the suite can record. */
export const auditedTypes: readonly string[] = schemas.flatMap(({ withheld }) => Object.keys(withheld));

/** What of an event its entry shows and proves. */
export const entryFacts = (event: RecordedEvent) => {
  const { actor, account, ip, userAgent, personal, $correlationId, $causationId } = event.metadata;
  const data = disclosed(schemas, event) ?? {};
  const hidden = Object.entries(event.data as object).filter(([field]) => !Object.hasOwn(data, field));
  return {
    revision: Number(event.revision),
    eventId: event.id,
    stream: event.stream,
    type: event.type,
    time: event.created,
    actor,
    ...(account !== undefined && { account }),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...(personal !== undefined && { personal }),
    correlationId: $correlationId,
    causationId: $causationId,
    data,
    ...(hidden.length > 0 && { withheld: fieldHashes(Object.fromEntries(hidden)) }),
  };
};

const document = (event: RecordedEvent, name: string | undefined): Omit<AuditDocument, '_id'> => ({
  ...entryFacts(event),
  summary: summaryOf(event, name),
  bookkeeping: isBookkeeping(event.type),
});

type Write = AnyBulkWriteOperation<AuditDocument>;

/** Entries that an event says are removed. The stream may have ended before, so that a rebuild never saw them. */
const removals = (event: RecordedEvent): readonly Write[] => {
  const removed = retentionSchema.read(event)?.data;
  if (!removed) return [];
  const filter = { stream: removed.stream, _id: { $lte: positionText(BigInt(removed.upTo)) } };
  return [{ deleteMany: { filter } }];
};

const writes = (event: RecordedEvent, name: string | undefined): readonly Write[] => [
  {
    updateOne: {
      filter: { _id: positionText(event.position) },
      update: { $setOnInsert: document(event, name) },
      upsert: true,
    },
  },
  ...removals(event),
];

/** Is the event an entry of the audit log? */
export const isAudited = ({ stream }: RecordedEvent): boolean =>
  !notAudited.some((prefix) => stream.startsWith(prefix));

const ownName = ({ data }: RecordedEvent): string | undefined => {
  const { name, username } = data as { name?: string; username?: string };
  return name ?? username;
};

/** Every event of every stream as an entry. Things are called what they were called then. */
export const auditLogProjection = (names = new EventNames()): Projection<AuditDocument> => ({
  name: 'audit_log',
  version: 5,
  prefixes: [],
  indexes: [
    { key: { bookkeeping: 1, _id: -1 } },
    { key: { account: 1, bookkeeping: 1, _id: -1 } },
    { key: { stream: 1, _id: -1 } },
    { key: { type: 1, _id: -1 } },
    { key: { 'actor.userId': 1, _id: -1 } },
    { key: { correlationId: 1, _id: -1 } },
    { key: { eventId: 1 } },
  ],
  project: (event) => (isAudited(event) ? writes(event, ownName(event)) : []),
  projectWith: async (event, store) =>
    isAudited(event) ? writes(event, await names.nameFor(event, store)) : [],
});
