import { createHash } from 'node:crypto';
import type { Nothing } from '@credstream/contracts';
import type { RevokeRefreshToken } from '@credstream/contracts/token';
import { createKey, hashSecret, parseKey } from '@credstream/crypto';
import { formatInstant, type RequestContext } from '@credstream/domain-kernel';
import {
  cliRefusal,
  cliSecrets,
  isIdle,
  openSecrets,
  type PresentRegistry,
  type PresentToken,
  type Refused,
  registries,
  registryTokens,
  tokenRefusal,
  wrongSecret,
} from '@credstream/domain-registry';
import { type OfflineHolder, type OfflineToken, offlineTokens } from '@credstream/domain-registry-access';
import { LiveDirectory, newId, pepperSecret, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { Authentication, Holder } from '../holder/holder-authentication.js';
import { isMadeSecret } from '../made-secret.js';
import { SignIns } from '../sign-in/sign-ins.js';

const idLength = 12;

/** What tells one secret of a holder from the next, without saying anything of it. */
const markOf = (secretHash: string): string => createHash('sha256').update(secretHash).digest('base64url');

type ActiveToken = Extract<OfflineToken, { status: 'active' }>;

const wrong: Authentication = { refused: wrongSecret };

/** Refresh tokens of registries: for one holder and one registry, and for no longer than the secret they were made with. */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly host: ServiceHost,
    private readonly directory: LiveDirectory,
    private readonly signIns: SignIns,
  ) {}

  /** A new one, for somebody who has just signed in. */
  async issue(registry: PresentRegistry, holder: Holder, context: RequestContext): Promise<string> {
    const id = newId(idLength);
    const { value, secret } = createKey('cs_off', id);
    const { registryId, account } = registry;
    const data = {
      registryId,
      holder: this.holderOf(holder),
      secretHash: hashSecret(secret, this.host.keys.secret(pepperSecret)),
      madeWith: await this.madeWith(holder),
    };
    const handling = { context, account, believed: [] };
    await this.host.of(offlineTokens).handle(id, { type: 'IssueOfflineToken', data }, handling);
    return value;
  }

  /** Whom the refresh token stands for, if they would still be let in. */
  async authenticate(
    registry: PresentRegistry,
    refreshToken: string,
    context: RequestContext,
  ): Promise<Authentication & Readonly<{ id?: string }>> {
    const key = parseKey(refreshToken);
    if (key?.kind !== 'cs_off') return wrong;
    const { state } = await this.host.of(offlineTokens).read(key.id);
    if (state.status !== 'active' || state.registryId !== registry.registryId) return wrong;
    if (!isMadeSecret(this.host, key.secret, state.secretHash)) return wrong;
    if (state.expiresAt <= formatInstant(this.host.latest())) {
      const message = `the refresh token expired on ${state.expiresAt}; log in again`;
      return { refused: { reason: 'expired', message } };
    }
    const answer = await this.holderNow(registry, state, context);
    return { ...answer, id: key.id };
  }

  /** RFC 7009: what is none ends as well. */
  async end({ token }: RevokeRefreshToken, context: RequestContext): Promise<Nothing> {
    await this.revoke(token, context);
    return {};
  }

  /** Ends one, also what a workload exchanged its own token for. False when it is none that is good for anything. */
  async revoke(refreshToken: string, context: RequestContext): Promise<boolean> {
    const key = parseKey(refreshToken);
    if (key?.kind !== 'cs_off' && key?.kind !== 'cs_tok') return false;
    const { state } = await this.host.of(offlineTokens).read(key.id);
    if (state.status !== 'active' || !isMadeSecret(this.host, key.secret, state.secretHash)) return false;
    const { state: registry } = await this.host.of(registries).read(state.registryId);
    const account = registry.status === 'present' ? { account: registry.account } : {};
    await this.host
      .of(offlineTokens)
      .handle(key.id, { type: 'RevokeOfflineToken', data: {} }, { context, ...account });
    return true;
  }

  private holderOf(holder: Holder): OfflineHolder {
    return holder.kind === 'token'
      ? { kind: 'token', id: holder.token.tokenId, username: holder.username }
      : { kind: 'user', id: holder.user.userId, username: holder.username };
  }

  private async madeWith(holder: Holder): Promise<string> {
    if (holder.kind === 'token') return markOf(holder.token.secrets.at(-1)?.secretHash ?? '');
    const { state } = await this.host.of(cliSecrets).read(holder.user.userId);
    return markOf(state.status === 'none' ? '' : state.secretHash);
  }

  private holderNow(
    registry: PresentRegistry,
    { holder, madeWith }: ActiveToken,
    context: RequestContext,
  ): Promise<Authentication> {
    return holder.kind === 'token'
      ? this.tokenNow(registry, holder, madeWith, context)
      : this.userNow(registry, holder, madeWith, context);
  }

  private async tokenNow(
    registry: PresentRegistry,
    { id, username }: OfflineHolder,
    madeWith: string,
    { ip }: RequestContext,
  ): Promise<Authentication> {
    const { state } = await this.host.of(registryTokens).read(id);
    if (state.status === 'none') return wrong;
    const now = this.host.latest();
    const refused = tokenRefusal(state, { registry, username, ip, now });
    if (refused) return { refused };
    if (!openSecrets(state, now).some(({ secretHash }) => markOf(secretHash) === madeWith)) return replaced;
    return { holder: { kind: 'token', username, token: state as PresentToken } };
  }

  private async userNow(
    registry: PresentRegistry,
    { id }: OfflineHolder,
    madeWith: string,
    { ip }: RequestContext,
  ): Promise<Authentication> {
    const user = this.directory.user(id);
    const { state } = await this.host.of(cliSecrets).read(id);
    if (!user || state.status === 'none') return wrong;
    const { cliSecretIdleDays: idleDays } = this.directory.policies(user.account);
    const now = this.host.latest();
    const isAwake = (at: string | undefined) => !isIdle({ lastSignInAt: at, idleDays, now });
    const lastSignInAt = await this.signIns.lastOf(id, isAwake);
    const refused = cliRefusal(state, { registry, user, lastSignInAt, idleDays, ip, now });
    if (refused) return { refused };
    if (markOf(state.secretHash) !== madeWith) return replaced;
    return { holder: { kind: 'user', username: user.username, user } };
  }
}

const replaced: Authentication = {
  refused: {
    reason: 'revoked',
    message: 'the password that this login was made with has been replaced; log in again',
  } satisfies Refused,
};
