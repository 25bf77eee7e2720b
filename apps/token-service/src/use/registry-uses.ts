import {
  type ListRepositories,
  type Notice,
  type NotifyRegistry,
  type NotifyReply,
  type RepositoryPage,
  type RepositoryView,
  type TokenAddress,
  tokenContract,
  type TokenUsage,
} from '@credstream/contracts/token';
import { parseKey } from '@credstream/crypto';
import { formatInstant, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import {
  bucketBefore,
  isKnownAt,
  isRepositoryName,
  isTimely,
  noticeBucket,
  type PresentRegistry,
  registries,
  type RegistryNotice,
  registryNotices,
  registryTokens,
  TokenNotFound,
} from '@credstream/domain-registry';
import { withoutPrecondition } from '@credstream/eventstore';
import type { View } from '@credstream/projections';
import { listView, LiveDirectory, ServiceHost, ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { isMadeSecret } from '../made-secret.js';
import { RegistryAccess } from '../registry/registry-access.js';
import { TokenNames } from '../token/token-names.js';
import { type HolderUsesDocument, holderUsesProjection } from './holder-uses.projection.js';
import { repositoriesProjection, type RepositoryDocument } from './repositories.projection.js';
import { timeAndName } from './use-changes.js';

/** What registries tell of their use: who pulled and pushed what, with which token. */
@Injectable()
export class RegistryUses {
  private readonly repositories: View<RepositoryDocument>;
  private readonly holders: View<HolderUsesDocument>;

  constructor(
    private readonly host: ServiceHost,
    views: ServiceViews,
    private readonly access: RegistryAccess,
    private readonly names: TokenNames,
    private readonly directory: LiveDirectory,
  ) {
    this.repositories = views.start(repositoriesProjection);
    this.holders = views.start(holderUsesProjection);
  }

  /** Throws `Unauthenticated` for a bearer token that is of no registry; `RegistryNoticesTooMany`. */
  async notify({ bearer, notices = [] }: NotifyRegistry, context: RequestContext): Promise<NotifyReply> {
    const registry = await this.registryOf(bearer);
    const { registryId, account } = registry;
    const now = this.host.now().getTime();
    const buckets = new Map<string, RegistryNotice[]>();
    const holders = new Map<string, string | undefined>();
    for (const notice of notices) {
      const at = Date.parse(notice.at);
      if (!isTimely(at, now) || !isRepositoryName(notice.repository) || notice.id === '') continue;
      const { actor } = notice;
      if (actor && !holders.has(actor)) holders.set(actor, await this.holderOf(registry, actor));
      const taken = taking(notice, formatInstant(new Date(at)), actor ? holders.get(actor) : undefined);
      const bucket = noticeBucket(registryId, taken.at);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), taken]);
    }
    let recorded = 0;
    for (const [bucket, taken] of buckets) {
      const before = taken.map((notice) => bucketBefore(registryId, notice)).find((each) => each);
      const earlier = before && (await this.host.of(registryNotices).read(before)).state.indexes;
      const { events } = await this.host
        .of(registryNotices)
        .handle(
          bucket,
          { type: 'NotifyRegistry', data: { registryId, notices: taken, ...(earlier && { earlier }) } },
          { context: withoutPrecondition(context), account },
        );
      recorded += events.flatMap(({ data }) => data.notices).length;
    }
    return { recorded, ignored: notices.length - recorded };
  }

  async list(message: ListRepositories, context: RequestContext): Promise<RepositoryPage> {
    const { registryId } = message;
    await this.access.registryFor(registryId, tokenContract.listRepositories, context);
    const page = await listView(this.host, this.repositories, context, {
      filter: { registryId },
      search: ['name'],
      sort: message.sort ?? 'name',
      page: message,
    });
    return { ...page, items: page.items.map(repositoryView) };
  }

  async usage({ registryId, id }: TokenAddress, context: RequestContext): Promise<TokenUsage> {
    await this.access.registryFor(registryId, tokenContract.usage, context);
    const { state } = await this.host.of(registryTokens).read(id);
    if (state.status === 'none' || state.registryId !== registryId) throw new TokenNotFound();
    if (context.minPosition !== undefined) await this.holders.waitFor(BigInt(context.minPosition));
    const uses = await (await this.holders.collection()).findOne({ _id: id });
    const [lastGrantAt, lastGrantFrom] = timeAndName(uses?.lastGrant);
    const [lastPullAt] = timeAndName(uses?.lastPull);
    const [lastPushAt] = timeAndName(uses?.lastPush);
    return {
      ...{ grants: uses?.grants ?? 0, pulls: uses?.pulls ?? 0, pushes: uses?.pushes ?? 0 },
      ...(lastGrantAt !== undefined && { lastGrantAt }),
      ...(lastGrantFrom !== undefined && { lastGrantFrom }),
      ...(lastPullAt !== undefined && { lastPullAt }),
      ...(lastPushAt !== undefined && { lastPushAt }),
      recent: [...(uses?.recent ?? [])].reverse(),
    };
  }

  private async registryOf(bearer: string): Promise<PresentRegistry> {
    const key = parseKey(bearer);
    if (key?.kind !== 'cs_tok') throw new Unauthenticated();
    const { state } = await this.host.of(registries).read(key.id);
    if (state.status === 'present' && isMadeSecret(this.host, key.secret, state.notificationHash))
      return state;
    throw new Unauthenticated();
  }

  /** The token or the user whose name this is at the registry. */
  private async holderOf(registry: PresentRegistry, actor: string): Promise<string | undefined> {
    const tokenId = await this.names.tokenOf(registry.registryId, actor.slice(0, 255));
    if (tokenId !== undefined) return tokenId;
    const user = this.directory.userNamed(actor.slice(0, 255));
    return user && isKnownAt(registry, user) ? user.userId : undefined;
  }
}

const taking = (notice: Notice, at: string, holderId: string | undefined): RegistryNotice => {
  const { id, action, repository } = notice;
  const texts = {
    digest: notice.digest,
    tag: notice.tag,
    actor: notice.actor,
    ip: notice.ip,
    client: notice.client,
  };
  const known = Object.entries(texts).flatMap(([name, text]) => (text ? [[name, text.slice(0, 255)]] : []));
  return {
    ...{ id: id.slice(0, 100), action, repository, at },
    ...(Object.fromEntries(known) as object),
    ...(notice.isIndex && { isIndex: true }),
    ...(holderId !== undefined && { holderId }),
  };
};

const repositoryView = ({
  name,
  pulls,
  pushes,
  lastPull,
  lastPush,
  recent,
}: RepositoryDocument): RepositoryView => {
  const [lastPullAt, lastPullBy] = timeAndName(lastPull);
  const [lastPushAt, lastPushBy] = timeAndName(lastPush);
  return {
    ...{ name, pulls, pushes },
    ...(lastPullAt !== undefined && { lastPullAt }),
    ...(lastPullBy !== undefined && { lastPullBy }),
    ...(lastPushAt !== undefined && { lastPushAt }),
    ...(lastPushBy !== undefined && { lastPushBy }),
    advice: pushes > 0 && pulls === 0 ? ['never_pulled'] : [],
    recent: [...recent].reverse(),
  };
};
