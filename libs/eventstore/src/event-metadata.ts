import type { Actor, RequestContext } from '@credstream/domain-kernel';
import type { EventMetadata } from './recorded-event.js';

/** One request that the client may repeat: both are hashes. */
export type Repeatable = Readonly<{ requestId: string; bodyHash: string }>;

/** Who it was, without what a key was narrowed to: that stands in the key's own stream. */
const recorded = (actor: Actor): Actor => {
  if (actor.kind !== 'apikey') return actor;
  const { kind, userId, username, account, keyId } = actor;
  return { kind, userId, username, account, keyId };
};

/** What an event that this request records says of how it came to be. */
export const metadataOf = (
  context: RequestContext,
  account: string | undefined,
  repeatable?: Repeatable,
): EventMetadata => ({
  $correlationId: context.correlationId,
  $causationId: context.causationId,
  actor: recorded(context.actor),
  ...(account !== undefined && { account }),
  ...(context.ip !== undefined && { ip: context.ip }),
  ...(context.userAgent !== undefined && { userAgent: context.userAgent }),
  ...repeatable,
});
