import { createHmac, hash, randomBytes } from 'node:crypto';
import type {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  ConfirmProviderSignIn,
  ProviderCodeReply,
  ProviderLogout,
  ProviderSignInReply,
  RedeemProviderCode,
  SignInMethodsReply,
  TokenReply,
} from '@credstream/contracts/identity';
import { sameHash } from '@credstream/crypto';
import {
  issuerSpellings,
  type ProviderSession,
  ProviderSignInRefused,
  ProviderUnknown,
} from '@credstream/domain-identity';
import {
  currentShapes,
  type Event,
  formatInstant,
  type RequestContext,
  ServiceUnavailable,
  valueStream,
} from '@credstream/domain-kernel';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionEnds } from '../session/session-ends.js';
import { SignIns } from '../session/sign-ins.js';
import type { PresentUser } from '../user/users.js';
import { failureWords } from './failure-words.js';
import { type Begun, OpenIdProvider, ProviderRefused } from './openid-provider.js';
import { type Provider, ProviderSettings } from './provider-settings.js';
import { ProviderUsers } from './provider-users.js';
import { recordOnce } from './record-once.js';
import { SignInCodes } from './sign-in-codes.js';

/** Of what came from the provider and works once; the streams are forgotten after a while. */
type OnceEvent =
  | Event<'ProviderStateUsed', { at: string }>
  | Event<'ProviderCodeUsed', { at: string }>
  | Event<'ProviderLogoutReceived', { at: string }>;
const onceSchema = currentShapes<OnceEvent>({
  ProviderStateUsed: true,
  ProviderCodeUsed: true,
  ProviderLogoutReceived: true,
});

const signInWithinSeconds = 600;
const forgetAfterSeconds = 86_400;

/** The user reads a page in between. */
const redeemedWithinMs = 300_000;

const challengeOf = (verifier: string): string => hash('sha256', verifier, 'base64url');

const stateForm = /^(\d{1,12})\.([\w-]{43})\.([\w-]{43})$/;

/** Signing in at an OpenID Connect provider: code flow with PKCE. Nothing is kept between its two halves. */
@Injectable()
export class ProviderSignIns implements OnModuleInit {
  private key: Uint8Array = new Uint8Array();
  private readonly codes = new SignInCodes((body) => this.mac('code', body));
  private readonly provider: OpenIdProvider | undefined;

  constructor(
    private readonly host: ServiceHost,
    private readonly settings: ProviderSettings,
    private readonly users: ProviderUsers,
    private readonly signIns: SignIns,
    private readonly ends: SessionEnds,
  ) {
    this.provider = settings.provider && new OpenIdProvider(settings.provider);
  }

  async onModuleInit(): Promise<void> {
    this.key = this.host.keys.secret('oidc');
  }

  async methods(): Promise<SignInMethodsReply> {
    return { provider: this.provider !== undefined };
  }

  /** Throws `ProviderUnknown`, `ServiceUnavailable`. */
  async begin({ redirectUri, browser }: BeginProviderSignIn): Promise<ProviderSignInReply> {
    const { openId } = this.known();
    const expiresAt = Math.floor(this.host.now().getTime() / 1000) + signInWithinSeconds;
    const begun = `${expiresAt}.${randomBytes(32).toString('base64url')}`;
    const state = `${begun}.${this.mac('state', begun, browser)}`;
    return { url: await this.reaching(() => openId.authorizationUrl(this.begunWith(state), redirectUri)) };
  }

  /** The first sign-in makes the user. Throws `ProviderSignInRefused`, and then nothing was recorded. */
  async complete(
    { callbackUrl, browser }: CompleteProviderSignIn,
    context: RequestContext,
  ): Promise<TokenReply> {
    const { user, session } = await this.confirmed({ callbackUrl, browser }, context);
    return this.signIns.succeeded(user, 'oidc', context, session);
  }

  /** As `complete`, but the session begins when the program brings its verifier. Throws `ProviderSignInRefused`. */
  async confirm(
    { codeChallenge, ...callback }: ConfirmProviderSignIn,
    context: RequestContext,
  ): Promise<ProviderCodeReply> {
    const { user, session } = await this.confirmed(callback, context);
    const expiresAt = this.host.now().getTime() + redeemedWithinMs;
    const code = this.codes.seal({ userId: user.userId, codeChallenge, expiresAt, session });
    return { code, username: user.username };
  }

  /** Throws `ProviderSignInRefused`. */
  async redeem({ code, codeVerifier }: RedeemProviderCode, context: RequestContext): Promise<TokenReply> {
    const confirmed = this.codes.open(code);
    const fits = confirmed && sameHash(challengeOf(codeVerifier), confirmed.codeChallenge);
    if (!fits || confirmed.expiresAt <= this.host.latest().getTime()) throw new ProviderSignInRefused();
    await this.once(valueStream('oidccode', code), 'ProviderCodeUsed', context);
    const user = await this.users.active(confirmed.userId);
    return this.signIns.succeeded(user, 'oidc', context, confirmed.session);
  }

  private async confirmed(
    { callbackUrl, browser }: CompleteProviderSignIn,
    context: RequestContext,
  ): Promise<Readonly<{ user: PresentUser; session: ProviderSession }>> {
    const { openId, provider } = this.known();
    const url = URL.parse(callbackUrl);
    const state = url?.searchParams.get('state') ?? '';
    if (!url || !this.isOurs(state, browser)) throw new ProviderSignInRefused();
    const claims = await this.reaching(() => openId.claims(url, this.begunWith(state)));
    await this.once(valueStream('oidcstate', state), 'ProviderStateUsed', context);
    const user = await this.users.userOf(claims, provider, context);
    const { iss, sub, sid } = claims;
    const session = { issuer: iss, subject: sub, ...(typeof sid === 'string' && { sid }) };
    return { user, session };
  }

  /** Back-channel logout: ends the sessions that began by a session at the provider, or all of a person. */
  async logout({ logoutToken }: ProviderLogout, context: RequestContext): Promise<object> {
    const { openId } = this.known();
    const { iss, jti, sub, sid } = await this.reaching(() => openId.logout(logoutToken));
    await this.once(valueStream('oidclogout', iss, jti), 'ProviderLogoutReceived', context);
    const filter = {
      'provider.issuer': { $in: issuerSpellings(iss) },
      ...(sub !== undefined && { 'provider.subject': sub }),
      ...(sid !== undefined && { 'provider.sid': sid }),
    };
    await this.ends.endAll(filter, 'provider_logout', context);
    return {};
  }

  private known(): Readonly<{ openId: OpenIdProvider; provider: Provider }> {
    if (!this.provider || !this.settings.provider) throw new ProviderUnknown();
    return { openId: this.provider, provider: this.settings.provider };
  }

  private mac(purpose: string, ...parts: readonly string[]): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([purpose, ...parts]))
      .digest('base64url');
  }

  /** Derived from the state, so that nothing need be kept. */
  private begunWith(state: string): Begun {
    return { state, nonce: this.mac('nonce', state), verifier: this.mac('verifier', state) };
  }

  private isOurs(state: string, browser: string): boolean {
    const [, expiresAt, random, mac] = stateForm.exec(state) ?? [];
    if (expiresAt === undefined || random === undefined || mac === undefined) return false;
    const expected = this.mac('state', `${expiresAt}.${random}`, browser);
    return sameHash(mac, expected) && Number(expiresAt) * 1000 > this.host.latest().getTime();
  }

  private async once(stream: string, type: OnceEvent['type'], context: RequestContext): Promise<void> {
    const events: OnceEvent[] = [{ type, data: { at: formatInstant(this.host.now()) } }];
    const fresh = await recordOnce({
      ...{ store: this.host.store, schema: onceSchema, stream, events, context },
      forgetAfterSeconds,
    });
    if (!fresh) throw new ProviderSignInRefused('This was used before');
  }

  private async reaching<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { provider } = this.known();
      const cause = failureWords(error);
      this.host.log.warn({ issuer: provider.issuer, cause }, 'The identity provider failed or refused');
      if (error instanceof ProviderRefused) throw new ProviderSignInRefused(undefined, {}, error);
      throw new ServiceUnavailable('The provider does not answer', { retryAfter: 5 }, error);
    }
  }
}
