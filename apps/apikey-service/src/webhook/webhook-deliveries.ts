import { once } from 'node:events';
import {
  type ActiveWebhook,
  deliveryKeptSeconds,
  webhookDeliveries,
  type WebhookDelivery,
  type WebhookDeliveryCommand,
  webhookDeliveryId,
  webhooks,
  webhookTestType,
  withDeliveryEvent,
} from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';
import { again, type LeasedWork, startLeasedWork } from '@credstream/projections';
import { ServiceHost, systemContext } from '@credstream/service-kit';
import { post, signedHeaders, webhookSecret } from '@credstream/signed-requests';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { FairQueue } from './fair-queue.js';
import { type PendingDelivery, WebhookRegistry } from './webhook-registry.js';
import { shares, WebhookSettings } from './webhook-settings.js';
import { WebhookViews } from './webhook-views.js';
import { WebhookWriter } from './webhook-writer.js';

const againAfterMs = 1_000;
const forgetEveryMs = 3_600_000;

/** One delivery on its way: how often it was tried. */
type Job = PendingDelivery & { failed: number };

/**
 * Sends what is queued, in one copy of the service at a time; each account and each receiver has its share. What was
 * delivered or given up is in the log. Who answers 2xx and is not heard may be told again, with the same `webhook-id`.
 */
@Injectable()
export class WebhookDeliveries implements OnApplicationShutdown {
  private readonly leased: LeasedWork;

  constructor(
    private readonly host: ServiceHost,
    private readonly registry: WebhookRegistry,
    private readonly writer: WebhookWriter,
    private readonly settings: WebhookSettings,
    private readonly views: WebhookViews,
  ) {
    const onError = (error: unknown) => this.later(error);
    this.leased = startLeasedWork({
      db: host.db,
      name: 'apikey/webhooks',
      holder: host.copy,
      onError,
      work: async (signal) => {
        await Promise.all([
          this.deliver(signal),
          again(() => this.forgetOld(), { signal, onError, pauseMs: () => forgetEveryMs }),
        ]);
      },
    });
  }

  private async deliver(signal: AbortSignal): Promise<void> {
    const master = this.host.keys.secret('webhook');
    const queue = new FairQueue<Job>(shares);
    const known = new Set<string>();
    const timers = new Set<NodeJS.Timeout>();
    const sending = new Set<Promise<void>>();

    const add = (job: Job): void => {
      const webhook = this.registry.webhook(job.webhookId);
      if (webhook.status !== 'active') return;
      queue.add(webhook.account, job.webhookId, job);
      startDue();
    };
    const addLater = (job: Job, ms: number): void => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        add(job);
      }, ms);
      timers.add(timer);
    };
    const work = async (job: Job): Promise<void> => {
      const pause = await this.attempt(job, master, signal).catch((error: unknown) => {
        this.later(error);
        return againAfterMs;
      });
      if (signal.aborted) return;
      if (!this.registry.isPending(job)) {
        known.delete(nameOf(job));
        return;
      }
      // It is settled, and was asked for again or is not heard of here yet.
      if (pause === undefined) job.failed = 0;
      addLater(job, pause ?? againAfterMs);
    };
    const startDue = (): void => {
      for (let turn = signal.aborted ? undefined : queue.take(); turn; turn = queue.take()) {
        const { item, done } = turn;
        const working = work(item)
          .catch((error: unknown) => this.later(error))
          .finally(() => {
            done();
            sending.delete(working);
            startDue();
          });
        sending.add(working);
      }
    };
    const tell = (delivery: PendingDelivery): void => {
      if (known.has(nameOf(delivery))) return;
      known.add(nameOf(delivery));
      add({ ...delivery, failed: 0 });
    };

    await this.registry.caughtUp;
    const unfollow = this.registry.follow(tell);
    if (!signal.aborted) await once(signal, 'abort');
    unfollow();
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(sending);
  }

  /** Tries once; answers after how many milliseconds it is to be tried again, with nothing when it is settled. */
  private async attempt(job: Job, master: Buffer, signal: AbortSignal): Promise<number | undefined> {
    const { webhookId, eventId } = job;
    const webhook = this.registry.webhook(webhookId);
    if (webhook.status !== 'active' || !this.registry.isPending(job)) return undefined;
    const delivery = job.old ? await this.moved(webhook, job.old) : await this.read(webhookId, eventId);
    if (delivery?.status !== 'pending') return undefined;

    const outcome = await this.send(webhook, delivery, master, signal);
    if (signal.aborted) return undefined;
    const attempts = job.failed + 1;
    if (typeof outcome === 'number' && outcome >= 200 && outcome < 300) {
      await this.settle(webhook, {
        type: 'RecordWebhookDelivery',
        data: { eventId, attempts, status: outcome },
      });
      return undefined;
    }
    job.failed = attempts;
    const pause = delivery.type === webhookTestType ? undefined : this.settings.pausesMs[attempts - 1];
    if (pause !== undefined) return pause;
    const error = typeof outcome === 'number' ? `answered ${outcome}` : outcome.message;
    await this.settle(webhook, { type: 'AbandonWebhookDelivery', data: { eventId, attempts, error } });
    return undefined;
  }

  private send(
    { webhookId, url }: ActiveWebhook,
    { eventId, type, data, at: timestamp }: WebhookDelivery,
    master: Buffer,
    signal: AbortSignal,
  ): Promise<number | Error> {
    const body = JSON.stringify({ type, timestamp, data });
    const headers = signedHeaders(webhookSecret(master, webhookId), eventId, this.host.now(), body);
    const { allowed, answerWithinMs: withinMs } = this.settings;
    return post({ url, headers, body, allowed, withinMs, answerBytes: 0, signal }).then(
      ({ status }) => status,
      (error: unknown) => error as Error,
    );
  }

  private async read(webhookId: string, eventId: string): Promise<WebhookDelivery | undefined> {
    const id = webhookDeliveryId(webhookId, eventId);
    const { state } = await this.host.of(webhookDeliveries).read(id);
    return state.status === 'none' ? undefined : state;
  }

  /** A delivery that stands in its webhook's stream gets a stream of its own. */
  private async moved(webhook: ActiveWebhook, old: WebhookDelivery): Promise<WebhookDelivery | undefined> {
    const { eventId, type, data } = old;
    const recorded = await this.host.store.read(webhooks.streamOf(webhook.webhookId));
    const now = recorded
      .flatMap((event) => webhookDeliveries.schema.read(event) ?? [])
      .filter((event) => event.data.eventId === eventId)
      .reduce<WebhookDelivery | undefined>(withDeliveryEvent, undefined);
    if (now?.status !== 'pending') return undefined;
    await this.settle(webhook, { type: 'QueueWebhookDelivery', data: { eventId, type, data } });
    return this.read(webhook.webhookId, eventId);
  }

  /** Not tried again before the registry has heard of it. */
  private async settle(webhook: ActiveWebhook, command: WebhookDeliveryCommand): Promise<void> {
    const context = systemContext(this.host.name);
    const { position } = await this.writer.handleDelivery(command, context, webhook);
    await this.registry.waitFor(position);
  }

  /** What the log keeps no longer is not shown for longer either. */
  private async forgetOld(): Promise<void> {
    if (this.host.clock.jump() !== undefined) return;
    const before = formatInstant(new Date(this.host.now().getTime() - deliveryKeptSeconds * 1000));
    const collection = await this.views.deliveries.collection();
    await collection.deleteMany({ at: { $lt: before }, status: { $ne: 'pending' } });
  }

  private later(error: unknown): void {
    this.host.log.warn({ err: error }, 'Webhooks are delivered later');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leased.stop();
  }
}

const nameOf = ({ webhookId, eventId }: PendingDelivery): string => `${webhookId}.${eventId}`;
