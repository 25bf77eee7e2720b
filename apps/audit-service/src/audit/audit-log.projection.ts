import { apiKeyEventSchemas } from '@credstream/domain-apikey';
import { identityEventSchemas } from '@credstream/domain-identity';
import { type Actor, disclosed } from '@credstream/domain-kernel';
import { keptSecretPrefix, type RecordedEvent } from '@credstream/eventstore';
import { keyCheckPrefix } from '@credstream/service-kit';
import { positionText, type Projection, type ViewDocument } from '@credstream/projections';
import { summaryOf } from './audit-summary.js';

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
  data: unknown;
};

/** Streams that hold key material and nothing that happened. */
const notAudited = ['credentialkey-', keptSecretPrefix, keyCheckPrefix];

const schemas = [...identityEventSchemas, ...apiKeyEventSchemas];

const document = (event: RecordedEvent): Omit<AuditDocument, '_id'> => {
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
    summary: summaryOf(event),
    data: disclosed(schemas, event) ?? {},
  };
};

/** Every event of every stream as an entry. */
export const auditLogProjection: Projection<AuditDocument> = {
  name: 'audit_log',
  version: 1,
  prefixes: [],
  indexes: [
    { key: { account: 1, _id: -1 } },
    { key: { stream: 1, _id: -1 } },
    { key: { type: 1, _id: -1 } },
    { key: { 'actor.userId': 1, _id: -1 } },
    { key: { correlationId: 1, _id: -1 } },
  ],
  project: (event) =>
    notAudited.some((prefix) => event.stream.startsWith(prefix))
      ? []
      : [
          {
            updateOne: {
              filter: { _id: positionText(event.position) },
              update: { $setOnInsert: document(event) },
              upsert: true,
            },
          },
        ],
};
