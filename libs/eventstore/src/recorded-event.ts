import type { Actor } from '@credstream/domain-kernel';

/** Values about one person, sealed by their data key. */
export type PersonalPart = Readonly<{
  /** The id of the user. */
  of: string;
  /** Base64. */
  sealed: string;
  /** A salted hash of the values; base64. */
  commitment: string;
}>;

/** What every event says of how it came to be. `$`-names are those the store itself understands. */
export type EventMetadata = Readonly<{
  $correlationId: string;
  $causationId: string;
  actor: Actor;
  /** The account the fact belongs to; absent for facts of the whole installation. */
  account?: string;
  /** In clear only where nobody knows whose they are, and in older events. */
  ip?: string;
  userAgent?: string;
  /** `origin`: address and program; `data`: the personal fields of the data. */
  personal?: Readonly<{ origin?: PersonalPart; data?: PersonalPart }>;
  /** Which request recorded it, when the client sent an Idempotency-Key: a hash, not the key. */
  requestId?: string;
  /** SHA-256 of the request's body, by which a reused Idempotency-Key is told from a retry. */
  bodyHash?: string;
}>;

/** An event as the log holds it. */
export type RecordedEvent = Readonly<{
  id: string;
  stream: string;
  type: string;
  data: unknown;
  metadata: EventMetadata;
  revision: bigint;
  position: bigint;
  created: Date;
}>;

/** A place in the log as the server gives it. Positions are compared by `commit`; to go on from one takes both. */
export type LogPosition = Readonly<{ commit: bigint; prepare: bigint }>;

/** The last position that lies up to a place. Checkpoints can name the place before a record by its commit alone. */
export const coveredBy = ({ commit, prepare }: LogPosition): bigint =>
  prepare < commit && commit > 0n ? commit - 1n : commit;

/** Of an event the commit position alone says where it is: for events the two are equal. */
export type Place = LogPosition | bigint;
export const placeOf = (place: Place): LogPosition =>
  typeof place === 'bigint' ? { commit: place, prepare: place } : place;

/** An event as the client gives it. */
export type ClientEvent = Readonly<{
  id: string;
  streamId: string;
  type: string;
  isJson: boolean;
  data: unknown;
  metadata?: unknown;
  revision: bigint;
  position?: LogPosition | undefined;
  created: Date;
}>;

/** The type under which an event is read that Credstream did not record. No schema knows it. */
export const foreignEventType = 'ForeignEvent';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const areTexts = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof fields[name] === 'string');

const isActor = (actor: unknown): actor is Actor => {
  if (!isFields(actor)) return false;
  switch (actor['kind']) {
    case 'user':
      return areTexts(actor, 'userId', 'username', 'account');
    case 'apikey':
      return areTexts(actor, 'userId', 'username', 'account', 'keyId');
    case 'system':
      return areTexts(actor, 'service');
    default:
      return actor['kind'] === 'anonymous';
  }
};

const isMetadata = (metadata: unknown): metadata is EventMetadata =>
  isFields(metadata) &&
  areTexts(metadata, '$correlationId', '$causationId') &&
  ['account', 'ip', 'userAgent', 'requestId', 'bodyHash'].every(
    (name) => metadata[name] === undefined || typeof metadata[name] === 'string',
  ) &&
  isActor(metadata['actor']);

/**
 * From the client's shape to ours. What does not say how it came to be, or whose data is no JSON object, was
 * recorded by somebody else: it keeps its place, and nothing of it is taken for a fact.
 */
export const recordedEvent = (event: ClientEvent): RecordedEvent => {
  const { id, streamId: stream, type, data, metadata, revision, created } = event;
  const place = { id, stream, revision, position: event.position?.commit ?? 0n, created };
  if (event.isJson && isFields(data) && isMetadata(metadata)) return { ...place, type, data, metadata };
  return {
    ...place,
    type: foreignEventType,
    data: { type },
    metadata: { $correlationId: id, $causationId: id, actor: { kind: 'anonymous' } },
  };
};
