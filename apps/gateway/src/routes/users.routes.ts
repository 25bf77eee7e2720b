import {
  Answer,
  identityContract,
  type OffboardingReply,
  type UserReply,
  UserView,
} from '@credstream/contracts';
import { permissionsAt, type RoleAssignment } from '@credstream/domain-kernel';
import { OffboardingReport } from '../offboarding.js';
import { resource } from './resource.js';
import type { RouteParts } from './route-parts.js';
import { get, type Made, patch, post } from './route.js';

class UserList {
  @Answer({ list: true, of: () => UserView }) items!: UserView[];
  @Answer({ optional: true }) nextCursor?: string;
}

class Me extends UserView {
  @Answer({ list: true, description: 'What your roles allow in your account' })
  permissions!: readonly string[];
}

class NoInput {}

/** A list without members does not cross gRPC; here it is one again. */
const shown = (user: UserView): UserView => ({ ...user, roles: user.roles ?? [] });

const shownMe = ({ user }: UserReply): Me => {
  const me = shown(user);
  return { ...me, permissions: permissionsAt(me.roles as unknown as readonly RoleAssignment[], me.account) };
};

/** From here on this gateway lets nothing of the user in. */
const stop = ({ offboarding }: RouteParts, { user, position }: UserReply) =>
  offboarding.stopHere(user.id, position);

const one = { answer: UserView, show: ({ user }: UserReply) => shown(user) };
const report = {
  answer: OffboardingReport,
  show: (reply: OffboardingReply, { parts, context }: Made<object>) =>
    parts.offboarding.report(reply, context),
};

export const UserRoutes = resource('Users', 'Organization', 'api/v1', {
  me: get('me', identityContract.getUser, {
    answer: Me,
    input: NoInput,
    message: () => ({ id: 'me' }),
    show: shownMe,
  }),
  create: post('users', identityContract.createUser, {
    ...one,
    location: ({ user }) => `/api/v1/users/${user.id}`,
  }),
  list: get('users', identityContract.listUsers, {
    answer: UserList,
    show: ({ items = [], nextCursor }) => ({ items: items.map(shown), nextCursor }),
  }),
  get: get('users/:id', identityContract.getUser, one),
});

export const UserStatusRoutes = resource('UserStatus', 'Organization', 'api/v1/users', {
  update: patch(':id', identityContract.updateUser, one),
  disable: post(':id/disable', identityContract.disableUser, { ...one, before: stop }),
  enable: post(':id/enable', identityContract.enableUser, one),
  offboard: post(':id/offboard', identityContract.offboardUser, { ...report, before: stop }),
  offboardingReport: get(':id/offboarding', identityContract.getOffboarding, report),
});
