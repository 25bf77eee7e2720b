import type { UserView } from '@credstream/contracts/identity';
import type { UserEvent } from '@credstream/domain-identity';
import { assertNever } from '@credstream/domain-kernel';
import { type Change, factsOf } from '@credstream/projections';

/** What is shown of a user. */
export type UserFacts = Omit<UserView, 'id'>;

/** What an event of a user changes in what is shown of them. */
export const changeOf = (event: UserEvent): Change<UserFacts> => {
  switch (event.type) {
    case 'UserCreated': {
      const { userId: _id, at, passwordHash: _passwordHash, provider: _provider, ...rest } = event.data;
      return { create: { ...rest, status: 'active', roles: [], createdAt: at } };
    }
    case 'UserEmailSet': {
      const { email } = event.data;
      return { change: { ...(email !== undefined && { email }) } };
    }
    case 'UserPersonalDataErased':
      return { change: {}, unset: ['email'] };
    case 'UserExternalIdSet':
      return { change: { externalId: event.data.externalId } };
    case 'UserPasswordChanged':
      return { change: {} };
    case 'UserDisabled':
      return { change: { status: 'disabled' } };
    case 'UserEnabled':
    case 'UserReadmitted':
      return { change: { status: 'active' } };
    case 'UserOffboarded':
      return { change: { status: 'offboarded', roles: [] } };
    case 'RoleGranted': {
      const { role, scope } = event.data;
      return { change: {}, add: { roles: { role, scope } } };
    }
    case 'RoleRevoked': {
      const { role, scope } = event.data;
      return { change: {}, take: { roles: { role, scope } } };
    }
    default:
      return assertNever(event);
  }
};

/** The user with this history; `undefined` before there is one. */
export const userView = (id: string, history: readonly UserEvent[]): UserView | undefined => {
  const facts = factsOf(changeOf, history);
  return facts && { id, ...facts };
};
