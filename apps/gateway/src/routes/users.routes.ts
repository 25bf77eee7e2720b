import { Answer, permissionValues } from '@credstream/contracts';
import {
  identityContract,
  type OffboardingReply,
  type RevokeTokenReply,
  SessionView,
  type UserReply,
  UserView,
} from '@credstream/contracts/identity';
import {
  AccountNotFound,
  EmailFixed,
  EmailInvalid,
  EmailTaken,
  LastAdministrator,
  PasswordInvalid,
  PasswordNotLocal,
  PasswordRequired,
  RoleInvalid,
  SessionNotFound,
  UserIsOffboarded,
  UsernameInvalid,
  UsernameTaken,
  UserNotFound,
  UserNotOffboarded,
} from '@credstream/domain-identity';
import { permissionsAt, type RoleAssignment } from '@credstream/domain-kernel';
import { OffboardingReport } from '../offboarding.js';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get, type Made, patch, post, remove } from './route.js';
import type { RouteParts } from './route-parts.js';

class Me extends UserView {
  @Answer({ list: true, oneOf: permissionValues, description: 'What your roles allow in your account' })
  permissions!: readonly string[];
  @Answer({
    of: () => Boolean,
    optional: true,
    description: 'The password is still the one of the first start',
  })
  firstPassword?: boolean;
}

class NoInput {}

const shownMe = ({ user, firstPassword }: UserReply): Me => ({
  ...user,
  ...(firstPassword && { firstPassword }),
  permissions: permissionsAt(user.roles as unknown as readonly RoleAssignment[], user.account),
});

/** From here on this gateway lets nothing of the user in. */
const stop = ({ offboarding }: RouteParts, { user, position }: UserReply) =>
  offboarding.stopHere(user.id, position);

const one = { answer: UserView, show: ({ user }: UserReply) => user };
/** From here on this gateway refuses the tokens of the session. */
const drop = ({ sessions }: RouteParts, { sessionId }: RevokeTokenReply) =>
  sessionId !== undefined && sessions.drop(sessionId);

class SessionList {
  @Answer({ list: true, of: () => SessionView }) items!: readonly SessionView[];
}

const report = {
  answer: OffboardingReport,
  show: (reply: OffboardingReply, { parts, context }: Made<object>) =>
    parts.offboarding.report(reply, context),
};

export const UserRoutes = resource('Organization', 'api/v1', {
  getMe: get('me', identityContract.getUser, {
    answer: Me,
    input: NoInput,
    message: () => ({ id: 'me' }),
    show: shownMe,
    summary: 'Get yourself',
    description: 'Who you are, your roles, and what they allow in your account.',
  }),
  createUser: post('users', identityContract.createUser, {
    ...one,
    location: ({ user }) => `/api/v1/users/${user.id}`,
    summary: 'Create a user',
    refuses: [
      ...[UsernameInvalid, UsernameTaken, EmailInvalid, EmailTaken],
      ...[PasswordInvalid, PasswordNotLocal, RoleInvalid, AccountNotFound],
    ],
  }),
  listUsers: get('users', identityContract.listUsers, {
    ...pageOf('UserList', UserView, (user: UserView) => user),
    summary: 'List users',
    description: 'Of one account, by username.',
    refuses: [AccountNotFound],
  }),
  getUser: get('users/:id', identityContract.getUser, {
    ...one,
    summary: 'Get a user',
    refuses: [UserNotFound],
  }),
  updateUser: patch('users/:id', identityContract.updateUser, {
    ...one,
    summary: 'Set the e-mail address or the password of a user',
    refuses: [
      ...[UserNotFound, UserIsOffboarded, EmailInvalid, EmailTaken, EmailFixed],
      ...[PasswordInvalid, PasswordNotLocal],
    ],
  }),
  listSessions: get('users/:userId/sessions', identityContract.listSessions, {
    answer: SessionList,
    show: ({ items = [] }) => ({ items }),
    unversioned: true,
    summary: 'List the sessions of a user',
    description: 'Yours with `me`. Newest first, a hundred at most; sessions that have ended are left out.',
    refuses: [UserNotFound],
  }),
  endSession: remove('users/:userId/sessions/:id', identityContract.endSession, {
    before: drop,
    unversioned: true,
    summary: 'End a session of a user',
    description: 'Its tokens are refused from now on.',
    refuses: [UserNotFound, SessionNotFound],
  }),
  disableUser: post('users/:id/disable', identityContract.disableUser, {
    ...{ ...one, before: stop },
    summary: 'Disable a user',
    description: 'Ends the sessions of the user; API keys are refused until the user is enabled.',
    refuses: [UserNotFound, UserIsOffboarded, LastAdministrator],
  }),
  enableUser: post('users/:id/enable', identityContract.enableUser, {
    ...one,
    summary: 'Enable a user',
    refuses: [UserNotFound, UserIsOffboarded],
  }),
  offboardUser: post('users/:id/offboard', identityContract.offboardUser, {
    ...{ ...report, before: stop },
    summary: 'Off-board a user',
    description: 'Ends every session and revokes every API key for good. Repeat it until `complete` is true.',
    refuses: [UserNotFound, LastAdministrator],
  }),
  getOffboarding: get('users/:id/offboarding', identityContract.getOffboarding, {
    ...report,
    summary: 'Get the report of an off-boarding',
    refuses: [UserNotFound],
  }),
  eraseUserData: post('users/:id/erase', identityContract.eraseUserData, {
    ...one,
    summary: 'Erase the personal data of a user who was off-boarded',
    description:
      'The e-mail address, and the addresses and programs from which the user did anything, cannot be read any more: their key is destroyed. What happened, and its proofs, stay.',
    refuses: [UserNotFound, UserNotOffboarded],
  }),
  readmitUser: post('users/:id/readmit', identityContract.readmitUser, {
    ...one,
    summary: 'Re-admit a user who was off-boarded',
    description: 'The same name, with no role, no API key and no session. A local user needs a new password.',
    refuses: [UserNotFound, PasswordInvalid, PasswordNotLocal, PasswordRequired],
  }),
});
