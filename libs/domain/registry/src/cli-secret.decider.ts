import {
  aggregate,
  assertNever,
  type Command,
  currentShapes,
  type Decider,
  formatInstant,
  refuseFields,
  textErrors,
} from '@credstream/domain-kernel';
import { CliSecretInvalid, CliSecretNotFound } from './cli-secret.errors.js';
import type { CliSecretEvent } from './cli-secret.events.js';
import type { HashedSecret } from './token.events.js';

type Made = HashedSecret & Readonly<{ hint?: string }>;

export type CliSecretCommand =
  | Command<'MakeCliSecret', Made & { userId: string; account: string; reason: 'first_sign_in' | 'asked' }>
  | Command<'RevokeCliSecret', { reason?: string }>;

/** A user has one CLI secret at most. */
export type CliSecret =
  Readonly<{ status: 'none' }> | (HashedSecret & Readonly<{ status: 'active' | 'revoked' }>);

export type PresentCliSecret = Exclude<CliSecret, { status: 'none' }>;

const evolve = (state: CliSecret, event: CliSecretEvent): CliSecret => {
  switch (event.type) {
    case 'CliSecretCreated':
    case 'CliSecretRotated': {
      const { secretHash, hashScheme } = event.data;
      return { status: 'active', secretHash, hashScheme };
    }
    case 'CliSecretRevoked':
      return state.status === 'none' ? state : { ...state, status: 'revoked' };
    default:
      return assertNever(event);
  }
};

const decide: Decider<CliSecret, CliSecretCommand, CliSecretEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'MakeCliSecret': {
      const { userId, account, reason, ...made } = command.data;
      if (state.status === 'none') {
        return [{ type: 'CliSecretCreated', data: { userId, account, reason, ...made, at } }];
      }
      // Who looks at it again gets no other one, whatever became of the first.
      return reason === 'first_sign_in' ? [] : [{ type: 'CliSecretRotated', data: { ...made, at } }];
    }
    case 'RevokeCliSecret': {
      if (state.status === 'none') throw new CliSecretNotFound();
      const { reason } = command.data;
      return state.status === 'revoked'
        ? []
        : [{ type: 'CliSecretRevoked', data: { ...(reason && { reason }), at } }];
    }
    default:
      return assertNever(command);
  }
};

/** The rules of the CLI secret of one user; a new one replaces the one before at once. */
export const cliSecretDecider: Decider<CliSecret, CliSecretCommand, CliSecretEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};

const cliSecretSchema = currentShapes<CliSecretEvent>({
  CliSecretCreated: { withheld: ['secretHash'], shown: ['hashScheme'] },
  CliSecretRotated: { withheld: ['secretHash'], shown: ['hashScheme'] },
  CliSecretRevoked: true,
});

/** The CLI secret of each user, in the stream `clisecret-<userId>`. */
export const cliSecrets = aggregate('clisecret', cliSecretDecider, cliSecretSchema);

/** A CLI secret that its user chose; it is never trimmed or changed. */
export const checkCliSecret = (secret: string): string => {
  const wrong = (rule: string, message: string) => [{ path: 'secret', rule, message }];
  const errors = textErrors('secret', secret, { min: 8, max: 128 });
  refuseFields(
    CliSecretInvalid,
    errors.length > 0
      ? errors
      : [
          ...(/\p{Lu}/u.test(secret) ? [] : wrong('upper', 'must have an upper-case letter')),
          ...(/\p{Ll}/u.test(secret) ? [] : wrong('lower', 'must have a lower-case letter')),
          ...(/\p{Nd}/u.test(secret) ? [] : wrong('digit', 'must have a digit')),
        ],
  );
  return secret;
};
