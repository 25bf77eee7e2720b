import { apiKeyEventSchemas } from '@credstream/domain-apikey';
import { credentialEventSchemas } from '@credstream/domain-credential';
import { identityEventSchemas } from '@credstream/domain-identity';
import { type Actor, disclosed } from '@credstream/domain-kernel';
import { tokenEventSchemas } from '@credstream/domain-registry';
import { registryAccessEventSchemas } from '@credstream/domain-registry-access';
import { keptSecretPrefix, type RecordedEvent } from '@credstream/eventstore';
import { keyCheckPrefix } from '@credstream/service-kit';
import { positionText, type Projection, type ViewDocument } from '@credstream/projections';
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
  correlationId: string;
  causationId: string;
  summary: string;
  bookkeeping: boolean;
  data: unknown;
};

/** Streams that hold key material and nothing that happened. */
const notAudited = ['credentialkey-', 'credentialsecret-', keptSecretPrefix, keyCheckPrefix];

const schemas = [
  ...identityEventSchemas,
  ...credentialEventSchemas,
  ...apiKeyEventSchemas,
  ...tokenEventSchemas,
  ...registryAccessEventSchemas,
];

const document = (event: RecordedEvent, name: string | undefined): Omit<AuditDocument, '_id'> => {
  const { actor, account, ip, userAgent, $correlationId, $causationId } = event.metadata;
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
    correlationId: $correlationId,
    causationId: $causationId,
    summary: summaryOf(event, name),
    bookkeeping: isBookkeeping(event.type),
    data: disclosed(schemas, event) ?? {},
  };
};

const writes = (event: RecordedEvent, name: string | undefined) =>
  [
    {
      updateOne: {
        filter: { _id: positionText(event.position) },
        update: { $setOnInsert: document(event, name) },
        upsert: true,
      },
    },
  ] as const;

const isAudited = ({ stream }: RecordedEvent): boolean =>
  !notAudited.some((prefix) => stream.startsWith(prefix));

const ownName = ({ data }: RecordedEvent): string | undefined => {
  const { name, username } = data as { name?: string; username?: string };
  return name ?? username;
};

/** Every event of every stream as an entry. Things are called what they were called then. */
export const auditLogProjection = (names = new EventNames()): Projection<AuditDocument> => ({
  name: 'audit_log',
  version: 3,
  prefixes: [],
  indexes: [
    { key: { bookkeeping: 1, _id: -1 } },
    { key: { account: 1, bookkeeping: 1, _id: -1 } },
    { key: { stream: 1, _id: -1 } },
    { key: { type: 1, _id: -1 } },
    { key: { 'actor.userId': 1, _id: -1 } },
    { key: { correlationId: 1, _id: -1 } },
  ],
  project: (event) => (isAudited(event) ? writes(event, ownName(event)) : []),
  projectWith: async (event, store) =>
    isAudited(event) ? writes(event, await names.nameFor(event, store)) : [],
});
