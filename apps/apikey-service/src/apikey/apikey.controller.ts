import {
  apiKeyContract,
  type ApiKeyPage,
  type ApiKeyReply,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  type HealthReply,
  type KeyEntryReply,
  ListApiKeys,
  LoadKeyEntry,
  RevokeApiKey,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, Handles } from '@credstream/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ApiKeyCommands } from './apikey.commands.js';
import { ApiKeyQueries } from './apikey.queries.js';

@Controller()
export class ApiKeyController {
  constructor(
    private readonly commands: ApiKeyCommands,
    private readonly queries: ApiKeyQueries,
  ) {}

  @Handles(apiKeyContract.health)
  health(): Promise<HealthReply> {
    return this.queries.health();
  }

  @Handles(apiKeyContract.create)
  create(@Payload() message: CreateApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.create(message, context);
  }

  @Handles(apiKeyContract.get)
  get(@Payload() message: GetApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.queries.get(message, context);
  }

  @Handles(apiKeyContract.list)
  list(@Payload() message: ListApiKeys, @Caller() context: RequestContext): Promise<ApiKeyPage> {
    return this.queries.list(message, context);
  }

  @Handles(apiKeyContract.describe)
  describe(@Payload() message: DescribeApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.describe(message, context);
  }

  @Handles(apiKeyContract.revoke)
  revoke(@Payload() message: RevokeApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.revoke(message, context);
  }

  @Handles(apiKeyContract.delete)
  delete(@Payload() message: DeleteApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.delete(message, context);
  }

  @Handles(apiKeyContract.loadEntry)
  loadEntry(@Payload() message: LoadKeyEntry, @Caller() context: RequestContext): Promise<KeyEntryReply> {
    return this.queries.loadEntry(message, context);
  }
}
