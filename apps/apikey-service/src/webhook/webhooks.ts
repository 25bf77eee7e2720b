import {
  apiKeyContract,
  type CreateWebhook,
  type GetWebhook,
  type ListWebhookDeliveries,
  type ListWebhooks,
  type RedeliverWebhook,
  type WebhookDeliveryList,
  type WebhookList,
  type WebhookReply,
  type WebhookView,
} from '@credstream/contracts';
import { createKey, derivedId } from '@credstream/crypto';
import {
  type ActiveWebhook,
  type Webhook,
  webhookDecider,
  WebhookNotFound,
  webhookSchema,
  webhookStream,
} from '@credstream/domain-apikey';
import { NotPermitted, type Permission, type RequestContext } from '@credstream/domain-kernel';
import { foldRecorded } from '@credstream/eventstore';
import { isAllowed, LiveDirectory, personOf, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { WebhookRegistry } from './webhook-registry.js';
import { webhookSecret } from './webhook-signature.js';
import { WebhookWriter } from './webhook-writer.js';

const idLength = 12;

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
  ) {}

  async create(message: CreateWebhook, context: RequestContext): Promise<WebhookReply> {
    const account = this.accountFor(message.account, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.createWebhook, message, this.host.hashKey);
    const webhookId = repeatable ? derivedId(repeatable.requestId, idLength) : createKey('cs_key').id;
    const { url, types } = message;
    const data = { webhookId, account, url, ...(types && { types }) };
    const target = { webhookId, account, repeatable };
    const outcome = await this.writer.handle({ type: 'CreateWebhook', data }, context, target);
    const secret = webhookSecret(this.host.keys.secret('webhook'), webhookId);
    return { ...this.reply(outcome), secret };
  }

  async list({ account }: ListWebhooks, context: RequestContext): Promise<WebhookList> {
    const wanted = this.accountFor(account, context, 'apikey.read');
    await this.registry.waitFor(await this.host.store.head());
    const items = this.registry
      .all()
      .flatMap(({ webhook }) => (webhook.status === 'active' && webhook.account === wanted ? [webhook] : []));
    return { items: items.map(viewOf) };
  }

  async delete(message: GetWebhook, context: RequestContext): Promise<WebhookReply> {
    const webhook = await this.known(message.id, context, 'apikey.manage');
    const repeatable = repeatableOf(context, apiKeyContract.deleteWebhook, message, this.host.hashKey);
    const target = { webhookId: message.id, account: webhook.account, repeatable };
    const { revision, position } = await this.writer.handle(
      { type: 'DeleteWebhook', data: {} },
      context,
      target,
    );
    return { webhook: viewOf(webhook), revision: Number(revision), position: String(position) };
  }

  /** The dead letters, unless another status is asked for. */
  async deliveries(
    { id, status = 'abandoned' }: ListWebhookDeliveries,
    context: RequestContext,
  ): Promise<WebhookDeliveryList> {
    const { deliveries } = await this.known(id, context, 'apikey.read');
    const items = Object.values(deliveries).filter((delivery) => delivery.status === status);
    return { items: items.map(({ data: _data, ...shown }) => shown) };
  }

  async redeliver(message: RedeliverWebhook, context: RequestContext): Promise<WebhookReply> {
    const { account } = await this.known(message.id, context, 'apikey.manage');
    const { id: webhookId, eventId } = message;
    const repeatable = repeatableOf(context, apiKeyContract.redeliverWebhook, message, this.host.hashKey);
    const target = { webhookId, account, repeatable };
    return this.reply(
      await this.writer.handle({ type: 'RedeliverWebhook', data: { eventId } }, context, target),
    );
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
  private async known(id: string, { actor }: RequestContext, may: Permission): Promise<ActiveWebhook> {
    const webhook = foldRecorded(
      webhookDecider,
      webhookSchema,
      await this.host.store.read(webhookStream(id)),
    );
    if (webhook.status !== 'active' || !isAllowed(this.directory, actor, may, webhook.account)) {
      throw new WebhookNotFound();
    }
    return webhook;
  }
}
