import type { Method } from '@credstream/contracts';
import { bodyHash, derivedId } from '@credstream/crypto';
import type { Actor, RequestContext } from '@credstream/domain-kernel';
import type { Repeatable } from '@credstream/eventstore';

const nameOf = (actor: Actor): string =>
  actor.kind === 'user' || actor.kind === 'apikey' ? actor.userId : actor.kind;

/**
 * What tells this request from all others: the same for the same person, call and Idempotency-Key. Without such a key
 * it is the message that brought it, so that one which somebody on the bus sends once more, to whichever copy, changes
 * nothing. Undefined for what a service does by itself.
 */
export const repeatableOf = (
  context: RequestContext,
  method: Method,
  message: object,
  hashKey: Uint8Array,
): Repeatable | undefined => {
  const { actor, idempotencyKey, messageId } = context;
  if (idempotencyKey === undefined && messageId === undefined) return undefined;
  const request =
    idempotencyKey === undefined ? ['message', messageId] : [nameOf(actor), method.subject, idempotencyKey];
  return {
    requestId: derivedId(JSON.stringify(request), 32),
    bodyHash: bodyHash({ ...message }, hashKey),
  };
};

/** What to believe of a thing that a request makes: only a client that may repeat it can have made it before. */
export const believedNew = ({ idempotencyKey }: RequestContext): readonly [] | undefined =>
  idempotencyKey === undefined ? [] : undefined;
