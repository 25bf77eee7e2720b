import type { DirectoryUser } from '@credstream/contracts';
import { parseKey, type SecretKey } from '@credstream/crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import {
  cliRefusal,
  cliSecrets,
  type HashedSecret,
  isIdle,
  isKnownAt,
  openSecrets,
  type PresentRegistry,
  type PresentToken,
  type Refused,
  type RegistryToken,
  registryTokens,
  robotPrefix,
  tokenRefusal,
  wrongSecret,
} from '@credstream/domain-registry';
import { LiveDirectory, ServiceHost, systemContext } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { isMadeSecret } from '../made-secret.js';
import { Refusals } from '../refusals/refusals.js';
import { SignIns } from '../sign-in/sign-ins.js';
import { TokenNames } from '../token/token-names.js';
import { chosenParts } from '../token/token-secret.js';
import { GuessLimits } from './guess-limits.js';
import { type Comparison, SlowSecrets } from './slow-secrets.js';

/** Who comes to the token endpoint: a token or robot account with its scopes, or a person with their roles. */
export type Holder =
  | Readonly<{ kind: 'token'; username: string; token: PresentToken }>
  | Readonly<{ kind: 'user'; username: string; user: DirectoryUser }>;

/** Somebody is let in, or told in one line why not; `retryAfter` in seconds for who guesses too fast. */
export type Authentication =
  Readonly<{ holder: Holder }> | Readonly<{ refused: Refused & Readonly<{ retryAfter?: number }> }>;

/** `holderId`: whose secret it was meant to be, as far as that is known. */
type Judged = Authentication & Readonly<{ holderId?: string }>;

type Known = Exclude<RegistryToken, { status: 'none' }>;

const slowed = (delayMs: number): Judged => ({
  refused: {
    reason: 'slowed',
    message: 'too many wrong passwords, wait a moment',
    retryAfter: Math.max(1, Math.ceil(delayMs / 1000)),
  },
});

/** Longer than any secret that can be set. */
const longestSecret = 1_024;

/** Tells who comes with a username and a secret to a registry, and whether they may. */
@Injectable()
export class HolderAuthentication {
  private readonly limits: GuessLimits;
  private readonly slow = new SlowSecrets();

  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly names: TokenNames,
    private readonly signIns: SignIns,
    private readonly refusals: Refusals,
  ) {
    this.limits = new GuessLimits(() => host.now().getTime());
  }

  /**
   * Address and client are those of the context. Reads the log itself, so that what was revoked, disabled or narrowed is
   * refused at once, on every copy. A refusal is recorded for whose secret it was.
   */
  async authenticate(
    registry: PresentRegistry,
    username: string,
    secret: string,
    context: RequestContext,
  ): Promise<Authentication> {
    const guess = { registryId: registry.registryId, username, ip: context.ip };
    const delayMs = this.limits.delay(guess);
    const judged = delayMs > 0 ? slowed(delayMs) : await this.judge(registry, username, secret, context);
    if ('holder' in judged) {
      this.limits.right(guess);
      return judged;
    }
    const { refused, holderId } = judged;
    if (refused.reason === 'wrong_secret' || refused.reason === 'wrong_username') this.limits.wrong(guess);
    if (holderId !== undefined) this.record(registry, username, holderId, refused, context);
    return { refused: refused.reason === 'wrong_username' ? wrongSecret : refused };
  }

  private async judge(
    registry: PresentRegistry,
    username: string,
    secret: string,
    context: RequestContext,
  ): Promise<Judged> {
    if (username.length > 255 || secret.length > longestSecret) return { refused: wrongSecret };
    const key = parseKey(secret);
    if (key?.kind === 'cs_tok' || key?.kind === 'cs_rob') {
      return this.madeToken(registry, username, key, context);
    }
    if (key?.kind === 'cs_cli') return this.person(registry, username, secret, context);
    return this.chosen(registry, username, secret, context);
  }

  /** The secret names its token, so that one under a wrong username is told. */
  private async madeToken(
    registry: PresentRegistry,
    username: string,
    { id, secret }: SecretKey,
    context: RequestContext,
  ): Promise<Judged> {
    const { state } = await this.host.of(registryTokens).read(id);
    if (state.status === 'none' || state.registryId !== registry.registryId) {
      return this.unknown(registry, username);
    }
    const open = openSecrets(state, this.host.latest());
    if (!this.isMade(open, secret)) return { refused: wrongSecret, holderId: id };
    return this.admitted(state, registry, username, context);
  }

  private admitted(
    token: Known,
    registry: PresentRegistry,
    username: string,
    { ip }: RequestContext,
  ): Judged {
    const refused = tokenRefusal(token, { registry, username, ip, now: this.host.latest() });
    if (refused) return { refused, holderId: token.tokenId };
    return { holder: { kind: 'token', username: token.username, token: token as PresentToken } };
  }

  /** A secret that is not of our making: a password of a robot account, something imported, or a CLI secret. */
  private async chosen(
    registry: PresentRegistry,
    username: string,
    secret: string,
    context: RequestContext,
  ): Promise<Judged> {
    const tokenId = await this.names.tokenOf(registry.registryId, username);
    const token =
      tokenId === undefined ? undefined : (await this.host.of(registryTokens).read(tokenId)).state;
    if (!token || token.status === 'none') return this.person(registry, username, secret, context);
    const open = openSecrets(token, this.host.latest()).filter(({ hashScheme }) => hashScheme !== 'sha256');
    for (const stored of open.length > 0 ? open : [undefined]) {
      const compared = await this.slow.compare(stored, secret, context.ip);
      if (compared === 'busy') return { ...slowed(1_000), holderId: token.tokenId };
      if (compared !== 'right') continue;
      const judged = this.admitted(token, registry, username, context);
      if (stored && 'holder' in judged) await this.renewHash(token.tokenId, stored, secret);
      return judged;
    }
    return { refused: wrongSecret, holderId: token.tokenId };
  }

  /** An imported hash was made elsewhere, by rules of elsewhere: at its first use it becomes one of ours. */
  private async renewHash(tokenId: string, stored: HashedSecret, secret: string): Promise<void> {
    if (stored.hashScheme === 'argon2id') return;
    const data = { replaces: stored.secretHash, ...(await chosenParts(secret)) };
    const context = systemContext(this.host.name);
    await this.host
      .of(registryTokens)
      .handle(tokenId, { type: 'RehashToken', data }, { context })
      .catch((error: unknown) => this.host.log.warn({ err: error, tokenId }, 'A hash is renewed later'));
  }

  /** Somebody's own CLI secret. A robot account's username is never looked up among people. */
  private async person(
    registry: PresentRegistry,
    username: string,
    secret: string,
    context: RequestContext,
  ): Promise<Judged> {
    const named = username.startsWith(robotPrefix) ? undefined : this.directory.userNamed(username);
    // Of somebody who is none of this tenant's business nothing is compared or recorded.
    const user = named && isKnownAt(registry, named) ? named : undefined;
    const state = user && (await this.host.of(cliSecrets).read(user.userId)).state;
    const stored = state && state.status !== 'none' ? state : undefined;
    const compared = await this.compareCli(stored, secret, context.ip);
    if (compared === 'busy') return slowed(1_000);
    if (compared === 'wrong' || !user || !stored) {
      return { refused: wrongSecret, ...(user && stored && { holderId: user.userId }) };
    }
    const { cliSecretIdleDays: idleDays } = this.directory.policies(user.account);
    const now = this.host.latest();
    const isAwake = (at: string | undefined) => !isIdle({ lastSignInAt: at, idleDays, now });
    const lastSignInAt = await this.signIns.lastOf(user.userId, isAwake);
    const refused = cliRefusal(stored, { registry, user, lastSignInAt, idleDays, ip: context.ip, now });
    if (refused) return { refused, holderId: user.userId };
    return { holder: { kind: 'user', username: user.username, user } };
  }

  private async compareCli(
    stored: HashedSecret | undefined,
    secret: string,
    ip: string | undefined,
  ): Promise<Comparison> {
    const key = parseKey(secret);
    if (stored?.hashScheme !== 'sha256' && !key) return this.slow.compare(stored, secret, ip);
    return stored && key?.kind === 'cs_cli' && this.isMade([stored], key.secret) ? 'right' : 'wrong';
  }

  /** It opens nothing; who sees the token of this name may read that somebody tried. */
  private async unknown(registry: PresentRegistry, username: string): Promise<Judged> {
    const tokenId = await this.names.tokenOf(registry.registryId, username);
    return { refused: wrongSecret, ...(tokenId !== undefined && { holderId: tokenId }) };
  }

  private isMade(secrets: readonly HashedSecret[], secret: string): boolean {
    return secrets.some(
      ({ secretHash, hashScheme }) => hashScheme === 'sha256' && isMadeSecret(this.host, secret, secretHash),
    );
  }

  private record(
    registry: PresentRegistry,
    username: string,
    holderId: string,
    { reason }: Refused,
    { ip, userAgent }: RequestContext,
  ): void {
    this.refusals.note(registry.account, {
      ...{ holderId, registryId: registry.registryId, username: username.slice(0, 255), reason },
      ...(ip !== undefined && { ip }),
      ...(userAgent !== undefined && { client: userAgent.slice(0, 200) }),
    });
  }
}
