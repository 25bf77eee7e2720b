import type { Permission, Role, RoleAssignment } from '@credstream/domain-kernel';
import { barredToApiKeys, permissions, permissionsByRole, scopeContains } from '@credstream/domain-kernel';

// Sets of permissions as bits, since this runs at every use of a key.
const all = Object.keys(permissions) as readonly Permission[];
const bitOf = new Map(all.map((permission, index) => [permission, 1 << index]));
const bitsOf = (set: readonly Permission[]): number => {
  let bits = 0;
  for (const permission of set) bits |= bitOf.get(permission) ?? 0;
  return bits;
};
const bitsByRole = new Map<Role, number>(
  Object.entries(permissionsByRole).map(([role, set]) => [role as Role, bitsOf(set)]),
);
const allowedToKeys = ~bitsOf(barredToApiKeys);

// There are few combinations in use, and each answer carries one of these lists.
const lists = new Map<number, readonly Permission[]>();
const listOf = (bits: number): readonly Permission[] => {
  const known = lists.get(bits);
  if (known) return known;
  const list = Object.freeze(all.filter((permission) => bits & bitsOf([permission])));
  lists.set(bits, list);
  return list;
};

/** Whose key it is, and to what it was narrowed. */
export type KeyReach = Readonly<{
  roles: readonly RoleAssignment[];
  permissions?: readonly Permission[];
  scope?: string;
}>;

/**
 * What a key may do at a scope, in the table's order: what its owner's roles allow there now, narrowed as
 * the key is, without what no key may ever do (ANC-16, ANC-17).
 */
export const keyPermissionsAt = (key: KeyReach, scope: string): readonly Permission[] => {
  if (key.scope !== undefined && !scopeContains(key.scope, scope)) return listOf(0);
  let bits = 0;
  for (const assignment of key.roles) {
    if (scopeContains(assignment.scope, scope)) bits |= bitsByRole.get(assignment.role) ?? 0;
  }
  if (key.permissions) bits &= bitsOf(key.permissions);
  return listOf(bits & allowedToKeys);
};
