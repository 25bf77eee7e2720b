import { apiKeys, deliveryKeptSeconds, webhookTypeOf } from '@credstream/domain-apikey';
import { credentials } from '@credstream/domain-credential';
import { disclosed } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LogProcess, startLogProcess } from '@credstream/projections';
import { causedBy, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { apiKeyFacts } from '../apikey/apikey-changes.js';
import { WebhookRegistry } from './webhook-registry.js';
import { maxWaiting } from './webhook-settings.js';
import { WebhookWriter } from './webhook-writer.js';

/** Finds out, event by event, which webhooks have to tell of it, and has each told once. */
@Injectable()
export class WebhookQueue implements OnApplicationShutdown {
  private readonly process: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly registry: WebhookRegistry,
    private readonly writer: WebhookWriter,
  ) {
    this.process = startLogProcess({
      name: 'apikey-webhooks',
      prefixes: [apiKeys.prefix, credentials.prefix],
      ready: (events) => this.knowWebhooks(events),
      handle: (event) => this.queue(event),
      ...host.projectionParts(),
    });
  }

  /** The webhooks as they were at the last event, asked of the log once for many events. */
  private async knowWebhooks(events: readonly RecordedEvent[]): Promise<void> {
    const last = events.findLast((event) => webhookTypeOf(event) !== undefined);
    if (last) await this.registry.waitFor(last.position);
  }

  private async queue(event: RecordedEvent): Promise<void> {
    const type = webhookTypeOf(event);
    if (!type) return;
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
        causedBy(event, this.host.name),
        webhook,
      );
    }
  }

  /** The event without what never leaves the log, and with whose key or which credential it is. */
  private async told(recorded: RecordedEvent): Promise<object> {
    const { account } = recorded.metadata;
    const subject = recorded.stream.startsWith(apiKeys.prefix)
      ? await this.key(apiKeys.idOf(recorded.stream))
      : await this.credential(credentials.idOf(recorded.stream));
    return { ...subject, account, ...disclosed([apiKeys.schema, credentials.schema], recorded) };
  }

  private async key(keyId: string): Promise<object> {
    const { events } = await this.host.of(apiKeys).read(keyId);
    const facts = apiKeyFacts(events);
    return { keyId, ...(facts && { name: facts.name, userId: facts.userId, username: facts.username }) };
  }

  private async credential(credentialId: string): Promise<object> {
    const { state } = await this.host.of(credentials).read(credentialId);
    return { credentialId, ...(state.status !== 'none' && { name: state.name, scope: state.scope }) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
