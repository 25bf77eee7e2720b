import {
  apiKeyContract,
  type ApiKeyPage,
  type ApiKeyReply,
  type ApiKeyUsage,
  type GetApiKey,
  type KeyEntryReply,
  type ListApiKeys,
  type LoadKeyEntry,
} from '@credstream/contracts/apikey';
import {
  type ApiKeyEvent,
  apiKeys,
  deletionAdvice,
  type KeyLife,
  type PresentApiKey,
  secretIdOf,
} from '@credstream/domain-apikey';
import { formatInstant, NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import type { Past } from '@credstream/eventstore';
import {
  accountAsked,
  listView,
  LiveDirectory,
  mayCall,
  personOf,
  ServiceHost,
  userAsked,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { KeyUsages, shownUsage } from '../key-usage/key-usage.js';
import { ApiKeyAccess } from './apikey-access.js';
import {
  type ApiKeyFacts,
  apiKeyFacts,
  hintsOf,
  isPresent,
  verificationEntry,
  viewAt,
} from './apikey-changes.js';
import type { ApiKeyDocument } from './apikey-list.projection.js';
import { apiKeyReply } from './apikey-reply.js';
import { ApiKeyViews } from './apikey-views.js';

const factsOf = ({ _id, revision: _revision, ...facts }: ApiKeyDocument): ApiKeyFacts => facts;

/** What is asked about API keys. One key is read from its stream, lists from the read model. */
@Injectable()
export class ApiKeyQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
    private readonly usages: KeyUsages,
    private readonly directory: LiveDirectory,
    private readonly access: ApiKeyAccess,
  ) {}

  async get({ id }: GetApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { events, revision, position } = await this.readable(id, context);
    const reply = apiKeyReply(id, { history: events, revision, position }, this.host.now());
    const usage = shownUsage((await this.usages.of([id])).get(id));
    return { ...reply, apiKey: { ...reply.apiKey, ...usage } };
  }

  /** How a key is used, secret by secret, and whether it can go. */
  async usage({ id }: GetApiKey, context: RequestContext): Promise<ApiKeyUsage> {
    const { state: key, events, revision, position } = await this.readable(id, context);
    const now = this.host.now();
    if (context.minPosition !== undefined) await this.usages.view.waitFor(BigInt(context.minPosition));
    const usage = (await this.usages.of([id])).get(id);
    const shown = shownUsage(usage);
    const { status, createdAt } = apiKeyReply(id, { history: events, revision, position }, now).apiKey;
    const { lastUsedAt } = shown;
    const life = { status, createdAt, ...(lastUsedAt !== undefined && { lastUsedAt }) } as KeyLife;
    const hints = hintsOf(events);
    return {
      ...{ useCount: 0, refusedCount: 0, ...shown },
      secrets: key.secrets.map(({ secretHash, validUntil }) => {
        const { count: useCount = 0, lastAt } = usage?.secrets?.[secretIdOf(secretHash)] ?? {};
        return {
          hint: hints.get(secretHash) ?? '',
          useCount,
          ...(validUntil !== undefined && { validUntil }),
          ...(lastAt !== undefined && { lastUsedAt: lastAt }),
        };
      }),
      advice: deletionAdvice(life, now),
    };
  }

  async list(message: ListApiKeys, context: RequestContext): Promise<ApiKeyPage> {
    const now = this.host.now();
    const page = await listView(this.host, this.views.list, context, {
      filter: {
        $and: [await this.visible(message, context), this.inStatus(message.status ?? 'active', now)],
      },
      search: ['name', 'description'],
      sort: message.sort ?? '-createdAt',
      page: message,
    });
    const usages = await this.usages.of(page.items.map(({ _id }) => _id));
    return {
      ...page,
      items: page.items.map((document) => ({
        ...viewAt(document._id, factsOf(document), now),
        ...shownUsage(usages.get(document._id)),
      })),
    };
  }

  /** For the gateway's index: the key from its stream, its owner at least as new as asked. */
  async loadEntry({ keyId, minPosition }: LoadKeyEntry): Promise<KeyEntryReply> {
    if (minPosition !== undefined) await this.directory.waitFor(BigInt(minPosition));
    const { state, events } = await this.host.of(apiKeys).read(keyId);
    const facts = apiKeyFacts(events);
    if (!isPresent(state) || !facts) return {};
    return { entry: JSON.stringify(verificationEntry(state, facts, this.directory.user(facts.userId))) };
  }

  /** Throws `ApiKeyNotFound`, also for a key that is none of the actor's business. */
  private async readable(keyId: string, context: RequestContext): Promise<Past<PresentApiKey, ApiKeyEvent>> {
    const { state, ...read } = await this.host.of(apiKeys).read(keyId);
    this.access.requireRead(state, context);
    return { ...read, state };
  }

  /** Whose keys are asked for, and may this actor see them? */
  private async visible(
    { userId, account }: ListApiKeys,
    context: RequestContext,
  ): Promise<Filter<ApiKeyDocument>> {
    const { directory } = this;
    const { actor } = context;
    const person = personOf(directory, actor);
    const requireRead = (of: string, own = false): void => {
      if (!mayCall(directory, actor, apiKeyContract.list, of, own)) throw new NotPermitted();
    };
    if (account !== undefined) {
      const asked = await accountAsked(directory, account, context, requireRead);
      return { ...asked, ...userAsked(directory, userId, asked) };
    }
    const owner = userId === undefined ? person : directory.user(userId);
    // Who may read all accounts is told that nobody is this; to others it is as a user of another account.
    if (!owner) {
      requireRead('/');
      return userAsked(directory, userId, {});
    }
    requireRead(owner.account, owner.userId === person.userId);
    return { userId: owner.userId };
  }

  private inStatus(status: NonNullable<ListApiKeys['status']>, now: Date): Filter<ApiKeyDocument> {
    const at = formatInstant(now);
    switch (status) {
      case 'all':
        return {};
      case 'revoked':
        return { status };
      case 'active':
        return { status, expiresAt: { $gt: at } };
      case 'expired':
        return { $or: [{ status }, { status: 'active', expiresAt: { $lte: at } }] };
    }
  }
}
