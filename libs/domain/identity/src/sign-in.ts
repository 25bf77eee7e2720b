import type { Command, Decider, Event } from '@credstream/domain-kernel';
import {
  assertNever,
  comparable,
  currentShapes,
  formatInstant,
  valueStream,
} from '@credstream/domain-kernel';
import type { SessionGrant } from './session.events.js';

/** Why a sign-in failed; for the log only, the caller learns nothing of it. */
export type SignInFailure =
  'unknown_user' | 'wrong_password' | 'no_password' | 'user_not_active' | 'too_many_attempts';

/**
 * Sign-ins under one username. Successes are in `signin-<hash>`. Failures under the name of a user are summed up by
 * each copy of the service and recorded once a window in `signinfailure-<hash>`: `count` of them since `from`; both
 * are absent in older events, which stand for one failure each and lie in `signin-<hash>`.
 */
export type SignInEvent =
  | Event<'UserSignedIn', { userId: string; username: string; grant: SessionGrant; at: string }>
  | Event<
      'UserSignInFailed',
      {
        username: string;
        reason: SignInFailure;
        at: string;
        count?: number;
        from?: string;
        reporter?: string;
      }
    >;

export type SignInCommand = Command<
  'RecordSignIn',
  { userId: string; username: string; grant: SessionGrant }
>;

/** The stream of all ways to write one username. */
export const signInStream = (username: string): string => valueStream('signin', comparable(username));
/** Where failures under one username are recorded. */
export const signInFailureStream = (username: string): string =>
  valueStream('signinfailure', comparable(username));

/** Nothing that was tried before decides what may be recorded. */
export type SignIn = Readonly<{ status: 'open' }>;
const open: SignIn = { status: 'open' };

const decide: Decider<SignIn, SignInCommand, SignInEvent>['decide'] = (command, _state, { now }) => {
  switch (command.type) {
    case 'RecordSignIn':
      return [{ type: 'UserSignedIn', data: { ...command.data, at: formatInstant(now) } }];
    default:
      return assertNever(command.type);
  }
};

export const signInDecider: Decider<SignIn, SignInCommand, SignInEvent> = {
  initialState: () => open,
  evolve: () => open,
  decide,
};

export const signInSchema = currentShapes<SignInEvent>({ UserSignedIn: true, UserSignInFailed: true });
