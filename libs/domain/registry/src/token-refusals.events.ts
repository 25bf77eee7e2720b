import { currentShapes, type Event } from '@credstream/domain-kernel';
import type { RefusalReason } from './holder.js';

/** Somebody who came with a token, a robot account or a CLI secret was not let in. */
export type RecordedRefusal = Readonly<{
  /** The id of the token, or of the user. */
  holderId: string;
  registryId: string;
  username: string;
  reason: RefusalReason;
  ip?: string;
  client?: string;
  at: string;
}>;

/**
 * What one copy of token-service refused within a moment, of one account; its stream is `tokenrefusals-<copy>`.
 * `omitted`: so many more of them were left out.
 */
export type TokenRefusalsEvent = Event<
  'TokensRefused',
  { refusals: readonly RecordedRefusal[]; omitted?: number; at: string }
>;

export const tokenRefusalsSchema = currentShapes<TokenRefusalsEvent>({ TokensRefused: true });
export const tokenRefusalsStream = (copy: string): string => `tokenrefusals-${copy}`;
