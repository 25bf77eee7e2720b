import type { Method } from '@credstream/contracts';
import { bodyHash, derivedId } from '@credstream/crypto';
import type { Actor, RequestContext } from '@credstream/domain-kernel';
import type { Repeatable } from '@credstream/eventstore';

const nameOf = (actor: Actor): string =>
  actor.kind === 'user' || actor.kind === 'apikey' ? actor.userId : actor.kind;

/**
 * What tells this request from all others, when the client sent an Idempotency-Key: the same for the same
 * person, call and key. Undefined without one.
 */
export const repeatableOf = (
  context: RequestContext,
  method: Method,
  message: object,
  hashKey: Uint8Array,
): Repeatable | undefined =>
  context.idempotencyKey === undefined
    ? undefined
    : {
        requestId: derivedId(
          JSON.stringify([nameOf(context.actor), method.subject, context.idempotencyKey]),
          32,
        ),
        bodyHash: bodyHash({ ...message }, hashKey),
      };
