import { apiKeyContract, ApiKeyView, Answer, CreateApiKey, ListApiKeys, Text } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created, gone } from '../http/answers.js';
import { Context } from '../http/request-context.js';
import { KeyIndex } from '../key-index/key-index.js';
import { Services } from '../services.js';

class CreatedApiKey extends ApiKeyView {
  @Answer({ description: 'The key itself. It is shown here and never again' }) key!: string;
}

class ApiKeyList {
  @Answer({ list: true, of: () => ApiKeyView }) items!: ApiKeyView[];
  @Answer({ optional: true }) nextCursor?: string;
}

class DescribeApiKeyBody {
  @Text({ optional: true }) name?: string;
  @Text({ optional: true }) description?: string;
}

class RevokeApiKeyBody {
  @Text({ optional: true, description: 'For the audit log' }) reason?: string;
}

@ApiTags('API keys')
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly services: Services,
    private readonly index: KeyIndex,
  ) {}

  @Post()
  @Access('signed_in')
  @ApiCreatedResponse({ type: CreatedApiKey })
  async create(
    @Body() body: CreateApiKey,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.create, body, context);
    const location = `/api/v1/api-keys/${reply.apiKey.id}`;
    return created(response, location, reply, { ...reply.apiKey, key: reply.key });
  }

  @Get()
  @Access('signed_in')
  @ApiOkResponse({ type: ApiKeyList })
  async list(@Query() query: ListApiKeys, @Context() context: RequestContext) {
    const { items = [], nextCursor } = await this.services.call(apiKeyContract.list, query, context);
    return { items, nextCursor };
  }

  @Get(':id')
  @Access('signed_in')
  @ApiOkResponse({ type: ApiKeyView })
  async get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.get, { id }, context);
    return answer(response, reply, reply.apiKey);
  }

  @Patch(':id')
  @Access('signed_in')
  @ApiOkResponse({ type: ApiKeyView })
  async describe(
    @Param('id') id: string,
    @Body() body: DescribeApiKeyBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.describe, { ...body, id }, context);
    return answer(response, reply, reply.apiKey);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Access('signed_in')
  @ApiOkResponse({ type: ApiKeyView })
  async revoke(
    @Param('id') id: string,
    @Body() body: RevokeApiKeyBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.revoke, { ...body, id }, context);
    // Before the 200 leaves: from here on this gateway refuses the key.
    this.index.drop(id);
    return answer(response, reply, reply.apiKey);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('signed_in')
  @ApiNoContentResponse()
  async delete(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.delete, { id }, context);
    this.index.drop(id);
    gone(response, reply);
  }
}
