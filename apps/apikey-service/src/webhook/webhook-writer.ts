import {
  deliveryKeptSeconds,
  type WebhookCommand,
  webhookDeliveries,
  type WebhookDeliveryCommand,
  webhookDeliveryId,
  webhooks,
} from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import type { Repeatable } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

export type WebhookTarget = Readonly<{
  webhookId: string;
  account: string;
  repeatable?: Repeatable | undefined;
}>;

/** Runs commands on the streams of webhooks and of their deliveries. */
@Injectable()
export class WebhookWriter {
  constructor(private readonly host: ServiceHost) {}

  handle(
    command: WebhookCommand,
    context: RequestContext,
    { webhookId, account, repeatable }: WebhookTarget,
  ) {
    return this.host.of(webhooks).handle(webhookId, command, { context, account, repeatable });
  }

  async handleDelivery(
    command: WebhookDeliveryCommand,
    context: RequestContext,
    { webhookId, account, repeatable }: WebhookTarget,
  ) {
    const id = webhookDeliveryId(webhookId, command.data.eventId);
    const deliveries = this.host.of(webhookDeliveries);
    if (command.type === 'QueueWebhookDelivery' && !(await deliveries.exists(id))) {
      await this.host.store.setMaxAge(webhookDeliveries.streamOf(id), deliveryKeptSeconds);
    }
    return deliveries.handle(id, command, { context, account, repeatable });
  }
}
