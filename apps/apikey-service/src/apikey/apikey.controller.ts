import {
  apiKeyContract,
  type ApiKeyPage,
  type ApiKeyReply,
  type ApiKeyUsage,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  ImportApiKey,
  type HealthReply,
  type KeyEntryReply,
  type LeakReply,
  ListApiKeys,
  LoadKeyEntry,
  type PermitsReply,
  ReportLeak,
  ReportUsage,
  RevokeApiKey,
  RotateApiKey,
  TakePermits,
  UseNewSecret,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, CatchUpGuard, Handles, ServiceViews } from '@credstream/service-kit';
import { Controller, UseGuards } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { KeyUsages } from '../key-usage/key-usage.js';
import { RateWindows } from '../rate-limit/rate-windows.js';
import { ApiKeyCommands } from './apikey.commands.js';
import { ApiKeyQueries } from './apikey.queries.js';

@Controller()
@UseGuards(CatchUpGuard)
export class ApiKeyController {
  constructor(
    private readonly views: ServiceViews,
    private readonly commands: ApiKeyCommands,
    private readonly queries: ApiKeyQueries,
    private readonly usages: KeyUsages,
    private readonly rateWindows: RateWindows,
  ) {}

  @Handles(apiKeyContract.health)
  health(): Promise<HealthReply> {
    return this.views.health();
  }

  @Handles(apiKeyContract.create)
  create(@Payload() message: CreateApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.create(message, context);
  }

  @Handles(apiKeyContract.get)
  get(@Payload() message: GetApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.queries.get(message, context);
  }

  @Handles(apiKeyContract.usage)
  usage(@Payload() message: GetApiKey, @Caller() context: RequestContext): Promise<ApiKeyUsage> {
    return this.queries.usage(message, context);
  }

  @Handles(apiKeyContract.list)
  list(@Payload() message: ListApiKeys, @Caller() context: RequestContext): Promise<ApiKeyPage> {
    return this.queries.list(message, context);
  }

  @Handles(apiKeyContract.describe)
  describe(@Payload() message: DescribeApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.describe(message, context);
  }

  @Handles(apiKeyContract.rotate)
  rotate(@Payload() message: RotateApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.rotate(message, context);
  }

  @Handles(apiKeyContract.import)
  import(@Payload() message: ImportApiKey, @Caller() context: RequestContext): Promise<ApiKeyReply> {
    return this.commands.import(message, context);
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
  loadEntry(@Payload() message: LoadKeyEntry): Promise<KeyEntryReply> {
    return this.queries.loadEntry(message);
  }

  @Handles(apiKeyContract.useNewSecret)
  useNewSecret(@Payload() message: UseNewSecret, @Caller() context: RequestContext): Promise<object> {
    return this.commands.useNewSecret(message, context);
  }

  @Handles(apiKeyContract.reportLeak)
  reportLeak(@Payload() message: ReportLeak, @Caller() context: RequestContext): Promise<LeakReply> {
    return this.commands.reportLeak(message, context);
  }

  @Handles(apiKeyContract.reportUsage)
  reportUsage(@Payload() message: ReportUsage, @Caller() context: RequestContext): Promise<object> {
    return this.usages.record(message, context);
  }

  @Handles(apiKeyContract.takePermits)
  takePermits(@Payload() message: TakePermits): Promise<PermitsReply> {
    return this.rateWindows.take(message);
  }
}
