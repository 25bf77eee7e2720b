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
        /** At the first sign-in, or because somebody asked. */
        reason: 'first_sign_in' | 'asked';
        at: string;
      }
    >
  | Event<'CliSecretRotated', HashedSecret & { hint?: string; at: string }>
  /** The secret of the first sign-in was shown to its user; it is not shown again. */
  | Event<'CliSecretShown', { at: string }>
  | Event<'CliSecretRevoked', { reason?: string; at: string }>;

export type CliSecretEventOf<T extends CliSecretEvent['type']> = Extract<CliSecretEvent, { type: T }>;
