import {
  type Webhook,
  webhookDeliveries,
  type WebhookDelivery,
  type WebhookDeliveryEvent,
  webhookIdOf,
  webhooks,
  withDeliveryEvent,
} from '@credstream/domain-apikey';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** A webhook, and the position of the log since which it is told of what happens. */
export type KnownWebhook = Readonly<{ webhook: Webhook; since: bigint }>;

/** Something that its receiver has not taken yet. `old`: the delivery, where it stands in the webhook's own stream. */
export type PendingDelivery = Readonly<{ webhookId: string; eventId: string; old?: WebhookDelivery }>;

/** The webhooks and what they have to deliver, in the memory of each copy, kept up to date by the log. */
@Injectable()
export class WebhookRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly webhooks = new Map<string, KnownWebhook>();
  private readonly pending = new Map<string, Map<string, PendingDelivery>>();
  /** Deliveries of the old form that were given up: they may be asked for again. */
  private readonly old = new Map<string, Map<string, WebhookDelivery>>();
  private readonly view: LiveView;
  private onPending: (delivery: PendingDelivery) => void = () => undefined;

  constructor(host: ServiceHost) {
    this.view = startLiveView({
      prefixes: [webhooks.prefix, webhookDeliveries.prefix],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  /** Resolves when everything that was in the log at the start is known. */
  get caughtUp(): Promise<void> {
    return this.view.caughtUp;
  }

  async onModuleInit(): Promise<void> {
    await this.caughtUp;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }

  all(): readonly KnownWebhook[] {
    return [...this.webhooks.values()];
  }

  webhook(webhookId: string): Webhook {
    return this.webhooks.get(webhookId)?.webhook ?? webhooks.decider.initialState();
  }

  waitFor(position: bigint): Promise<void> {
    return this.view.waitFor(position);
  }

  isPending({ webhookId, eventId }: PendingDelivery): boolean {
    return this.pending.get(webhookId)?.has(eventId) ?? false;
  }

  waiting(webhookId: string): number {
    return this.pending.get(webhookId)?.size ?? 0;
  }

  abandonedOfOld(webhookId: string, eventId: string): WebhookDelivery | undefined {
    const delivery = this.old.get(webhookId)?.get(eventId);
    return delivery?.status === 'abandoned' ? delivery : undefined;
  }

  /** Everything that is pending, now and from now on, until the answer is called. */
  follow(tell: (delivery: PendingDelivery) => void): () => void {
    for (const deliveries of this.pending.values())
      for (const delivery of deliveries.values()) tell(delivery);
    this.onPending = tell;
    return () => (this.onPending = () => undefined);
  }

  private apply(recorded: RecordedEvent): void {
    const webhookId = webhookIdOf(recorded.stream);
    const event = webhooks.schema.read(recorded);
    if (event) {
      const { webhook, since } = this.webhooks.get(webhookId) ?? {
        webhook: webhooks.decider.initialState(),
        since: recorded.position,
      };
      const after = webhooks.decider.evolve(webhook, event);
      if (after.status === 'active') this.webhooks.set(webhookId, { webhook: after, since });
      else for (const each of [this.webhooks, this.pending, this.old]) each.delete(webhookId);
      return;
    }
    const delivery = webhookDeliveries.schema.read(recorded);
    if (delivery && this.webhooks.has(webhookId)) {
      this.applyDelivery(webhookId, delivery, recorded.stream === `webhook-${webhookId}`);
    }
  }

  private applyDelivery(webhookId: string, event: WebhookDeliveryEvent, isOld: boolean): void {
    const { eventId } = event.data;
    const kept = this.old.get(webhookId) ?? new Map<string, WebhookDelivery>();
    const old = isOld ? withDeliveryEvent(kept.get(eventId), event) : undefined;
    if (old && old.status !== 'delivered') this.old.set(webhookId, kept.set(eventId, old));
    else kept.delete(eventId);

    const deliveries = this.pending.get(webhookId) ?? new Map<string, PendingDelivery>();
    this.pending.set(webhookId, deliveries);
    const isPending = event.type === 'WebhookDeliveryQueued' || event.type === 'WebhookRedeliveryRequested';
    if (!isPending) {
      deliveries.delete(eventId);
      return;
    }
    const delivery = { webhookId, eventId, ...(old && { old }) };
    deliveries.set(eventId, delivery);
    this.onPending(delivery);
  }
}
