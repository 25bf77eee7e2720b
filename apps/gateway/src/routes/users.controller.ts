import { Answer, CreateUser, identityContract, ListUsers, UserView } from '@credstream/contracts';
import { permissionsAt, type RequestContext, type RoleAssignment } from '@credstream/domain-kernel';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

class UserList {
  @Answer({ list: true, of: () => UserView }) items!: UserView[];
  @Answer({ optional: true }) nextCursor?: string;
}

class Me extends UserView {
  @Answer({ list: true, description: 'What your roles allow in your account' }) permissions!: string[];
}

@ApiTags('Organization')
@Controller('api/v1')
export class UsersController {
  constructor(private readonly services: Services) {}

  @Get('me')
  @Access(identityContract.getUser)
  @ApiOkResponse({ type: Me })
  async me(@Context() context: RequestContext) {
    const { user } = await this.services.call(identityContract.getUser, { id: 'me' }, context);
    const roles = (user.roles ?? []) as unknown as readonly RoleAssignment[];
    return { ...user, roles, permissions: permissionsAt(roles, user.account) };
  }

  @Post('users')
  @Access(identityContract.createUser)
  @ApiCreatedResponse({ type: UserView })
  async create(
    @Body() body: CreateUser,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.createUser, body, context);
    return created(response, `/api/v1/users/${reply.user.id}`, reply, shown(reply.user));
  }

  @Get('users')
  @Access(identityContract.listUsers)
  @ApiOkResponse({ type: UserList })
  async list(@Query() query: ListUsers, @Context() context: RequestContext) {
    const { items = [], nextCursor } = await this.services.call(identityContract.listUsers, query, context);
    return { items: items.map(shown), nextCursor };
  }

  @Get('users/:id')
  @Access(identityContract.getUser)
  @ApiOkResponse({ type: UserView })
  async get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.getUser, { id }, context);
    return answer(response, reply, shown(reply.user));
  }
}

/** A list without members does not cross gRPC; here it is one again. */
export const shown = (user: UserView): UserView => ({ ...user, roles: user.roles ?? [] });
