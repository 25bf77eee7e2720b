import { derivedUuid, open, seal } from '@credstream/crypto';
import { AlreadyDone, IdempotencyKeyReused, type RequestContext } from '@credstream/domain-kernel';
import type { Repeatable } from './event-metadata.js';
import { type EventStore, WrongRevision } from './event-store.js';

/** Seconds for which a repeated request still gets the secret of the first answer. */
export const secretKeptSeconds = 600;

/** Streams that hold nothing but a sealed secret for a short time; no part of the audit log. */
export const keptSecretPrefix = 'keptsecret-';

type KeptSecret = Readonly<{ bodyHash: string; sealed: string }>;

/**
 * The secret for a request that may be repeated: made at the first call and kept, sealed under the
 * Idempotency-Key itself, *before* the event that speaks of it is recorded. So a client whose connection
 * broke, and a service that was killed between the two, come to the same secret again.
 */
export const secretFor = async (
  store: EventStore,
  context: RequestContext,
  repeatable: Repeatable | undefined,
  hashKey: Uint8Array,
  make: () => string,
): Promise<string> => {
  if (!repeatable || context.idempotencyKey === undefined) return make();
  const { requestId, bodyHash } = repeatable;
  const stream = `${keptSecretPrefix}${requestId}`;
  const keyMaterial = Buffer.concat([hashKey, Buffer.from(context.idempotencyKey)]);

  const kept = async (): Promise<string | undefined> => {
    const last = await store.readLast(stream);
    if (!last) return undefined;
    const found = last.data as KeptSecret;
    if (found.bodyHash !== bodyHash) throw new IdempotencyKeyReused();
    const secret = open(Buffer.from(found.sealed, 'base64'), keyMaterial, stream);
    if (secret === undefined) throw new AlreadyDone();
    return secret.toString();
  };

  const before = await kept();
  if (before !== undefined) return before;
  const secret = make();
  const data: KeptSecret = {
    bodyHash,
    sealed: seal(Buffer.from(secret), keyMaterial, stream).toString('base64'),
  };
  const event = {
    id: derivedUuid(`${requestId}/${bodyHash}/${data.sealed}`, 0),
    type: 'SecretKept',
    data,
    metadata: {
      $correlationId: context.correlationId,
      $causationId: context.causationId,
      actor: context.actor,
    },
  };
  await store.setMaxAge(stream, secretKeptSeconds);
  try {
    await store.append(stream, [event], 'no_stream');
    return secret;
  } catch (error) {
    if (!(error instanceof WrongRevision)) throw error;
  }
  // Either a twin of this request was faster, or the same key was used more than ten minutes ago.
  const twin = await kept();
  if (twin !== undefined) return twin;
  throw new AlreadyDone();
};
