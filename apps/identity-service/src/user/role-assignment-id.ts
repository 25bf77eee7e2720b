import { type Role, type RoleAssignment, roles } from '@credstream/domain-kernel';

/** Who holds which role at which scope. */
export type HeldRole = RoleAssignment & Readonly<{ userId: string }>;

/** The assignment itself, so that it is found without a view. */
export const roleAssignmentId = ({ userId, role, scope }: HeldRole): string =>
  `${userId}.${Buffer.from(`${role}@${scope}`).toString('base64url')}`;

/** `undefined` for what is no such id. */
export const readRoleAssignmentId = (id: string): HeldRole | undefined => {
  const [userId, rest] = id.split('.', 2);
  if (userId === undefined || rest === undefined) return undefined;
  const [role, scope] = Buffer.from(rest, 'base64url').toString().split('@', 2);
  if (scope === undefined || !roles.includes(role as Role)) return undefined;
  const held = { userId, role: role as Role, scope };
  return roleAssignmentId(held) === id ? held : undefined;
};
