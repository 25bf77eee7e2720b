import {
  apiKeyContract,
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  type WebhookDeliveryList,
  type WebhookList,
  type WebhookReply,
} from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import { Caller, Handles } from '@credstream/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Webhooks } from './webhooks.js';

@Controller()
export class WebhookController {
  constructor(private readonly webhooks: Webhooks) {}

  @Handles(apiKeyContract.createWebhook)
  create(@Payload() message: CreateWebhook, @Caller() context: RequestContext): Promise<WebhookReply> {
    return this.webhooks.create(message, context);
  }

  @Handles(apiKeyContract.listWebhooks)
  list(@Payload() message: ListWebhooks, @Caller() context: RequestContext): Promise<WebhookList> {
    return this.webhooks.list(message, context);
  }

  @Handles(apiKeyContract.deleteWebhook)
  delete(@Payload() message: GetWebhook, @Caller() context: RequestContext): Promise<WebhookReply> {
    return this.webhooks.delete(message, context);
  }

  @Handles(apiKeyContract.listWebhookDeliveries)
  deliveries(
    @Payload() message: ListWebhookDeliveries,
    @Caller() context: RequestContext,
  ): Promise<WebhookDeliveryList> {
    return this.webhooks.deliveries(message, context);
  }

  @Handles(apiKeyContract.redeliverWebhook)
  redeliver(@Payload() message: RedeliverWebhook, @Caller() context: RequestContext): Promise<WebhookReply> {
    return this.webhooks.redeliver(message, context);
  }
}
