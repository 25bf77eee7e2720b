import {
  type AccountPolicies,
  defaultPolicies,
  type Role,
  type RoleAssignment,
} from '@credstream/domain-kernel';

/** Of which streams a directory is made. */
export const directoryPrefixes = ['user-', 'organization-'] as const;

/** What other contexts may know of a user. */
export type DirectoryUser = Readonly<{
  userId: string;
  username: string;
  account: string;
  active: boolean;
  roles: readonly RoleAssignment[];
}>;

type StoredFact = Readonly<{ stream: string; type: string; data: unknown }>;

const same = (a: RoleAssignment, b: RoleAssignment) => a.role === b.role && a.scope === b.scope;

/**
 * Users and account policies as other contexts see them, made from identity's events as they are stored:
 * those shapes are its published language. Fed by the log, in every copy of a service.
 */
export class Directory {
  private readonly users = new Map<string, DirectoryUser>();
  private readonly policiesByAccount = new Map<string, AccountPolicies>();

  apply({ stream, type, data }: StoredFact): void {
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (type) {
      case 'UserCreated': {
        const { username, account } = data as { username: string; account: string };
        this.users.set(id, { userId: id, username, account, active: true, roles: [] });
        return;
      }
      case 'UserEnabled':
        return this.change(id, () => ({ active: true }));
      case 'UserDisabled':
      case 'UserOffboarded':
        return this.change(id, () => ({ active: false }));
      case 'RoleGranted': {
        const { role, scope } = data as { role: Role; scope: string };
        return this.change(id, ({ roles }) => ({ roles: [...roles, { role, scope }] }));
      }
      case 'RoleRevoked': {
        const gone = data as { role: Role; scope: string };
        return this.change(id, ({ roles }) => ({ roles: roles.filter((held) => !same(held, gone)) }));
      }
      case 'AccountCreated':
      case 'AccountPolicyChanged': {
        const { policies } = data as { policies: Partial<AccountPolicies> };
        this.policiesByAccount.set(id, { ...this.policies(id), ...policies });
        return;
      }
    }
  }

  user(userId: string): DirectoryUser | undefined {
    return this.users.get(userId);
  }

  policies(account: string): AccountPolicies {
    return this.policiesByAccount.get(account) ?? defaultPolicies;
  }

  private change(id: string, what: (user: DirectoryUser) => Partial<DirectoryUser>): void {
    const user = this.users.get(id);
    if (user) this.users.set(id, { ...user, ...what(user) });
  }
}
