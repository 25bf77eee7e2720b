import type { RoleList } from '@credstream/contracts/identity';
import { barredToApiKeys, permissions, permissionsByRole, roles } from '@credstream/domain-kernel';

/** Every role, with what it allows. */
export const roleTable: RoleList = {
  items: roles.map((role) => ({
    role,
    permissions: permissionsByRole[role].map((permission) => ({
      permission,
      allows: permissions[permission],
      apiKeys: !barredToApiKeys.includes(permission),
    })),
  })),
};
