import {
  deliveryKeptSeconds,
  type WebhookCommand,
  webhookDecider,
  type WebhookDeliveryCommand,
  webhookDeliveryDecider,
  webhookDeliverySchema,
  webhookDeliveryStream,
  webhookSchema,
  webhookStream,
} from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import { handleCommand, type Repeatable } from '@credstream/eventstore';
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
    return handleCommand({
      store: this.host.store,
      decider: webhookDecider,
      schema: webhookSchema,
      stream: webhookStream(webhookId),
      command,
      context,
      account,
      now: this.host.now(),
      ...(repeatable && { repeatable }),
    });
  }

  async handleDelivery(
    command: WebhookDeliveryCommand,
    context: RequestContext,
    { webhookId, account, repeatable }: WebhookTarget,
  ) {
    const stream = webhookDeliveryStream(webhookId, command.data.eventId);
    if (command.type === 'QueueWebhookDelivery' && !(await this.host.store.readLast(stream))) {
      await this.host.store.setMaxAge(stream, deliveryKeptSeconds);
    }
    return handleCommand({
      store: this.host.store,
      decider: webhookDeliveryDecider,
      schema: webhookDeliverySchema,
      stream,
      command,
      context,
      account,
      now: this.host.now(),
      ...(repeatable && { repeatable }),
    });
  }
}
