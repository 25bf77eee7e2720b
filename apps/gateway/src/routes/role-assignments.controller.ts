import {
  Answer,
  GrantRole,
  identityContract,
  ListRoleAssignments,
  RoleAssignmentView,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created, gone } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

class RoleAssignmentList {
  @Answer({ list: true, of: () => RoleAssignmentView }) items!: RoleAssignmentView[];
  @Answer({ optional: true }) nextCursor?: string;
}

@ApiTags('Organization')
@Controller('api/v1/role-assignments')
export class RoleAssignmentsController {
  constructor(private readonly services: Services) {}

  @Post()
  @Access(identityContract.grantRole)
  @ApiCreatedResponse({ type: RoleAssignmentView })
  async grant(
    @Body() body: GrantRole,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.grantRole, body, context);
    const location = `/api/v1/role-assignments/${reply.assignment.id}`;
    return created(response, location, reply, reply.assignment);
  }

  @Get()
  @Access(identityContract.listRoleAssignments)
  @ApiOkResponse({ type: RoleAssignmentList })
  async list(@Query() query: ListRoleAssignments, @Context() context: RequestContext) {
    const reply = await this.services.call(identityContract.listRoleAssignments, query, context);
    return { items: reply.items ?? [], nextCursor: reply.nextCursor };
  }

  @Get(':id')
  @Access(identityContract.getRoleAssignment)
  @ApiOkResponse({ type: RoleAssignmentView })
  async get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.getRoleAssignment, { id }, context);
    return answer(response, reply, reply.assignment);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(identityContract.revokeRole)
  @ApiNoContentResponse()
  async revoke(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    gone(response, await this.services.call(identityContract.revokeRole, { id }, context));
  }
}
