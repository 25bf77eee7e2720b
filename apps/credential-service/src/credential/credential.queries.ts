import { type Method } from '@credstream/contracts';
import {
  type AttachmentList,
  type CheckCredentialName,
  credentialContract,
  type CredentialHistory,
  type CredentialNameReply,
  type CredentialPage,
  type CredentialReaders,
  type CredentialReply,
  type CredentialVersions,
  type GetCredential,
  type GetCredentialHistory,
  type GetCredentialReaders,
  type ListCredentials,
  type VersionReader,
} from '@credstream/contracts/credential';
import {
  checkName,
  type CredentialEvent,
  credentials,
  foldedName,
  isPresent,
  type PresentCredential,
} from '@credstream/domain-credential';
import {
  actorName,
  disclosed,
  DomainError,
  formatInstant,
  NotPermitted,
  parseInstant,
  permits,
  type RequestContext,
  type RoleAssignment,
  scopeContains,
} from '@credstream/domain-kernel';
import type { Past } from '@credstream/eventstore';
import {
  fitting,
  listView,
  LiveDirectory,
  mayCall,
  personOf,
  refusedFor,
  scopeAsked,
  ServiceHost,
} from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { CredentialAccess } from './credential-access.js';
import { viewAt } from './credential-changes.js';
import type { CredentialDocument } from './credential-list.projection.js';
import { CredentialNames } from './credential-names.js';
import { credentialReply } from './credential-reply.js';
import { CredentialViews } from './credential-views.js';
import { rolesAt } from './roles-at.js';

/** Of a history, the newest ones. */
const mostEvents = 500;

type Found = Past<PresentCredential, CredentialEvent>;

type MadeVersion = Readonly<{ version: number; createdAt: string; replacedUntil?: string }>;

/** The version that an event made, and until when the one before it could be read. */
const madeVersion = (event: CredentialEvent): readonly MadeVersion[] => {
  switch (event.type) {
    case 'CredentialCreated':
      return [{ version: event.data.version, createdAt: event.data.createdAt }];
    case 'CredentialRotated':
      return [
        {
          version: event.data.version,
          createdAt: event.data.at,
          replacedUntil: event.data.overlapUntil,
        },
      ];
    default:
      return [];
  }
};

/** What is in these scopes and below. */
const within = (scopes: readonly string[]): Filter<CredentialDocument> => ({
  // A slash ends a scope, and the sign after the slash is 0.
  $or: scopes.flatMap((scope) => [{ scope }, { scope: { $gt: `${scope}/`, $lt: `${scope}0` } }]),
});

/** What is asked about credentials. One is read from its stream, lists from the read model; secrets are not in either. */
@Injectable()
export class CredentialQueries {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: CredentialViews,
    private readonly directory: LiveDirectory,
    private readonly access: CredentialAccess,
    private readonly names: CredentialNames,
  ) {}

  async get({ id }: GetCredential, context: RequestContext): Promise<CredentialReply> {
    const { state, events, revision, position } = await this.readable(credentialContract.get, id, context);
    const { secretId } = state.versions.at(-1)!;
    const { environment } = state;
    const found = { _id: id, secretId, ...(environment !== undefined && { environment }) };
    const besides = (await this.views.besides([found], context)).get(id);
    return credentialReply(id, { history: events, revision, position }, this.host.now(), besides);
  }

  async list(message: ListCredentials, context: RequestContext): Promise<CredentialPage> {
    const now = this.host.now();
    const page = await listView(this.host, this.views.list, context, {
      filter: {
        $and: [
          await this.visible(message, context),
          this.wanted(message),
          ...this.inStatus(message.status, formatInstant(now)),
        ],
      },
      search: ['name', 'description'],
      sort: message.sort ?? '-createdAt',
      page: message,
    });
    const besides = await this.views.besides(page.items, context);
    return {
      ...page,
      items: page.items.map(({ _id, revision: _revision, ...facts }) =>
        viewAt(_id, facts, now, besides.get(_id)),
      ),
    };
  }

  /** Whether a credential could get this name (ANK-4). */
  async checkName(
    { name, scope: asked }: CheckCredentialName,
    context: RequestContext,
  ): Promise<CredentialNameReply> {
    const { scope } = this.access.placeFor(credentialContract.checkName, asked, context);
    try {
      checkName(name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { available: false, reason: error.details.errors?.[0]?.message ?? error.message };
    }
    const holder = await this.names.bearerOf(scope, name);
    const { state } =
      holder === undefined ? { state: undefined } : await this.host.of(credentials).read(holder);
    const isTaken = state && isPresent(state) && foldedName(state.name) === foldedName(name);
    return isTaken
      ? { available: false, reason: 'Another credential of this scope has this name' }
      : { available: true };
  }

  async listAttachments({ id }: GetCredential, context: RequestContext): Promise<AttachmentList> {
    const { state } = await this.readable(credentialContract.listAttachments, id, context);
    return { items: state.attachments };
  }

  /** Every version that may still be read, and who read it. */
  async listVersions({ id }: GetCredential, context: RequestContext): Promise<CredentialVersions> {
    const { state, events } = await this.readable(credentialContract.listVersions, id, context);
    if (context.minPosition !== undefined) await this.views.reads.waitFor(BigInt(context.minPosition));
    const readers = await this.readersByVersion(id);
    const at = formatInstant(this.host.now());
    const made = events.flatMap(madeVersion);
    const isReadable = state.status === 'active';
    return {
      items: made
        .map(({ version, createdAt }, index) => {
          const endsAt = made[index + 1]?.replacedUntil;
          return {
            ...{ version, createdAt },
            ...(endsAt !== undefined && { endsAt }),
            readable: isReadable && (endsAt === undefined || endsAt > at),
            readers: readers.get(version) ?? [],
          };
        })
        .reverse()
        .slice(0, 100),
    };
  }

  async history({ id }: GetCredentialHistory, context: RequestContext): Promise<CredentialHistory> {
    const { recorded } = await this.readable(credentialContract.history, id, context);
    const newestFirst = recorded
      .slice(-mostEvents)
      .reverse()
      .map((event) => ({
        revision: Number(event.revision),
        type: event.type,
        time: formatInstant(event.created),
        by: actorName(event.metadata.actor),
        data: JSON.stringify(disclosed([credentials.schema], event) ?? {}),
      }));
    return { items: [...fitting(newestFirst, this.host.maxPageBytes)].reverse() };
  }

  /** Who could read the secret at a moment, by the roles that they had then. */
  async readers({ id, at }: GetCredentialReaders, context: RequestContext): Promise<CredentialReaders> {
    const { state } = await this.readable(credentialContract.readers, id, context);
    const now = this.host.now();
    const moment = at === undefined ? now : parseInstant(at);
    if (!moment) throw refusedFor([{ path: 'at', rule: 'instant', message: 'at must be an RFC 3339 time' }]);
    const holders =
      at === undefined ? this.holdersNow(state.scope) : await this.holdersAt(state.scope, moment);
    const { ownerId } = state;
    return {
      items: ownerId === undefined ? holders : holders.filter(({ userId }) => userId === ownerId),
    };
  }

  private holdersNow(scope: string): CredentialReaders['items'] {
    return this.directory.rolesWithin('/').flatMap(({ userId, role, scope: held }) => {
      const user = this.directory.user(userId);
      const assignment = { role, scope: held };
      return user?.active && reveals(assignment, scope)
        ? [{ userId, username: user.username, ...assignment }]
        : [];
    });
  }

  private async holdersAt(scope: string, moment: Date): Promise<CredentialReaders['items']> {
    const users = await rolesAt(this.host.store, moment, this.candidates(scope));
    return users.flatMap(({ userId, username, roles }) =>
      roles
        .filter((assignment) => reveals(assignment, scope))
        .map((assignment) => ({ userId, username, ...assignment })),
    );
  }

  /** Users who may have had a role there: those of the account, and those of the installation. */
  private candidates(scope: string): readonly string[] {
    return this.directory.userIdsOf(scope.split('/', 1)[0] ?? '');
  }

  private async readersByVersion(id: string): Promise<ReadonlyMap<number, readonly VersionReader[]>> {
    const reads = await this.views.reads.collection();
    const found = await reads.find({ credentialId: id }).toArray();
    const byVersion = new Map<number, VersionReader[]>();
    for (const { version, reader, keyId, lastReadAt } of found) {
      if (version === undefined || reader === undefined) continue;
      const before = byVersion.get(version) ?? [];
      byVersion.set(version, [...before, { reader, ...(keyId !== undefined && { keyId }), lastReadAt }]);
    }
    for (const readers of byVersion.values()) {
      readers.sort((one, other) => (one.lastReadAt < other.lastReadAt ? 1 : -1));
    }
    return byVersion;
  }

  /** Throws `CredentialNotFound`, also for one that is none of the actor's business. */
  private async readable(method: Method, id: string, context: RequestContext): Promise<Found> {
    const { state, ...read } = await this.host.of(credentials).read(id);
    this.access.requirePresent(method, state, context);
    return { ...read, state };
  }

  /** What is asked for, and may this actor see it? Without a scope, all that they may see in their account. */
  private async visible(
    { scope }: ListCredentials,
    context: RequestContext,
  ): Promise<Filter<CredentialDocument>> {
    const { list } = credentialContract;
    if (scope !== undefined) {
      const place = this.access.placeFor(list, scope, context);
      await scopeAsked(this.directory, place.scope, context);
      return within([place.scope]);
    }
    const { actor } = context;
    const { account, roles } = personOf(this.directory, actor);
    if (mayCall(this.directory, actor, list, account)) return { account };
    const narrowed = actor.kind === 'apikey' && actor.scope !== undefined ? [actor.scope] : [];
    const scopes = [...new Set([...roles.map((role) => role.scope), ...narrowed])].filter(
      (held) => scopeContains(account, held) && mayCall(this.directory, actor, list, held),
    );
    if (scopes.length === 0) throw new NotPermitted();
    return within(scopes);
  }

  private wanted({ type, provider, createdBy, attachedTo, environment }: ListCredentials) {
    return {
      ...(type !== undefined && { type }),
      ...(provider !== undefined && { provider }),
      ...(createdBy !== undefined && { createdBy }),
      ...(environment !== undefined && { environment }),
      ...(attachedTo !== undefined && { 'attachments.name': attachedTo }),
    } as Filter<CredentialDocument>;
  }

  private inStatus(status: string | undefined, at: string): readonly Filter<CredentialDocument>[] {
    const unexpired = { $or: [{ expiresAt: '' }, { expiresAt: { $gt: at } }] };
    switch (status) {
      case undefined:
        return [];
      case 'revoked':
        return [{ state: 'revoked' }];
      case 'expired':
        return [{ $or: [{ state: 'expired' }, { state: 'active', expiresAt: { $gt: '', $lte: at } }] }];
      case 'issues':
        return [
          { state: 'active', $or: [{ checkStatus: 'issues' }, { rotationFailure: { $ne: null } }] },
          unexpired,
        ];
      case 'none':
        return [{ state: 'active', checkStatus: '', rotationFailure: null }, unexpired];
      default:
        return [{ state: 'active', checkStatus: status, rotationFailure: null }, unexpired];
    }
  }
}

const reveals = (assignment: RoleAssignment, scope: string): boolean =>
  permits([assignment], 'credential.reveal', scope);
