import type { ActiveWebhook, WebhookCommand, WebhookDelivery } from '@credstream/domain-apikey';
import { again, type LeasedWork, startLeasedWork } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { systemContext } from '../system-context.js';
import { sendWebhook } from './send-webhook.js';
import { WebhookRegistry } from './webhook-registry.js';
import { WebhookSettings } from './webhook-settings.js';
import { signedHeaders, webhookSecret } from './webhook-signature.js';
import { WebhookWriter } from './webhook-writer.js';

const lookEveryMs = 200;
const atATime = 8;

/** How often a delivery was tried, and when it is tried next (milliseconds, steady). */
type Attempt = { failed: number; notBefore: number; busy: boolean };
type Due = Readonly<{ webhook: ActiveWebhook; delivery: WebhookDelivery; attempt: Attempt }>;

/**
 * Sends what is queued, in one copy of the service at a time. What was delivered or given up is in the log. Who
 * answers 2xx and is not heard may be told again, with the same `webhook-id`.
 */
@Injectable()
export class WebhookDeliveries implements OnApplicationShutdown {
  private readonly leased: LeasedWork;

  constructor(
    private readonly host: ServiceHost,
    private readonly registry: WebhookRegistry,
    private readonly writer: WebhookWriter,
    private readonly settings: WebhookSettings,
  ) {
    this.leased = startLeasedWork({
      db: host.db,
      name: 'apikey/webhooks',
      holder: host.copy,
      onError: (error) => this.later(error),
      work: (signal) => this.deliver(signal),
    });
  }

  private async deliver(signal: AbortSignal): Promise<void> {
    const master = this.host.keys.secret('webhook');
    const attempts = new Map<string, Attempt>();
    const sending = new Set<Promise<void>>();
    const sendDue = async (): Promise<void> => {
      for (const due of this.due(attempts).slice(0, atATime - sending.size)) {
        due.attempt.busy = true;
        const work = this.attempt(due, master, signal)
          .catch((error: unknown) => this.later(error))
          .finally(() => {
            due.attempt.busy = false;
            sending.delete(work);
          });
        sending.add(work);
      }
    };
    await again(sendDue, { signal, onError: (error) => this.later(error), pauseMs: () => lookEveryMs });
    await Promise.all(sending);
  }

  private due(attempts: Map<string, Attempt>): readonly Due[] {
    const now = performance.now();
    const pending = this.registry.all().flatMap(({ webhook }) =>
      webhook.status === 'active'
        ? Object.values(webhook.deliveries)
            .filter(({ status }) => status === 'pending')
            .map((delivery) => ({ webhook, delivery }))
        : [],
    );
    const due = pending.map(({ webhook, delivery }): Due => {
      const name = `${webhook.webhookId}/${delivery.eventId}`;
      const attempt = attempts.get(name) ?? { failed: 0, notBefore: 0, busy: false };
      attempts.set(name, attempt);
      return { webhook, delivery, attempt };
    });
    const open = new Set(due.map(({ attempt }) => attempt));
    for (const [name, attempt] of attempts) if (!open.has(attempt)) attempts.delete(name);
    return due.filter(({ attempt }) => !attempt.busy && attempt.notBefore <= now);
  }

  private async attempt(
    { webhook, delivery, attempt }: Due,
    master: Buffer,
    signal: AbortSignal,
  ): Promise<void> {
    const { webhookId, url } = webhook;
    const { eventId, type, data, at: timestamp } = delivery;
    const body = JSON.stringify({ type, timestamp, data });
    const headers = signedHeaders(webhookSecret(master, webhookId), eventId, this.host.now(), body);
    const outcome = await sendWebhook(url, headers, body, this.settings, signal).catch(
      (error: unknown) => error as Error,
    );
    if (signal.aborted) return;
    const attempts = attempt.failed + 1;
    if (typeof outcome === 'number' && outcome >= 200 && outcome < 300) {
      return this.settle(webhook, attempt, {
        type: 'RecordWebhookDelivery',
        data: { eventId, attempts, status: outcome },
      });
    }
    attempt.failed = attempts;
    const pause = this.settings.pausesMs[attempts - 1];
    attempt.notBefore = performance.now() + (pause ?? 0);
    if (pause !== undefined) return;
    const error = typeof outcome === 'number' ? `answered ${outcome}` : outcome.message;
    await this.settle(webhook, attempt, {
      type: 'AbandonWebhookDelivery',
      data: { eventId, attempts, error },
    });
  }

  /** Not tried again before the registry has heard of it. */
  private async settle(webhook: ActiveWebhook, attempt: Attempt, command: WebhookCommand): Promise<void> {
    const { position } = await this.writer.handle(command, systemContext(this.host.name), webhook);
    await this.registry.waitFor(position);
    attempt.failed = 0;
  }

  private later(error: unknown): void {
    this.host.log.warn({ err: error }, 'Webhooks are delivered later');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}
