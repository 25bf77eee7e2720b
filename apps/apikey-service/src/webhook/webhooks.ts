import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  apiKeyContract,
  type ChangeWebhook,
  type CreateWebhook,
  type GetWebhook,
  type ListWebhookDeliveries,
  type ListWebhooks,
  type RedeliverWebhook,
  type WebhookDeliveryList,
  type WebhookList,
  type WebhookReply,
  type WebhookTestReply,
  type WebhookTypeList,
  type WebhookView,
} from '@credstream/contracts/apikey';
import { derivedId } from '@credstream/crypto';
import {
  type ActiveWebhook,
  usualWebhookTypes,
  type Webhook,
  type WebhookCommand,
  webhookDeliveries,
  webhookDeliveryId,
  WebhookDeliveryNotFound,
  WebhookNotFound,
  webhooks,
  webhookTestType,
  WebhookTooMany,
  webhookTypes,
  WebhookUrlUnreachable,
} from '@credstream/domain-apikey';
import { NotPermitted, type Permission, refuseFields, type RequestContext } from '@credstream/domain-kernel';
import { isUnreachable } from '@credstream/egress';
import type { Repeatable } from '@credstream/eventstore';
import {
  accountAsked,
  isAllowed,
  listView,
  LiveDirectory,
  newId,
  personOf,
  repeatableOf,
  ServiceHost,
} from '@credstream/service-kit';
import { webhookSecret } from '@credstream/signed-requests';
import { Injectable } from '@nestjs/common';
import { WebhookRegistry } from './webhook-registry.js';
import { maxWebhooks, WebhookSettings } from './webhook-settings.js';
import { WebhookViews } from './webhook-views.js';
import { WebhookWriter } from './webhook-writer.js';

const idLength = 12;
/** A test waits for its receiver, but not for longer than the caller waits for the answer. */
const testWithinMs = 8_000;
const testPollMs = 50;

const viewOf = ({ webhookId: id, account, url, types, createdAt }: ActiveWebhook): WebhookView => ({
  ...{ id, account, url, types: [...types], createdAt },
});

/** What administrators do with the webhooks of their account. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly registry: WebhookRegistry,
    private readonly writer: WebhookWriter,
    private readonly settings: WebhookSettings,
    private readonly views: WebhookViews,
  ) {}

  async create(message: CreateWebhook, context: RequestContext): Promise<WebhookReply> {
    const account = this.accountFor(message.account, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.createWebhook, message, this.host.hashKey);
    const webhookId = newId(idLength, repeatable);
    const { url, types } = message;
    const data = { webhookId, account, url, ...(types && { types }) };
    const target = { webhookId, account, repeatable };
    const command = { type: 'CreateWebhook', data } as const;
    await this.checkNew(webhookId, account, repeatable);
    this.checkReachable(command, webhooks.decider.initialState());
    const outcome = await this.writer.handle(command, context, target);
    const secret = webhookSecret(this.host.keys.secret('webhook'), webhookId);
    return { ...this.reply(outcome), secret };
  }

  async get({ id }: GetWebhook, context: RequestContext): Promise<WebhookReply> {
    const { webhook, revision, position } = await this.known(id, context, 'apikey.read');
    return { webhook: viewOf(webhook), revision: Number(revision), position: String(position) };
  }

  async change(message: ChangeWebhook, context: RequestContext): Promise<WebhookReply> {
    const { id: webhookId, ...data } = message;
    const { webhook } = await this.known(webhookId, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.changeWebhook, message, this.host.hashKey);
    const command = { type: 'ChangeWebhook', data } as const;
    this.checkReachable(command, webhook);
    const target = { webhookId, account: webhook.account, repeatable };
    return this.reply(await this.writer.handle(command, context, target));
  }

  /** What can be asked for, and what is told when nothing is. */
  async types(): Promise<WebhookTypeList> {
    return {
      items: Object.keys(webhookTypes).map((type) => ({
        type,
        usual: usualWebhookTypes.some((usual) => usual === type),
      })),
    };
  }

  /** One attempt, now. Answers how it went; still `pending` when the receiver has not answered after eight seconds. */
  async test(message: GetWebhook, context: RequestContext): Promise<WebhookTestReply> {
    const { id: webhookId } = message;
    const { webhook } = await this.known(webhookId, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.testWebhook, message, this.host.hashKey);
    const eventId = repeatable ? derivedId(repeatable.requestId, 32) : randomUUID();
    const data = { eventId, type: webhookTestType, data: { webhookId, account: webhook.account } } as const;
    const target = { webhookId, account: webhook.account };
    const { position } = await this.writer.handleDelivery(
      { type: 'QueueWebhookDelivery', data },
      context,
      target,
    );
    await this.registry.waitFor(position);
    const until = performance.now() + testWithinMs;
    while (this.registry.isPending({ webhookId, eventId }) && performance.now() < until) {
      await delay(testPollMs);
    }
    const id = webhookDeliveryId(webhookId, eventId);
    const { state: delivery } = await this.host.of(webhookDeliveries).read(id);
    if (delivery.status === 'none') throw new WebhookDeliveryNotFound();
    const { data: _data, ...shown } = delivery;
    return { delivery: shown };
  }

  async list({ account }: ListWebhooks, context: RequestContext): Promise<WebhookList> {
    const asked = await accountAsked(this.directory, account, context, (scope) => {
      if (!isAllowed(this.directory, context.actor, 'apikey.read', scope)) throw new NotPermitted();
    });
    await this.registry.waitFor(await this.host.store.head());
    const items = this.registry
      .all()
      .flatMap(({ webhook }) =>
        webhook.status === 'active' && (asked.account ?? webhook.account) === webhook.account
          ? [webhook]
          : [],
      );
    return { items: items.map(viewOf) };
  }

  async delete(message: GetWebhook, context: RequestContext): Promise<WebhookReply> {
    const { webhook } = await this.known(message.id, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.deleteWebhook, message, this.host.hashKey);
    const target = { webhookId: message.id, account: webhook.account, repeatable };
    const { revision, position } = await this.writer.handle(
      { type: 'DeleteWebhook', data: {} },
      context,
      target,
    );
    return { webhook: viewOf(webhook), revision: Number(revision), position: String(position) };
  }

  async deliveries(
    { id, status, ...page }: ListWebhookDeliveries,
    context: RequestContext,
  ): Promise<WebhookDeliveryList> {
    await this.known(id, context, 'apikey.read');
    const { items, ...rest } = await listView(this.host, this.views.deliveries, context, {
      filter: { webhookId: id, ...(status !== undefined && { status: status as 'pending' }) },
      search: [],
      sort: '-at',
      page,
    });
    return { ...rest, items: items.map(({ _id, revision: _r, webhookId: _w, ...shown }) => shown) };
  }

  async redeliver(message: RedeliverWebhook, context: RequestContext): Promise<WebhookReply> {
    const { id: webhookId, eventId } = message;
    const { webhook } = await this.known(webhookId, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.redeliverWebhook, message, this.host.hashKey);
    const target = { webhookId, account: webhook.account };
    const old = this.registry.abandonedOfOld(webhookId, eventId);
    const { revision, position } = old
      ? await this.writer.handleDelivery(
          { type: 'QueueWebhookDelivery', data: { eventId, type: old.type, data: old.data } },
          context,
          target,
        )
      : await this.writer.handleDelivery({ type: 'RedeliverWebhook', data: { eventId } }, context, {
          ...target,
          repeatable,
        });
    return { webhook: viewOf(webhook), revision: Number(revision), position: String(position) };
  }

  /** Throws `WebhookTooMany`. Who repeats a request asks for no new one. */
  private async checkNew(
    webhookId: string,
    account: string,
    repeatable: Repeatable | undefined,
  ): Promise<void> {
    await this.registry.waitFor(await this.host.store.head());
    if (repeatable && this.registry.webhook(webhookId).status === 'active') return;
    const held = this.registry
      .all()
      .filter(({ webhook }) => webhook.status === 'active' && webhook.account === account);
    if (held.length >= maxWebhooks) throw new WebhookTooMany();
  }

  /** Throws what the rules refuse, and `WebhookUrlUnreachable` for an address that no delivery ever gets to. */
  private checkReachable(command: WebhookCommand, webhook: Webhook): void {
    const [event] = webhooks.decider.decide(command, webhook, { now: this.host.now() });
    if (!event || event.type === 'WebhookDeleted') return;
    const isRefused = isUnreachable(event.data.url, this.settings.allowed);
    const message = 'can never be reached';
    refuseFields(WebhookUrlUnreachable, isRefused ? [{ path: 'url', rule: 'reachable', message }] : []);
  }

  private reply({ state, revision, position }: { state: Webhook; revision: bigint; position: bigint }) {
    if (state.status !== 'active') throw new WebhookNotFound();
    return { webhook: viewOf(state), revision: Number(revision), position: String(position) };
  }

  private accountFor(account: string | undefined, { actor }: RequestContext, may: Permission): string {
    const wanted = account ?? personOf(this.directory, actor).account;
    if (!isAllowed(this.directory, actor, may, wanted)) throw new NotPermitted();
    return wanted;
  }

  /** Throws `WebhookNotFound`, as for one that does not exist, for who may not know of it. */
  private async known(id: string, { actor }: RequestContext, may: Permission) {
    const { state: webhook, revision, position } = await this.host.of(webhooks).read(id);
    if (webhook.status !== 'active' || !isAllowed(this.directory, actor, may, webhook.account)) {
      throw new WebhookNotFound();
    }
    return { webhook, revision, position };
  }
}
