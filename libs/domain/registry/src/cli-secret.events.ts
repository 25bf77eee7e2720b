import type { Event } from '@credstream/domain-kernel';
import type { HashedSecret } from './token.events.js';

/** What happens to the CLI secret of a user; its stream is `clisecret-<userId>`. */
export type CliSecretEvent =
  | Event<
      'CliSecretCreated',
      HashedSecret & {
        userId: string;
        account: string;
        hint?: string;
        /** Its user looked at it for the first time after signing in, or somebody asked for it. */
        reason: 'first_sign_in' | 'asked';
        at: string;
      }
    >
  | Event<'CliSecretRotated', HashedSecret & { hint?: string; at: string }>
  | Event<'CliSecretRevoked', { reason?: string; at: string }>;
