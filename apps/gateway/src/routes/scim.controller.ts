import { identityContract, type UserReply } from '@credstream/contracts/identity';
import { type RequestContext, RouteNotFound } from '@credstream/domain-kernel';
import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtension,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, callExtension } from '../auth/access.js';
import { Context } from '../http/request-context.js';
import { ReadsQuery } from '../http/request-form.guard.js';
import { Offboarding } from '../offboarding.js';
import { answeringScim } from '../scim/scim-answers.js';
import { parseScimFilter } from '../scim/scim-filter.js';
import { patchedBy } from '../scim/scim-patch.js';
import { ScimRefusal } from '../scim/scim-refusal.js';
import {
  listOf,
  patchSchema,
  resourceTypes,
  schemaDocuments,
  scimPageLimit,
  serviceProviderConfig,
  userSchema,
} from '../scim/scim-schemas.js';
import { type ProvisionedUser, scimUser, wholeUserIn } from '../scim/scim-user.js';
import { Services } from '../services.js';

const { listProvisionedUsers, offboardUser, provisionUser, updateProvisionedUser } = identityContract;
const created = 201;

const userBody = {
  schema: {
    type: 'object',
    required: ['schemas', 'userName'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' }, example: [userSchema] },
      userName: { type: 'string', example: 'ada@example.org' },
      externalId: { type: 'string' },
      active: { type: 'boolean' },
      emails: { type: 'array', items: { type: 'object', properties: { value: { type: 'string' } } } },
    },
  },
};
const patchBody = {
  schema: {
    type: 'object',
    required: ['schemas', 'Operations'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' }, example: [patchSchema] },
      Operations: {
        type: 'array',
        items: { type: 'object' },
        example: [{ op: 'replace', path: 'active', value: false }],
      },
    },
  },
};

/** A whole number of a query, or `otherwise`; below the least it is the least (RFC 7644, section 3.4.2.4). */
const wholeOf = (name: string, text: string | undefined, otherwise: number, least: number): number => {
  if (text === undefined) return otherwise;
  if (!/^-?\d{1,15}$/.test(text)) throw new ScimRefusal('invalidValue', `${name} is a whole number`);
  return Math.max(least, Number(text));
};

/** SCIM 2.0 (RFC 7644): an identity provider creates users, finds them, and tells who has left and who came back. */
@ApiTags('Provisioning')
@ReadsQuery()
@Controller('scim/v2/Users')
export class ScimUsersController {
  constructor(
    private readonly services: Services,
    private readonly offboarding: Offboarding,
  ) {}

  @Get()
  @Access('provisioning')
  @ApiExtension(callExtension, listProvisionedUsers.subject)
  @ApiOperation({ operationId: 'scimListUsers', summary: 'Find users', description: 'RFC 7644 §3.4.2.' })
  @ApiQuery({
    name: 'filter',
    required: false,
    description: 'Comparisons by eq, joined by and',
    example: 'userName eq "ada"',
  })
  @ApiQuery({ name: 'startIndex', required: false, description: 'From 1 on', schema: { type: 'integer' } })
  @ApiQuery({
    name: 'count',
    required: false,
    description: `At most ${scimPageLimit}`,
    schema: { type: 'integer' },
  })
  @ApiOkResponse({ description: 'A ListResponse' })
  list(
    @Query('filter') filter: string | undefined,
    @Query('startIndex') startIndex: string | undefined,
    @Query('count') count: string | undefined,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      const { userName, ...wanted } = filter === undefined ? {} : parseScimFilter(filter);
      const first = wholeOf('startIndex', startIndex, 1, 1);
      const limit = Math.min(wholeOf('count', count, scimPageLimit, 0), scimPageLimit);
      const message = {
        ...wanted,
        ...(userName !== undefined && { username: userName }),
        ...{ skip: first - 1, limit },
      };
      const { users, total } = await this.services.call(listProvisionedUsers, message, context);
      return listOf(users.map(scimUser), total, first);
    });
  }

  @Get(':id')
  @Access('provisioning')
  @ApiExtension(callExtension, listProvisionedUsers.subject)
  @ApiOperation({ operationId: 'scimGetUser', summary: 'Get a user', description: 'RFC 7644 §3.4.1.' })
  @ApiOkResponse({ description: 'The user' })
  get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      const { users } = await this.services.call(listProvisionedUsers, { id, limit: 1 }, context);
      const [user] = users;
      if (!user) throw new RouteNotFound('There is no user with this id');
      return scimUser(user);
    });
  }

  @Post()
  @HttpCode(created)
  @Access('provisioning')
  @ApiExtension(callExtension, provisionUser.subject)
  @ApiConsumes('application/scim+json', 'application/json')
  @ApiOperation({
    operationId: 'scimCreateUser',
    summary: 'Create a user, or re-admit who was off-boarded',
    description: 'RFC 7644 §3.3.',
  })
  @ApiBody(userBody)
  @ApiCreatedResponse({ description: 'The user' })
  create(
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      const { userName: username, active, ...rest } = wholeUserIn(request.body);
      const made = await this.services.call(provisionUser, { ...rest, username }, context);
      // Who is created inactive may not be let in: RFC 7643 section 4.1.1.
      const reply = active === false ? await this.update(made.user.id, { active }, context) : made;
      const user = scimUser(reply.user);
      response.header('location', user.meta.location);
      return user;
    });
  }

  @Put(':id')
  @Access('provisioning')
  @ApiExtension(callExtension, updateProvisionedUser.subject)
  @ApiConsumes('application/scim+json', 'application/json')
  @ApiOperation({
    operationId: 'scimReplaceUser',
    summary: 'Replace a user',
    description: 'RFC 7644 §3.5.1.',
  })
  @ApiBody(userBody)
  @ApiOkResponse({ description: 'The user' })
  replace(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      return scimUser((await this.update(id, wholeUserIn(request.body), context)).user);
    });
  }

  @Patch(':id')
  @Access('provisioning')
  @ApiExtension(callExtension, updateProvisionedUser.subject)
  @ApiConsumes('application/scim+json', 'application/json')
  @ApiOperation({
    operationId: 'scimUpdateUser',
    summary: 'Change a user; `active: false` off-boards them, `active: true` re-admits them',
    description: 'RFC 7644 §3.5.2.',
  })
  @ApiBody(patchBody)
  @ApiOkResponse({ description: 'The user' })
  patch(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      return scimUser((await this.update(id, patchedBy(request.body), context)).user);
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('provisioning')
  @ApiExtension(callExtension, offboardUser.subject)
  @ApiOperation({
    operationId: 'scimDeleteUser',
    summary: 'Off-board a user who has left',
    description: 'RFC 7644 §3.6.',
  })
  @ApiNoContentResponse({ description: 'The user is off-boarded' })
  delete(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    return answeringScim(response, async () => {
      const { position } = await this.services.call(offboardUser, { id }, context);
      this.offboarding.stopHere(id, position);
      return undefined;
    });
  }

  private async update(
    id: string,
    { userName, ...rest }: ProvisionedUser,
    context: RequestContext,
  ): Promise<UserReply> {
    const message = { id, ...rest, ...(userName !== undefined && { username: userName }) };
    const reply = await this.services.call(updateProvisionedUser, message, context);
    // Before the answer leaves: from here on this gateway lets nothing of the user in.
    if (rest.active === false) this.offboarding.stopHere(id, reply.position);
    return reply;
  }
}

/** What this server can do, for anyone (RFC 7644, section 4). */
@ApiTags('Provisioning')
@ReadsQuery()
@Controller('scim/v2')
export class ScimDocumentsController {
  @Get('ServiceProviderConfig')
  @Access('public')
  @ApiOperation({ operationId: 'scimGetServiceProviderConfig', summary: 'Get what this server can do' })
  @ApiOkResponse({ description: 'RFC 7643 §5' })
  config(@Res({ passthrough: true }) response: FastifyReply) {
    return answeringScim(response, async () => serviceProviderConfig);
  }

  @Get('ResourceTypes')
  @Access('public')
  @ApiOperation({ operationId: 'scimListResourceTypes', summary: 'List the kinds of resources' })
  @ApiOkResponse({ description: 'RFC 7643 §6' })
  types(@Res({ passthrough: true }) response: FastifyReply) {
    return answeringScim(response, async () => listOf(Object.values(resourceTypes)));
  }

  @Get('ResourceTypes/:id')
  @Access('public')
  @ApiOperation({ operationId: 'scimGetResourceType', summary: 'Get one kind of resource' })
  @ApiOkResponse({ description: 'RFC 7643 §6' })
  type(@Param('id') id: string, @Res({ passthrough: true }) response: FastifyReply) {
    return answeringScim(response, async () => documentOf(resourceTypes, id));
  }

  @Get('Schemas')
  @Access('public')
  @ApiOperation({ operationId: 'scimListSchemas', summary: 'List the schemas' })
  @ApiOkResponse({ description: 'RFC 7643 §7' })
  schemas(@Res({ passthrough: true }) response: FastifyReply) {
    return answeringScim(response, async () => listOf(Object.values(schemaDocuments)));
  }

  @Get('Schemas/:id')
  @Access('public')
  @ApiOperation({ operationId: 'scimGetSchema', summary: 'Get one schema' })
  @ApiOkResponse({ description: 'RFC 7643 §7' })
  schema(@Param('id') id: string, @Res({ passthrough: true }) response: FastifyReply) {
    return answeringScim(response, async () => documentOf(schemaDocuments, id));
  }
}

const documentOf = (documents: Readonly<Record<string, object>>, id: string): object => {
  if (!Object.hasOwn(documents, id)) throw new RouteNotFound();
  return documents[id] as object;
};
