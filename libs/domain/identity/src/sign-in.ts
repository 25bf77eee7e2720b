import { assertNever, currentShapes, formatInstant, valueStream } from '@credstream/domain-kernel';
import type { Command, Decider, Event } from '@credstream/domain-kernel';
import type { SessionGrant } from './session.events.js';
import { comparable } from './user-identifiers.js';

/** Why a sign-in failed; for the log only, the caller learns nothing of it. */
export type SignInFailure =
  'unknown_user' | 'wrong_password' | 'no_password' | 'user_not_active' | 'too_many_attempts';

/** Who tried to sign in under one username, in the stream `signin-<hash>`; the user need not exist. */
export type SignInEvent =
  | Event<'UserSignedIn', { userId: string; username: string; grant: SessionGrant; at: string }>
  | Event<'UserSignInFailed', { username: string; reason: SignInFailure; at: string }>;

export type SignInCommand =
  | Command<'RecordSignIn', { userId: string; username: string; grant: SessionGrant }>
  | Command<'RecordSignInFailure', { username: string; reason: SignInFailure }>;

/** The stream of all ways to write one username. */
export const signInStream = (username: string): string => valueStream('signin', comparable(username));

/** Nothing that was tried before decides what may be recorded. */
export type SignIn = Readonly<{ status: 'open' }>;
const open: SignIn = { status: 'open' };

const longestUsername = 128;

const decide: Decider<SignIn, SignInCommand, SignInEvent>['decide'] = (command, _state, { now }) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'RecordSignIn': {
      const { userId, username, grant } = command.data;
      return [{ type: 'UserSignedIn', data: { userId, username, grant, at } }];
    }
    case 'RecordSignInFailure': {
      const { username, reason } = command.data;
      // What was sent as username can be anything, of any length.
      const cut = username.slice(0, longestUsername);
      return [{ type: 'UserSignInFailed', data: { username: cut, reason, at } }];
    }
    default:
      return assertNever(command);
  }
};

export const signInDecider: Decider<SignIn, SignInCommand, SignInEvent> = {
  initialState: () => open,
  evolve: () => open,
  decide,
};

export const signInSchema = currentShapes<SignInEvent>({ UserSignedIn: true, UserSignInFailed: true });
