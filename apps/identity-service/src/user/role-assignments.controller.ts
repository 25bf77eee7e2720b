import {
  GetRoleAssignment,
  GrantRole,
  identityContract,
  ListRoleAssignments,
  RevokeRole,
  type RoleAssignmentPage,
  type RoleAssignmentReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { RoleAssignments } from './role-assignments.js';

@Controller()
@UseGuards(CatchUpGuard)
export class RoleAssignmentsController {
  constructor(private readonly assignments: RoleAssignments) {}

  @Handles(identityContract.grantRole)
  grant(@Payload() message: GrantRole, @Caller() context: RequestContext): Promise<RoleAssignmentReply> {
    return this.assignments.grant(message, context);
  }

  @Handles(identityContract.getRoleAssignment)
  get(
    @Payload() message: GetRoleAssignment,
    @Caller() context: RequestContext,
  ): Promise<RoleAssignmentReply> {
    return this.assignments.get(message, context);
  }

  @Handles(identityContract.listRoleAssignments)
  list(
    @Payload() message: ListRoleAssignments,
    @Caller() context: RequestContext,
  ): Promise<RoleAssignmentPage> {
    return this.assignments.list(message, context);
  }

  @Handles(identityContract.revokeRole)
  revoke(@Payload() message: RevokeRole, @Caller() context: RequestContext): Promise<RoleAssignmentReply> {
    return this.assignments.revoke(message, context);
  }
}
