import type { Decider, RoleAssignment } from '@credstream/domain-kernel';
import { assertNever, formatInstant } from '@credstream/domain-kernel';
import type { CreateUser, RoleRequest, UserCommand } from './user.commands.js';
import {
  EmailFixed,
  PasswordNotLocal,
  PasswordRequired,
  RoleTooMany,
  UserAlreadyExists,
  UserIsOffboarded,
  UserNotActive,
  UserNotFound,
  UserNotOffboarded,
} from './user.errors.js';
import type { UserEvent, UserOrigin } from './user.events.js';
import { checkEmail, checkExternalId, checkRole, checkUsername, maxRolesPerUser } from './user.rules.js';

/** What decisions, and the sign-in, need to know of a user. Of who was off-boarded only the identity is left. */
export type User =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'offboarded'; identity: Identity; isErased?: true }>
  | Readonly<{
      status: 'active' | 'disabled';
      userId: string;
      username: string;
      email?: string;
      account: string;
      origin: UserOrigin;
      externalId?: string;
      passwordHash?: string;
      roles: readonly RoleAssignment[];
    }>;

type Identity = Readonly<{
  userId: string;
  username: string;
  email?: string;
  account: string;
  origin: UserOrigin;
  externalId?: string;
}>;
type PresentUser = Extract<User, { userId: string }>;

const evolve = (state: User, event: UserEvent): User => {
  if (event.type === 'UserCreated') {
    const { at: _at, provider: _provider, ...user } = event.data;
    return { status: 'active', ...user, roles: [] };
  }
  if (state.status === 'offboarded') {
    if (event.type === 'UserPersonalDataErased')
      return { ...state, identity: withoutEmail(state.identity), isErased: true };
    return event.type === 'UserReadmitted' ? readmitted(state.identity, event.data) : state;
  }
  if (!isPresent(state)) return state;
  switch (event.type) {
    case 'UserEmailSet': {
      const { email } = event.data;
      return { ...state, ...(email !== undefined && { email }) };
    }
    case 'UserExternalIdSet':
      return { ...state, externalId: event.data.externalId };
    case 'UserPasswordChanged':
      return { ...state, passwordHash: event.data.passwordHash };
    case 'UserDisabled':
      return { ...state, status: 'disabled' };
    case 'UserEnabled':
      return { ...state, status: 'active' };
    case 'UserOffboarded': {
      const { status: _status, roles: _roles, passwordHash: _passwordHash, ...identity } = state;
      return { status: 'offboarded', identity };
    }
    case 'UserPersonalDataErased':
    case 'UserReadmitted':
      return state;
    case 'RoleGranted': {
      const { role, scope } = event.data;
      return { ...state, roles: [...state.roles, { role, scope }] };
    }
    case 'RoleRevoked':
      return { ...state, roles: state.roles.filter((granted) => !isSame(granted, event.data)) };
    default:
      return assertNever(event);
  }
};

const readmitted = (identity: Identity, { passwordHash }: Readonly<{ passwordHash?: string }>): User => ({
  status: 'active',
  ...identity,
  ...(passwordHash !== undefined && { passwordHash }),
  roles: [],
});

const withoutEmail = ({ email: _email, ...identity }: Identity): Identity => identity;

const isPresent = (state: User): state is PresentUser =>
  state.status === 'active' || state.status === 'disabled';

const isSame = (one: RoleAssignment, other: RoleAssignment): boolean =>
  one.role === other.role && one.scope === other.scope;

const decide: Decider<User, UserCommand, UserEvent>['decide'] = (command, state, { now }) => {
  const at = formatInstant(now);
  switch (command.type) {
    case 'CreateUser':
      return create(command.data, state, at);
    case 'SetUserEmail':
      return setEmail(command.data.email, state, at);
    case 'ChangeUserPassword':
      return changePassword(command.data.passwordHash, state, at);
    case 'SetUserExternalId':
      return setExternalId(command.data.externalId, state, at);
    case 'DisableUser':
      return present(state).status === 'disabled' ? [] : [{ type: 'UserDisabled', data: { at } }];
    case 'EnableUser':
      return present(state).status === 'active' ? [] : [{ type: 'UserEnabled', data: { at } }];
    case 'OffboardUser':
      return offboard(state, at);
    case 'EraseUserData':
      return erase(state, at);
    case 'ReadmitUser':
      return readmit(command.data.passwordHash, state, at);
    case 'GrantRole':
      return grantRole(command.data, state, at);
    case 'RevokeRole':
      return revokeRole(command.data, state, at);
    default:
      return assertNever(command);
  }
};

const create = (command: CreateUser, state: User, at: string): readonly UserEvent[] => {
  if (state.status !== 'none') throw new UserAlreadyExists();
  const { userId, account, origin, passwordHash, provider, externalId, roles = [] } = command;
  const username = checkUsername(command.username);
  const email = command.email === undefined ? undefined : checkEmail(command.email);
  if (passwordHash !== undefined && origin !== 'local') throw new PasswordNotLocal();
  const granted = roles
    .map((request) => checkRole(request, account))
    .filter((role, index, all) => all.findIndex((other) => isSame(role, other)) === index);
  if (granted.length > maxRolesPerUser) throw new RoleTooMany();
  return [
    {
      type: 'UserCreated',
      data: {
        ...{ userId, username },
        ...(email !== undefined && { email }),
        ...{ account, origin },
        ...(passwordHash !== undefined && { passwordHash }),
        ...(provider && { provider }),
        ...(externalId !== undefined && { externalId: checkExternalId(externalId) }),
        at,
      },
    },
    ...granted.map((role): UserEvent => ({ type: 'RoleGranted', data: { ...role, at } })),
  ];
};

/** Once, and then never again (HAR-4). */
const setEmail = (email: string, state: User, at: string): readonly UserEvent[] => {
  const user = present(state);
  if (user.email === email) return [];
  if (user.email !== undefined) throw new EmailFixed();
  return [{ type: 'UserEmailSet', data: { email: checkEmail(email), at } }];
};

const setExternalId = (externalId: string, state: User, at: string): readonly UserEvent[] =>
  present(state).externalId === externalId
    ? []
    : [{ type: 'UserExternalIdSet', data: { externalId: checkExternalId(externalId), at } }];

const changePassword = (passwordHash: string, state: User, at: string): readonly UserEvent[] => {
  const user = present(state);
  if (user.status === 'disabled') throw new UserNotActive();
  if (user.origin !== 'local') throw new PasswordNotLocal();
  return [{ type: 'UserPasswordChanged', data: { passwordHash, at } }];
};

const offboard = (state: User, at: string): readonly UserEvent[] => {
  if (state.status === 'offboarded') return [];
  present(state);
  return [{ type: 'UserOffboarded', data: { at } }];
};

/** Only of who has left: what somebody does here says where from. */
const erase = (state: User, at: string): readonly UserEvent[] => {
  if (isPresent(state)) throw new UserNotOffboarded();
  if (state.status !== 'offboarded') throw new UserNotFound();
  return state.isErased ? [] : [{ type: 'UserPersonalDataErased', data: { at } }];
};

/** Who is here already stays as they are. A local user needs a password to come back, others must not have one. */
const readmit = (passwordHash: string | undefined, state: User, at: string): readonly UserEvent[] => {
  if (isPresent(state)) return [];
  if (state.status !== 'offboarded') throw new UserNotFound();
  const isLocal = state.identity.origin === 'local';
  if (isLocal && passwordHash === undefined) throw new PasswordRequired();
  if (!isLocal && passwordHash !== undefined) throw new PasswordNotLocal();
  return [{ type: 'UserReadmitted', data: { ...(passwordHash !== undefined && { passwordHash }), at } }];
};

const grantRole = (request: RoleRequest, state: User, at: string): readonly UserEvent[] => {
  const user = present(state);
  const role = checkRole(request, user.account);
  if (user.roles.some((granted) => isSame(granted, role))) return [];
  if (user.roles.length >= maxRolesPerUser) throw new RoleTooMany();
  return [{ type: 'RoleGranted', data: { ...role, at } }];
};

const revokeRole = ({ role, scope }: RoleRequest, state: User, at: string): readonly UserEvent[] => {
  const granted = present(state).roles.find((other) => other.role === role && other.scope === scope);
  return granted ? [{ type: 'RoleRevoked', data: { ...granted, at } }] : [];
};

const present = (state: User): PresentUser => {
  if (state.status === 'offboarded') throw new UserIsOffboarded();
  if (!isPresent(state)) throw new UserNotFound();
  return state;
};

/** The rules of one user. */
export const userDecider: Decider<User, UserCommand, UserEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve,
  decide,
};
