import { randomUUID } from 'node:crypto';
import type { GetRegistryToken, RegistryTokenReply } from '@credstream/contracts/token';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  admitsAddress,
  placeOf,
  type PresentRegistry,
  type PresentToken,
  type RefusalReason,
} from '@credstream/domain-registry';
import {
  type Grant,
  grant,
  mostRequestedResources,
  parseScopes,
  personRights,
  publicRights,
  scopeOfRepository,
  scopeText,
  tokenRights,
  unitedRights,
} from '@credstream/domain-registry-access';
import { mintRegistryToken } from '@credstream/registry-tokens';
import { LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type Holder, HolderAuthentication } from '../holder/holder-authentication.js';
import { Registries } from '../registry/registries.js';
import type { Caller, CallerRefused } from './caller.js';
import { RefreshTokens } from './refresh-tokens.js';
import { RegistryKeys } from './registry-keys.js';
import { TokenGrants } from './token-grants.js';
import { WorkloadTokens, workloadUser } from './workload-tokens.js';

/** For so many seconds the same answer may be given again. */
const memorySeconds = 30;
/** Clients take less for as much. */
const shortestLifetime = 60;

const longestMessage = 200;

/** One line, since terminals and clients print no more. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, longestMessage);

const nothingGranted = { token: '', expiresAt: 0, expiresIn: 0, memorySeconds: 0, concerns: [] };

const refusal = ({
  outcome,
  message,
  isKnown = false,
  retryAfter = 0,
}: CallerRefused): RegistryTokenReply => {
  const { token: _token, ...rest } = nothingGranted;
  return { ...rest, outcome, message: oneLine(message), isKnown, retryAfter };
};

const strangerMessages = { login: 'log in with a username and a password', nothing: 'log in to pull' };

const unspoken: readonly RefusalReason[] = ['wrong_secret', 'wrong_username'];

/** What token endpoints answer: who it is, what of the request they are granted, and a token that says so. */
@Injectable()
export class TokenEndpoint {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly registries: Registries,
    private readonly authentication: HolderAuthentication,
    private readonly refreshTokens: RefreshTokens,
    private readonly workloads: WorkloadTokens,
    private readonly keys: RegistryKeys,
    private readonly grants: TokenGrants,
  ) {}

  async answer(message: GetRegistryToken, context: RequestContext): Promise<RegistryTokenReply> {
    const registry = await this.registries.ofService(message.service);
    if (!registry) return refusal({ outcome: 'unknown_service', message: 'no registry has this service' });
    const { resources } = parseScopes(message.scopes ?? []);
    if (resources.length > mostRequestedResources) {
      const words = `a request names at most ${mostRequestedResources} resources`;
      return refusal({ outcome: 'too_many_scopes', message: words });
    }
    const caller = await this.callerOf(registry, message, resources.length > 0, context);
    if ('outcome' in caller) return refusal(caller);
    return this.tokenFor(registry, caller, grant(resources, caller.rights), message, context);
  }

  private async tokenFor(
    registry: PresentRegistry,
    caller: Caller,
    access: Grant['access'],
    message: GetRegistryToken,
    context: RequestContext,
  ): Promise<RegistryTokenReply> {
    const now = this.host.now();
    const lifetimeSeconds = this.lifetimeOf(registry, caller, now);
    const id = randomUUID();
    const { token, expiresAt } = mintRegistryToken(await this.keys.signingKey(registry), {
      ...{ mode: registry.tokenMode, service: registry.service, subject: caller.subject },
      ...{ access, id, now, lifetimeSeconds },
    });
    if (access.length > 0) {
      const { by, holderId, subject, claims } = caller;
      const { ip, userAgent } = context;
      const client = message.client ?? userAgent;
      await this.grants.record(registry.account, {
        ...{ registryId: registry.registryId, id, by, subject, access },
        ...(holderId !== undefined && { holderId }),
        expiresAt: `${expiresAt.toISOString().slice(0, 19)}Z`,
        ...(ip !== undefined && { ip }),
        ...(client !== undefined && { client: client.slice(0, 200) }),
        ...(claims && { claims }),
      });
    }
    const refreshToken = await this.refreshTokenFor(registry, caller, message, context);
    const isNew = refreshToken !== undefined && refreshToken !== caller.refreshToken;
    return {
      ...{ outcome: 'granted', isKnown: true, retryAfter: 0, token },
      expiresAt: expiresAt.getTime() / 1000,
      expiresIn: lifetimeSeconds,
      scope: scopeText(access),
      ...(refreshToken !== undefined && { refreshToken }),
      memorySeconds: isNew ? 0 : this.memoryOf(caller, lifetimeSeconds, now),
      concerns: [registry.registryId, ...caller.concerns],
    };
  }

  private async callerOf(
    registry: PresentRegistry,
    message: GetRegistryToken,
    asksForAccess: boolean,
    context: RequestContext,
  ): Promise<Caller | CallerRefused> {
    const { username, password, refreshToken } = message;
    if (refreshToken !== undefined) return this.refreshed(registry, refreshToken, context);
    if (username === undefined || password === undefined) {
      return this.stranger(registry, asksForAccess, context);
    }
    if (username === workloadUser) {
      const workload = await this.workloads.authenticate(registry, password, context);
      if (workload) return workload;
    }
    const answer = await this.authentication.authenticate(registry, username, password, context);
    return this.judged(registry, answer);
  }

  private async refreshed(
    registry: PresentRegistry,
    refreshToken: string,
    context: RequestContext,
  ): Promise<Caller | CallerRefused> {
    const answer = await this.refreshTokens.authenticate(registry, refreshToken, context);
    const caller = this.judged(registry, answer);
    if ('outcome' in caller) return caller;
    const concerns = answer.id === undefined ? caller.concerns : [...caller.concerns, answer.id];
    return { ...caller, by: 'refresh_token', concerns, refreshToken };
  }

  private judged(
    registry: PresentRegistry,
    answer: Awaited<ReturnType<HolderAuthentication['authenticate']>>,
  ): Caller | CallerRefused {
    if ('refused' in answer) {
      const { reason, message, retryAfter = 0 } = answer.refused;
      return {
        outcome: reason === 'slowed' ? 'slowed' : 'refused',
        ...{ message, retryAfter, isKnown: !unspoken.includes(reason) && reason !== 'slowed' },
      };
    }
    const { holder } = answer;
    return holder.kind === 'token'
      ? this.tokenCaller(registry, holder.token, holder)
      : this.personCaller(registry, holder);
  }

  private tokenCaller(registry: PresentRegistry, token: PresentToken, holder: Holder): Caller {
    const ends = [token.expiresAt, ...token.secrets.map(({ validUntil }) => validUntil)];
    const endsAt = ends.filter((each) => each !== undefined).sort()[0];
    return {
      by: token.kind,
      ...{ holderId: token.tokenId, subject: token.username, holder, concerns: [token.tokenId] },
      rights: unitedRights(tokenRights(token.scopes), publicRights(registry.anonymousPull)),
      ...(endsAt !== undefined && { endsAt }),
    };
  }

  private personCaller(registry: PresentRegistry, holder: Extract<Holder, { kind: 'user' }>): Caller {
    const { user } = holder;
    const place = placeOf(registry);
    const projects = this.directory.projectsWithin(registry.scope);
    const scopeOf = (repository: string) => scopeOfRepository(place, projects, repository);
    return {
      ...{ by: 'cli_secret', holderId: user.userId, subject: user.username, holder },
      concerns: [user.userId],
      rights: unitedRights(
        personRights(user.roles, registry.scope, scopeOf),
        publicRights(registry.anonymousPull),
      ),
    };
  }

  /** Nobody logs in as nobody, and nobody is sent away with a token for nothing where nothing is public. */
  private stranger(
    registry: PresentRegistry,
    asksForAccess: boolean,
    { ip }: RequestContext,
  ): Caller | CallerRefused {
    if (!asksForAccess) return { outcome: 'refused', message: strangerMessages.login };
    if (registry.anonymousPull.length === 0 || !admitsAddress(registry, ip)) {
      return { outcome: 'refused', message: strangerMessages.nothing };
    }
    return { by: 'anonymous', subject: '', rights: publicRights(registry.anonymousPull), concerns: [] };
  }

  private async refreshTokenFor(
    registry: PresentRegistry,
    { holder, refreshToken }: Caller,
    { offline }: GetRegistryToken,
    context: RequestContext,
  ): Promise<string | undefined> {
    if (refreshToken !== undefined) return refreshToken;
    if (!offline || !registry.offlineTokens || !holder) return undefined;
    return this.refreshTokens.issue(registry, holder, context);
  }

  /** A token does not outlive its holder by more than clients make of it anyway. */
  private lifetimeOf({ account }: PresentRegistry, { endsAt }: Caller, now: Date): number {
    const usual = this.directory.policies(account).registryTokenSeconds;
    const left = endsAt === undefined ? usual : secondsBetween(now, endsAt);
    return Math.max(shortestLifetime, Math.min(usual, left));
  }

  private memoryOf({ endsAt }: Caller, lifetimeSeconds: number, now: Date): number {
    const left = endsAt === undefined ? memorySeconds : secondsBetween(now, endsAt);
    return Math.max(0, Math.min(memorySeconds, Math.floor(lifetimeSeconds / 2), left));
  }
}

const secondsBetween = (now: Date, instant: string): number =>
  Math.floor((Date.parse(instant) - now.getTime()) / 1000);
