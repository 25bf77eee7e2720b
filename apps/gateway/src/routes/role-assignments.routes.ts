import { Answer } from '@credstream/contracts';
import {
  identityContract,
  type RoleAssignmentReply,
  RoleAssignmentView,
  RoleView,
} from '@credstream/contracts/identity';
import {
  AccountNotFound,
  LastAdministrator,
  RoleAssignmentNotFound,
  RoleInvalid,
  ScopeNotFound,
  UserIsOffboarded,
  UserNotFound,
} from '@credstream/domain-identity';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

const one = { answer: RoleAssignmentView, show: ({ assignment }: RoleAssignmentReply) => assignment };

class RoleList {
  @Answer({ list: true, of: () => RoleView }) items!: readonly RoleView[];
}

export const RoleRoutes = resource('Organization', 'api/v1/roles', {
  listRoles: get('', identityContract.listRoles, {
    answer: RoleList,
    show: ({ items }) => ({ items }),
    unversioned: true,
    summary: 'List the roles and what each allows',
    description: 'A role is granted at a scope and holds there and below; `system-admin` only at `/`.',
  }),
});

export const RoleAssignmentRoutes = resource('Organization', 'api/v1/role-assignments', {
  grantRole: post('', identityContract.grantRole, {
    ...one,
    location: ({ assignment }) => `/api/v1/role-assignments/${assignment.id}`,
    summary: 'Grant a role to a user',
    refuses: [UserNotFound, UserIsOffboarded, RoleInvalid, ScopeNotFound],
  }),
  listRoleAssignments: get('', identityContract.listRoleAssignments, {
    ...pageOf('RoleAssignmentList', RoleAssignmentView, (each: RoleAssignmentView) => each),
    summary: 'List role assignments',
    refuses: [AccountNotFound],
  }),
  getRoleAssignment: get(':id', identityContract.getRoleAssignment, {
    ...one,
    summary: 'Get a role assignment',
    refuses: [RoleAssignmentNotFound],
  }),
  revokeRole: remove(':id', identityContract.revokeRole, {
    summary: 'Revoke a role',
    refuses: [RoleAssignmentNotFound, LastAdministrator],
  }),
});
