import type { Actor } from '@credstream/domain-kernel';

/** What every event says of how it came to be. `$`-names are those the store itself understands. */
export type EventMetadata = Readonly<{
  $correlationId: string;
  $causationId: string;
  actor: Actor;
  /** The account the fact belongs to; absent for facts of the whole installation. */
  account?: string;
  ip?: string;
  userAgent?: string;
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

/** An event as the client gives it. */
export type ClientEvent = Readonly<{
  id: string;
  streamId: string;
  type: string;
  isJson: boolean;
  data: unknown;
  metadata?: unknown;
  revision: bigint;
  position?: { commit: bigint } | undefined;
  created: Date;
}>;

/** From the client's shape to ours. */
export const recordedEvent = (event: ClientEvent): RecordedEvent => ({
  id: event.id,
  stream: event.streamId,
  type: event.type,
  data: event.data,
  metadata: event.metadata as EventMetadata,
  revision: event.revision,
  position: event.position?.commit ?? 0n,
  created: event.created,
});
