import {
  accountOf,
  type AccountPolicies,
  comparable,
  defaultPolicies,
  type Role,
  type RoleAssignment,
  scopeContains,
} from '@credstream/domain-kernel';

/** Of which streams a directory is made. */
export const directoryPrefixes = ['user-', 'organization-'] as const;

/** What other contexts may know of a user. */
export type DirectoryUser = Readonly<{
  userId: string;
  username: string;
  account: string;
  active: boolean;
  /** Where they sign in: `local`, or at an identity provider. */
  origin: string;
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
  private readonly userCounts = new Map<string, number>();
  private readonly leftUsers = new Set<string>();
  private readonly stoppedAccounts = new Set<string>();
  private readonly userIdsByName = new Map<string, string>();
  /** The kind of each scope below an account. */
  private readonly scopes = new Map<string, string>();

  apply({ stream, type, data }: StoredFact): void {
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (type) {
      case 'UserCreated': {
        const { username, account, origin } = data as { username: string; account: string; origin: string };
        this.users.set(id, { userId: id, username, account, origin, active: true, roles: [] });
        this.userIdsByName.set(comparable(username), id);
        return this.count(account, 1);
      }
      case 'UserEnabled':
        return this.change(id, () => ({ active: true }));
      case 'UserDisabled':
        return this.change(id, () => ({ active: false }));
      case 'UserReadmitted':
        if (this.leftUsers.delete(id)) this.count(this.users.get(id)?.account, 1);
        return this.change(id, () => ({ active: true, roles: [] }));
      case 'UserOffboarded':
        if (!this.leftUsers.has(id)) this.count(this.users.get(id)?.account, -1);
        this.leftUsers.add(id);
        return this.change(id, () => ({ active: false, roles: [] }));
      case 'AccountDisabled':
        this.stoppedAccounts.add(id);
        return;
      case 'AccountEnabled':
        this.stoppedAccounts.delete(id);
        return;
      case 'RoleGranted': {
        const { role, scope } = data as { role: Role; scope: string };
        return this.change(id, ({ roles }) => ({ roles: [...roles, { role, scope }] }));
      }
      case 'RoleRevoked': {
        const gone = data as { role: Role; scope: string };
        return this.change(id, ({ roles }) => ({ roles: roles.filter((held) => !same(held, gone)) }));
      }
      case 'ScopeCreated': {
        const { path, kind } = data as { path: string; kind: string };
        this.scopes.set(path, kind);
        return;
      }
      case 'ScopeRenamed': {
        const { path, to } = data as { path: string; to: string };
        for (const [each, kind] of [...this.scopes]) {
          if (!scopeContains(path, each)) continue;
          this.scopes.delete(each);
          this.scopes.set(`${to}${each.slice(path.length)}`, kind);
        }
        return;
      }
      case 'ScopeDeleted':
        this.scopes.delete((data as { path: string }).path);
        return;
      case 'AccountCreated':
      case 'AccountPolicyChanged': {
        const { policies } = data as { policies: Partial<AccountPolicies> };
        this.policiesByAccount.set(id, { ...this.policies(id), ...policies });
        return;
      }
    }
  }

  /** A user of a disabled account is not active either, unless a system administrator: they are nobody's tenant. */
  user(userId: string): DirectoryUser | undefined {
    const user = this.users.get(userId);
    const stopped =
      user?.active &&
      this.stoppedAccounts.has(user.account) &&
      !user.roles.some(({ role }) => role === 'system-admin');
    return user && stopped ? { ...user, active: false } : user;
  }

  /** Who has this username, however it is written; it is one in the whole installation. */
  userNamed(username: string): DirectoryUser | undefined {
    const userId = this.userIdsByName.get(comparable(username));
    return userId === undefined ? undefined : this.user(userId);
  }

  /** Is this an account, or a scope in one? */
  hasScope(path: string): boolean {
    return this.scopes.has(path) || (accountOf(path) === path && this.hasAccount(path));
  }

  /** The paths of all projects at or below a scope. */
  projectsWithin(scope: string): readonly string[] {
    return [...this.scopes].flatMap(([path, kind]) =>
      kind === 'project' && scopeContains(scope, path) ? [path] : [],
    );
  }

  /** Was this user off-boarded, and not re-admitted since? */
  hasLeft(userId: string): boolean {
    return this.leftUsers.has(userId);
  }

  /** Who holds which role at this scope or below it; off-boarded users hold none. */
  rolesWithin(scope: string): readonly (RoleAssignment & Readonly<{ userId: string }>)[] {
    return [...this.users.values()].flatMap(({ userId, roles }) =>
      roles.filter((held) => scopeContains(scope, held.scope)).map((held) => ({ ...held, userId })),
    );
  }

  /** The users of an account, off-boarded ones too. */
  userIdsOf(account: string): readonly string[] {
    return [...this.users.values()].flatMap((user) => (user.account === account ? [user.userId] : []));
  }

  /** How many users an account has, without those who were off-boarded. */
  userCount(account: string): number {
    return this.userCounts.get(account) ?? 0;
  }

  get accounts(): readonly string[] {
    return [...this.policiesByAccount.keys()];
  }

  policies(account: string): AccountPolicies {
    return this.policiesByAccount.get(account) ?? defaultPolicies;
  }

  /** Is this account disabled? */
  isDisabled(account: string): boolean {
    return this.stoppedAccounts.has(account);
  }

  hasAccount(name: string): boolean {
    return (
      this.policiesByAccount.has(name) || [...this.users.values()].some(({ account }) => account === name)
    );
  }

  private count(account: string | undefined, by: 1 | -1): void {
    if (account !== undefined) this.userCounts.set(account, this.userCount(account) + by);
  }

  private change(id: string, what: (user: DirectoryUser) => Partial<DirectoryUser>): void {
    const user = this.users.get(id);
    if (user) this.users.set(id, { ...user, ...what(user) });
  }
}
