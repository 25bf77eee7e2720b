import { apiKeySchema, deliveryKeptSeconds, type WebhookType, webhookTypes } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LogProcess, startLogProcess } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeyQueries } from '../apikey/apikey.queries.js';
import { WebhookRegistry } from './webhook-registry.js';
import { maxWaiting } from './webhook-settings.js';
import { WebhookWriter } from './webhook-writer.js';

const typeByEvent = new Map<string, WebhookType>(
  Object.entries(webhookTypes).map(([type, event]) => [event, type as WebhookType]),
);

/** Finds out, event by event, which webhooks have to tell of it, and has each told once. */
@Injectable()
export class WebhookQueue implements OnApplicationShutdown {
  private readonly process: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly registry: WebhookRegistry,
    private readonly writer: WebhookWriter,
    private readonly keys: ApiKeyQueries,
  ) {
    this.process = startLogProcess({
      name: 'apikey-webhooks',
      prefixes: ['apikey-'],
      handle: (event) => this.queue(event),
      ...host.projectionParts(),
    });
  }

  private async queue(event: RecordedEvent): Promise<void> {
    const type = typeByEvent.get(event.type);
    if (!type) return;
    await this.registry.waitFor(event.position);
    const { account } = event.metadata;
    // Told again from the start of the log: what is that old was told, and its delivery is no longer kept.
    if (this.host.now().getTime() - event.created.getTime() > deliveryKeptSeconds * 1000) return;
    for (const { webhook, since } of this.registry.all()) {
      if (webhook.status !== 'active' || webhook.account !== account || since > event.position) continue;
      if (!webhook.types.includes(type)) continue;
      const data = await this.told(event);
      const isFull = this.registry.waiting(webhook.webhookId) >= maxWaiting;
      const refused = isFull && `${maxWaiting} deliveries are waiting for this receiver already`;
      await this.writer.handleDelivery(
        {
          type: 'QueueWebhookDelivery',
          data: { eventId: event.id, type, data, ...(refused && { refused }) },
        },
        this.causedBy(event),
        webhook,
      );
    }
  }

  /** The event without the hash of a secret, and with whose key it is. */
  private async told(recorded: RecordedEvent): Promise<object> {
    const keyId = recorded.stream.slice('apikey-'.length);
    const { secretHash: _secretHash, ...data } = apiKeySchema.read(recorded)?.data as { secretHash?: string };
    const view = (await this.keys.details(keyId))?.view;
    const key = view && { name: view.name, userId: view.userId, username: view.username };
    return { keyId, account: recorded.metadata.account, ...key, ...data };
  }

  private causedBy({ id, metadata }: RecordedEvent): RequestContext {
    return {
      actor: { kind: 'system', service: this.host.name },
      correlationId: metadata.$correlationId,
      causationId: id,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
