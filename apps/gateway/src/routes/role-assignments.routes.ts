import {
  Answer,
  identityContract,
  type RoleAssignmentReply,
  RoleAssignmentView,
} from '@credstream/contracts';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

class RoleAssignmentList {
  @Answer({ list: true, of: () => RoleAssignmentView }) items!: RoleAssignmentView[];
  @Answer({ optional: true }) nextCursor?: string;
}

const one = { answer: RoleAssignmentView, show: ({ assignment }: RoleAssignmentReply) => assignment };

export const RoleAssignmentRoutes = resource('RoleAssignments', 'Organization', 'api/v1/role-assignments', {
  grant: post('', identityContract.grantRole, {
    ...one,
    location: ({ assignment }) => `/api/v1/role-assignments/${assignment.id}`,
  }),
  list: get('', identityContract.listRoleAssignments, {
    answer: RoleAssignmentList,
    show: ({ items = [], nextCursor }) => ({ items, nextCursor }),
  }),
  get: get(':id', identityContract.getRoleAssignment, one),
  revoke: remove(':id', identityContract.revokeRole, {}),
});
