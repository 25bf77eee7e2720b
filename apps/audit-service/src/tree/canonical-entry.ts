import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@credstream/crypto';
import type { AuditDocument } from '../audit/audit-log.projection.js';

type Data = Readonly<Record<string, JsonValue>>;
type Hashes = Readonly<Record<string, string>>;

/** By the name of each field of an event's data, base64 of SHA-256 of its canonical JSON (RFC 8785). */
export const fieldHashes = (data: object): Hashes =>
  Object.fromEntries(
    Object.entries(data as Data).map(([field, value]) => [
      field,
      createHash('sha256').update(canonicalJson(value)).digest('base64'),
    ]),
  );

/** What an entry is made of: an audit document, or the event before it is one. */
export type EntryFacts = Pick<
  AuditDocument,
  | 'eventId'
  | 'stream'
  | 'revision'
  | 'type'
  | 'time'
  | 'actor'
  | 'account'
  | 'ip'
  | 'userAgent'
  | 'personal'
  | 'correlationId'
  | 'causationId'
  | 'data'
  | 'withheld'
>;

/**
 * The text whose hash is a leaf of the tree. Data is there by the hashes of its fields, so that a field that never
 * leaves the log counts too, and a version that knows an event better writes the same text. What is personal is there by
 * its salted commitment, which stays when the values are erased.
 */
export const canonicalEntry = (facts: EntryFacts): string => {
  const { eventId, stream, revision, type, time, actor, account, ip, userAgent } = facts;
  const { correlationId, causationId, data, withheld, personal } = facts;
  return canonicalJson({
    v: 1,
    ...{ id: eventId, stream, revision, type, time: time.toISOString(), actor: { ...actor } as JsonValue },
    ...{ account, ip, userAgent, correlationId, causationId },
    personal: personal && { origin: personal.origin?.commitment, data: personal.data?.commitment },
    data: { ...fieldHashes(data as object), ...withheld },
  });
};
