import { identityContract, type RoleAssignmentReply, RoleAssignmentView } from '@credstream/contracts';
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
