import type { RequestContext } from '@credstream/domain-kernel';
import type { EventMetadata } from './recorded-event.js';

/** One request that the client may repeat: both are hashes. */
export type Repeatable = Readonly<{ requestId: string; bodyHash: string }>;

/** What an event that this request records says of how it came to be. */
export const metadataOf = (
  context: RequestContext,
  account: string | undefined,
  repeatable?: Repeatable,
): EventMetadata => ({
  $correlationId: context.correlationId,
  $causationId: context.causationId,
  actor: context.actor,
  ...(account !== undefined && { account }),
  ...(context.ip !== undefined && { ip: context.ip }),
  ...(context.userAgent !== undefined && { userAgent: context.userAgent }),
  ...repeatable,
});
