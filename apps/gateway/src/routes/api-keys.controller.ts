import {
  apiKeyContract,
  apiKeyFields,
  ApiKeyUsage,
  ApiKeyView,
  Answer,
  CreateApiKey,
  ImportApiKey,
  Instant,
  ListApiKeys,
  Text,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../auth/access.js';
import { answer, created, gone } from '../http/answers.js';
import { chosenFields } from '../http/chosen-fields.js';
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

class RotateApiKeyBody {
  @Instant({
    optional: true,
    description: 'Until when the secret in use goes on working; at most 30 days ahead, at once when absent',
  })
  overlapUntil?: string;
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
  @Access(apiKeyContract.create)
  @ApiCreatedResponse({ type: CreatedApiKey })
  async create(
    @Body() body: CreateApiKey,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.create, body, context);
    // Should somebody have asked about this very id before.
    this.index.drop(reply.apiKey.id);
    const location = `/api/v1/api-keys/${reply.apiKey.id}`;
    return created(response, location, reply, { ...shown(reply.apiKey), key: reply.key });
  }

  @Get()
  @Access(apiKeyContract.list)
  @ApiOkResponse({ type: ApiKeyList })
  async list(@Query() query: ListApiKeys, @Context() context: RequestContext) {
    const { fields, ...message } = query;
    const { items = [], nextCursor } = await this.services.call(apiKeyContract.list, message, context);
    return { items: chosenFields(items.map(shown), fields, apiKeyFields), nextCursor };
  }

  @Get(':id')
  @Access(apiKeyContract.get)
  @ApiOkResponse({ type: ApiKeyView })
  async get(
    @Param('id') id: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.get, { id }, context);
    return answer(response, reply, shown(reply.apiKey));
  }

  @Get(':id/usage')
  @Access(apiKeyContract.usage)
  @ApiOkResponse({ type: ApiKeyUsage })
  async usage(@Param('id') id: string, @Context() context: RequestContext) {
    const {
      useCount = 0,
      refusedCount = 0,
      secrets = [],
      ...usage
    } = await this.services.call(apiKeyContract.usage, { id }, context);
    return { ...usage, useCount, refusedCount, secrets };
  }

  @Patch(':id')
  @Access(apiKeyContract.describe)
  @ApiOkResponse({ type: ApiKeyView })
  async describe(
    @Param('id') id: string,
    @Body() body: DescribeApiKeyBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.describe, { ...body, id }, context);
    return answer(response, reply, shown(reply.apiKey));
  }

  @Post('import')
  @Access(apiKeyContract.import)
  @ApiCreatedResponse({ type: ApiKeyView, description: 'For administrators' })
  async import(
    @Body() body: ImportApiKey,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.import, body, context);
    this.index.drop(reply.apiKey.id);
    return created(response, `/api/v1/api-keys/${reply.apiKey.id}`, reply, shown(reply.apiKey));
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Access(apiKeyContract.rotate)
  @ApiOkResponse({ type: CreatedApiKey })
  async rotate(
    @Param('id') id: string,
    @Body() body: RotateApiKeyBody,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) response: FastifyReply,
  ) {
    const reply = await this.services.call(apiKeyContract.rotate, { ...body, id }, context);
    // Before the 200 leaves: from here on this gateway takes the new secret, and the old one as long as was asked.
    this.index.drop(id);
    response.header('cache-control', 'no-store');
    return answer(response, reply, { ...shown(reply.apiKey), key: reply.key });
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Access(apiKeyContract.revoke)
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
    return answer(response, reply, shown(reply.apiKey));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(apiKeyContract.delete)
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

/** A key that nobody has used yet says so. */
const shown = (key: ApiKeyView): ApiKeyView => ({ ...key, useCount: key.useCount ?? 0 });
