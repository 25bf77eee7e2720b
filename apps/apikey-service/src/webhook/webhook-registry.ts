import { type Webhook, webhookDecider, webhookSchema } from '@credstream/domain-apikey';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LiveView, startLiveView } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** A webhook, and the position of the log since which it is told of what happens. */
export type KnownWebhook = Readonly<{ webhook: Webhook; since: bigint }>;

const prefix = 'webhook-';

/** Every webhook in the memory of each copy, kept up to date by the log. */
@Injectable()
export class WebhookRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly webhooks = new Map<string, KnownWebhook>();
  private readonly view: LiveView;

  constructor(host: ServiceHost) {
    this.view = startLiveView({
      prefixes: [prefix],
      apply: (event) => this.apply(event),
      ...host.projectionParts(),
    });
  }

  async onModuleInit(): Promise<void> {
    await this.view.caughtUp;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.view.stop();
  }

  all(): readonly KnownWebhook[] {
    return [...this.webhooks.values()];
  }

  waitFor(position: bigint): Promise<void> {
    return this.view.waitFor(position);
  }

  private apply(recorded: RecordedEvent): void {
    const event = webhookSchema.read(recorded);
    if (!event) return;
    const id = recorded.stream.slice(prefix.length);
    const { webhook, since } = this.webhooks.get(id) ?? {
      webhook: webhookDecider.initialState(),
      since: recorded.position,
    };
    const after = webhookDecider.evolve(webhook, event);
    if (after.status === 'deleted') this.webhooks.delete(id);
    else this.webhooks.set(id, { webhook: after, since });
  }
}
