import { scopeContains } from './scope-path.js';

/** What a role can allow. The one table by role; `docs/reference/permissions.md` is generated from it. */
export const permissions = {
  'credential.read': 'list and read metadata of credentials, registries and tokens',
  'credential.reveal': 'reveal the secrets of credentials',
  'credential.write': 'create, change, rotate, revoke and delete credentials and registry tokens',
  'registry.pull': 'pull from a registry of the scope',
  'registry.push': 'push to a registry of the scope',
  'registry.delete': 'delete artifacts in a registry of the scope',
  'apikey.own': 'make, change and revoke own API keys and the own CLI secret',
  'apikey.read': 'read the API keys of other users of the account',
  'apikey.manage': 'make, change and revoke API keys and CLI secrets of other users of the account',
  'organization.read': 'read scopes, users, roles and policies',
  'organization.manage': 'change scopes, users, roles, policies and registries',
  'audit.read': 'read the audit log, history and proofs',
  'installation.manage': 'accounts, projections and master keys',
} as const;
export type Permission = keyof typeof permissions;

export const isPermission = (value: string): value is Permission => Object.hasOwn(permissions, value);

const viewer: readonly Permission[] = ['credential.read', 'registry.pull', 'apikey.own'];
const developer: readonly Permission[] = [
  ...viewer,
  'credential.reveal',
  'credential.write',
  'registry.push',
];
const admin: readonly Permission[] = [
  ...developer,
  'registry.delete',
  'apikey.read',
  'apikey.manage',
  'organization.read',
  'organization.manage',
  'audit.read',
];

/** Roles are given to a user at a scope and hold there and below; `system-admin` at `/` only. */
export const permissionsByRole = {
  viewer,
  developer,
  admin,
  auditor: ['audit.read'],
  'system-admin': Object.keys(permissions) as readonly Permission[],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof permissionsByRole;

export const roles = Object.keys(permissionsByRole) as readonly Role[];

export type RoleAssignment = Readonly<{ role: Role; scope: string }>;

/**
 * What nobody may do with an API key, whatever the roles of its owner (ANC-17): add, change or remove
 * accounts, users, credentials, roles, role members or API keys.
 */
export const barredToApiKeys: readonly Permission[] = [
  'credential.write',
  'apikey.own',
  'apikey.manage',
  'organization.manage',
  'installation.manage',
];

/** May someone with these roles do this at this scope? */
export const permits = (
  assignments: readonly RoleAssignment[],
  permission: Permission,
  scope: string,
): boolean =>
  assignments.some(
    (assignment) =>
      scopeContains(assignment.scope, scope) &&
      (permissionsByRole[assignment.role] as readonly Permission[]).includes(permission),
  );

/** Everything someone with these roles may do at this scope, in the table's order. */
export const permissionsAt = (assignments: readonly RoleAssignment[], scope: string): readonly Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => permits(assignments, permission, scope));
