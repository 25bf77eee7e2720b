import type { UserView } from '@credstream/contracts';
import type { UserEvent } from '@credstream/domain-identity';
import { assertNever } from '@credstream/domain-kernel';

/** One more event of a user's stream, for who looks at the user; `undefined` before creation. */
export const withEvent = (view: UserView | undefined, event: UserEvent): UserView | undefined => {
  if (event.type === 'UserCreated') {
    const { userId: id, at, passwordHash: _passwordHash, provider: _provider, ...rest } = event.data;
    return { id, ...rest, status: 'active', roles: [], createdAt: at };
  }
  if (!view) return undefined;
  switch (event.type) {
    case 'UserEmailSet':
      return { ...view, email: event.data.email };
    case 'UserExternalIdSet':
      return { ...view, externalId: event.data.externalId };
    case 'UserPasswordChanged':
      return view;
    case 'UserDisabled':
      return { ...view, status: 'disabled' };
    case 'UserEnabled':
    case 'UserReadmitted':
      return { ...view, status: 'active' };
    case 'UserOffboarded':
      return { ...view, status: 'offboarded', roles: [] };
    case 'RoleGranted': {
      const { role, scope } = event.data;
      return { ...view, roles: [...view.roles, { role, scope }] };
    }
    case 'RoleRevoked': {
      const { role, scope } = event.data;
      return { ...view, roles: view.roles.filter((held) => held.role !== role || held.scope !== scope) };
    }
    default:
      return assertNever(event);
  }
};
