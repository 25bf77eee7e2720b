import type { Actor } from '@credstream/domain-kernel';
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

/** Fields of event data that are of use to nobody who reads the log: hashes of secrets. */
const withheld = new Set(['secretHash', 'passwordHash', 'refreshHash']);

const shownData = (data: unknown): unknown =>
  Object.fromEntries(Object.entries(data as object).filter(([name]) => !withheld.has(name)));

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
    data: shownData(event.data),
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
