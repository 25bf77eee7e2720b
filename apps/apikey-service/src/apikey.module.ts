import { type DynamicModule, Module } from '@nestjs/common';
import { ApiKeyController } from './apikey.controller.js';
import { ApiKeyCommands } from './apikey/apikey.commands.js';
import { ApiKeyQueries } from './apikey/apikey.queries.js';
import { ApiKeyAccess } from './apikey/apikey-access.js';
import { ApiKeyAdmissions } from './apikey/apikey-admissions.js';
import { ApiKeyExpiry } from './apikey/apikey-expiry.js';
import { ApiKeyFeed } from './apikey/apikey-feed.js';
import { ApiKeyNames } from './apikey/apikey-names.js';
import { ApiKeyViews } from './apikey/apikey-views.js';
import { ApiKeyCreation } from './apikey/create-apikey.js';
import { KeyUsages } from './key-usage/key-usage.js';
import { KeyOffboarding } from './offboarding/key-offboarding.js';
import { RateWindows } from './rate-limit/rate-windows.js';
import { WebhookDeliveries } from './webhook/webhook-deliveries.js';
import { WebhookQueue } from './webhook/webhook-queue.js';
import { WebhookRegistry } from './webhook/webhook-registry.js';
import { WebhookSettings } from './webhook/webhook-settings.js';
import { WebhookViews } from './webhook/webhook-views.js';
import { WebhookWriter } from './webhook/webhook-writer.js';
import { Webhooks } from './webhook/webhooks.js';

@Module({
  controllers: [ApiKeyController],
  providers: [
    KeyUsages,
    RateWindows,
    ApiKeyViews,
    ApiKeyAccess,
    ApiKeyNames,
    ApiKeyAdmissions,
    ApiKeyCreation,
    ApiKeyCommands,
    ApiKeyQueries,
    ApiKeyExpiry,
    ApiKeyFeed,
    KeyOffboarding,
    WebhookViews,
    WebhookRegistry,
    WebhookWriter,
    Webhooks,
    WebhookQueue,
    WebhookDeliveries,
  ],
})
export class ApiKeyModule {
  static of(webhooks: WebhookSettings): DynamicModule {
    return { module: ApiKeyModule, providers: [{ provide: WebhookSettings, useValue: webhooks }] };
  }
}
