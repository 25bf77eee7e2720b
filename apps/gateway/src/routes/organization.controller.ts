import { Answer, identityContract, ListAccounts, Text } from '@credstream/contracts';
import type { AccountEntry } from '@credstream/contracts';
import { type AccountPolicies, defaultPolicies, type RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  ApiTags,
} from '@nestjs/swagger';
import { IsObject, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { Services } from '../services.js';

const policiesField: ApiPropertyOptions = {
  type: 'object',
  properties: {},
  additionalProperties: true,
  example: { maxApiKeyAgeDays: 30 },
  description:
    `Any of ${Object.keys(defaultPolicies).join(', ')}. What they say of API keys holds for keys that are made from ` +
    'then on: those that a user has, also one of an identity provider when allowApiKeysForSsoUsers is switched off, ' +
    'go on until they expire or are revoked; off-boarding the user revokes them all.',
};

class CreateAccountBody {
  @Text({ example: 'acme', description: '3 to 63 characters a-z, 0-9 and -, beginning with a letter' })
  name!: string;

  @ApiPropertyOptional(policiesField)
  @IsOptional()
  @IsObject()
  policies?: object;
}

class ChangeAccountBody {
  @ApiProperty(policiesField)
  @IsObject()
  policies!: object;
}

class AccountView {
  @Answer() name!: string;
  @Answer({ description: 'active or disabled' }) status!: string;
  @ApiProperty(policiesField) policies!: AccountPolicies;
  @Answer() createdAt!: string;
}

class AccountList {
  @Answer({ list: true, of: () => AccountView }) items!: AccountView[];
  @Answer({ optional: true }) nextCursor?: string;
}

/** `policies` crosses the bus as text. */
const shown = ({ policies, ...account }: AccountEntry): AccountView => ({
  ...account,
  policies: JSON.parse(policies) as AccountPolicies,
});

@ApiTags('Organization')
@Controller('api/v1/accounts')
export class OrganizationController {
  constructor(private readonly services: Services) {}

  @Post()
  @Access(identityContract.createAccount)
  @ApiCreatedResponse({ type: AccountView })
  async create(
    @Body() { name, policies }: CreateAccountBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const message = { name, ...(policies && { policies: JSON.stringify(policies) }) };
    const reply = await this.services.call(identityContract.createAccount, message, context);
    return created(response, `/api/v1/accounts/${name}`, reply, shown(reply.account));
  }

  @Get()
  @Access(identityContract.listAccounts)
  @ApiOkResponse({ type: AccountList })
  async list(@Query() query: ListAccounts, @Context() context: RequestContext) {
    const { items = [], nextCursor } = await this.services.call(
      identityContract.listAccounts,
      query,
      context,
    );
    return { items: items.map(shown), nextCursor };
  }

  @Get(':name')
  @Access(identityContract.getAccount)
  @ApiOkResponse({ type: AccountView })
  async get(
    @Param('name') name: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.getAccount, { name }, context);
    return answer(response, reply, shown(reply.account));
  }

  @Patch(':name')
  @Access(identityContract.changeAccountPolicies)
  @ApiOkResponse({ type: AccountView })
  async change(
    @Param('name') name: string,
    @Body() body: ChangeAccountBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const message = { name, policies: JSON.stringify(body.policies) };
    const reply = await this.services.call(identityContract.changeAccountPolicies, message, context);
    return answer(response, reply, shown(reply.account));
  }

  @Post(':name/disable')
  @HttpCode(200)
  @Access(identityContract.disableAccount)
  @ApiOkResponse({ type: AccountView })
  async disable(
    @Param('name') name: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.disableAccount, { name }, context);
    return answer(response, reply, shown(reply.account));
  }

  @Post(':name/enable')
  @HttpCode(200)
  @Access(identityContract.enableAccount)
  @ApiOkResponse({ type: AccountView })
  async enable(
    @Param('name') name: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(identityContract.enableAccount, { name }, context);
    return answer(response, reply, shown(reply.account));
  }
}
