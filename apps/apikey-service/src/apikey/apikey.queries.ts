import {
  type ApiKeyPage,
  type ApiKeyReply,
  type ApiKeyUsage,
  type ApiKeyView,
  type GetApiKey,
  type KeyEntryReply,
  type ListApiKeys,
  type LoadKeyEntry,
} from '@credstream/contracts';
import {
  type ApiKey,
  apiKeyDecider,
  ApiKeyNotFound,
  apiKeySchema,
  apiKeyStream,
  deletionAdvice,
  type KeyLife,
  secretIdOf,
} from '@credstream/domain-apikey';
import {
  formatInstant,
  installationScope,
  NotPermitted,
  type RequestContext,
} from '@credstream/domain-kernel';
import { foldRecorded, type RecordedEvent, type Repeatable } from '@credstream/eventstore';
import { isAllowed, listView, LiveDirectory, personOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { type ApiKeyDetails, verificationEntry, viewAt, withEvent } from './apikey-details.js';
import { KeyUsages, shownUsage } from '../key-usage/key-usage.js';
import type { ApiKeyDocument } from './apikey-list.projection.js';
import { ApiKeyViews } from './apikey-views.js';

/** What the system administrator asks for to see all keys. */
const everyAccount = '*';

type ReadKey = ApiKeyDetails & Readonly<{ last: RecordedEvent }>;

const detailsOf = (recorded: readonly RecordedEvent[]): ApiKeyDetails | undefined =>
  recorded
    .flatMap((event) => apiKeySchema.read(event) ?? [])
    .reduce<ApiKeyDetails | undefined>(withEvent, undefined);

const viewOf = ({
  _id: id,
  revision: _r,
  warnedDays: _w,
  endedAt: _e,
  ...shown
}: ApiKeyDocument): ApiKeyView => ({
  ...shown,
  id,
});

/** What is asked about API keys. One key is read from its stream, lists from the read model. */
@Injectable()
export class ApiKeyQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
    private readonly usages: KeyUsages,
    private readonly directory: LiveDirectory,
  ) {}

  /**
   * A key, or the key as it was before a request. Throws `ApiKeyNotFound` for one that does not exist, is deleted, or
   * is none of the actor's business.
   */
  async readable(keyId: string, context: RequestContext, before?: Repeatable): Promise<ReadKey> {
    const all = await this.host.store.read(apiKeyStream(keyId));
    const recorded = before ? all.filter(({ metadata }) => metadata.requestId !== before.requestId) : all;
    const details = detailsOf(recorded);
    const last = recorded.at(-1);
    const person = personOf(this.directory, context.actor);
    if (!details || !last) throw new ApiKeyNotFound();
    const { userId, account } = details.view;
    if (userId !== person.userId && !isAllowed(this.directory, context.actor, 'apikey.read', account)) {
      throw new ApiKeyNotFound();
    }
    return { ...details, last };
  }

  async get({ id }: GetApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { view, last } = await this.readable(id, context);
    const usage = shownUsage((await this.usages.of([id])).get(id));
    return {
      apiKey: { ...viewAt(view, this.host.now()), ...usage },
      revision: Number(last.revision),
      position: String(last.position),
    };
  }

  /** How a key is used, secret by secret, and whether it can go. */
  async usage({ id }: GetApiKey, context: RequestContext): Promise<ApiKeyUsage> {
    const { view, secrets, hints } = await this.readable(id, context);
    const now = this.host.now();
    if (context.minPosition !== undefined) await this.usages.view.waitFor(BigInt(context.minPosition));
    const usage = (await this.usages.of([id])).get(id);
    const shown = shownUsage(usage);
    const { status, createdAt } = viewAt(view, now);
    const { lastUsedAt } = shown;
    const life = { status, createdAt, ...(lastUsedAt !== undefined && { lastUsedAt }) } as KeyLife;
    return {
      ...{ useCount: 0, refusedCount: 0, ...shown },
      secrets: secrets.map(({ secretHash, validUntil }) => {
        const { count: useCount = 0, lastAt } = usage?.secrets?.[secretIdOf(secretHash)] ?? {};
        return {
          hint: hints[secretHash] ?? '',
          useCount,
          ...(validUntil !== undefined && { validUntil }),
          ...(lastAt !== undefined && { lastUsedAt: lastAt }),
        };
      }),
      advice: deletionAdvice(life, now),
    };
  }

  /** Everything of a key, whoever asks; undefined when there is none. */
  async details(keyId: string): Promise<ApiKeyDetails | undefined> {
    return detailsOf(await this.host.store.read(apiKeyStream(keyId)));
  }

  /** Throws `ApiKeyNotFound`. */
  async accountOf(keyId: string): Promise<string> {
    const details = await this.details(keyId);
    if (!details) throw new ApiKeyNotFound();
    return details.view.account;
  }

  async state(keyId: string): Promise<ApiKey> {
    return foldRecorded(apiKeyDecider, apiKeySchema, await this.host.store.read(apiKeyStream(keyId)));
  }

  /** The key as it was when this revision was the newest: what a command answers, now and when it is repeated. */
  async viewAtRevision(keyId: string, revision: bigint): Promise<ApiKeyView> {
    const recorded = await this.host.store.read(apiKeyStream(keyId));
    const details = detailsOf(recorded.filter((event) => event.revision <= revision));
    if (!details) throw new ApiKeyNotFound();
    return viewAt(details.view, this.host.now());
  }

  async list(message: ListApiKeys, context: RequestContext): Promise<ApiKeyPage> {
    const now = this.host.now();
    const page = await listView(this.host, this.views.list, context, {
      filter: { $and: [this.visible(message, context), this.inStatus(message.status ?? 'active', now)] },
      search: ['name', 'description'],
      sort: message.sort ?? '-createdAt',
      page: message,
    });
    const usages = await this.usages.of(page.items.map(({ _id }) => _id));
    return {
      ...page,
      items: page.items.map((document) => ({
        ...viewAt(viewOf(document), now),
        ...shownUsage(usages.get(document._id)),
      })),
    };
  }

  /** For the gateway's index: the key from its stream, its owner at least as new as asked. */
  async loadEntry({ keyId, minPosition }: LoadKeyEntry): Promise<KeyEntryReply> {
    if (minPosition !== undefined) await this.directory.waitFor(BigInt(minPosition));
    const details = await this.details(keyId);
    if (!details) return {};
    return {
      entry: JSON.stringify(verificationEntry(details, this.directory.user(details.view.userId))),
    };
  }

  /** Whose keys are asked for, and may this actor see them? */
  private visible({ userId, account }: ListApiKeys, { actor }: RequestContext): Filter<ApiKeyDocument> {
    const { directory } = this;
    const person = personOf(directory, actor);
    const mayRead = (of: string) => isAllowed(directory, actor, 'apikey.read', of);
    if (account === everyAccount) {
      if (!mayRead(installationScope)) throw new NotPermitted();
      return userId === undefined ? {} : { userId };
    }
    if (account !== undefined) {
      if (!mayRead(account)) throw new NotPermitted();
      return { account, ...(userId !== undefined && { userId }) };
    }
    if (userId === undefined || userId === person.userId) return { userId: person.userId };
    const owner = directory.user(userId);
    if (!owner || !mayRead(owner.account)) throw new NotPermitted();
    return { userId };
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
