import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  fetchUserInfo,
  None,
} from 'openid-client';
import type { Provider } from './provider-settings.js';

/** What one sign-in was begun with. */
export type Begun = Readonly<{ state: string; nonce: string; verifier: string }>;

/** What the provider says of a person. */
export type ProviderClaims = Readonly<{ sub: string; sid?: string }> & Readonly<Record<string, unknown>>;

/** OpenID Connect Back-Channel Logout 1.0 §2.4. */
export type LogoutClaims = Readonly<{ jti: string; sub?: string; sid?: string }>;

export class ProviderRefused extends Error {}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** One OpenID Connect provider, by its discovery document; everything that is spoken with it. */
export class OpenIdProvider {
  private configuration: Promise<Configuration> | undefined;
  private keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(private readonly settings: Provider) {}

  /** Where to send the browser. Throws when the provider cannot be reached. */
  async authorizationUrl({ state, nonce, verifier }: Begun, redirectUri: string): Promise<string> {
    const url = buildAuthorizationUrl(await this.discovered(), {
      redirect_uri: redirectUri,
      scope: this.settings.scopes,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return url.href;
  }

  /** Exchanges the code of a callback. Throws `ProviderRefused` for whatever does not fit. */
  async claims(callbackUrl: URL, { state, nonce, verifier }: Begun): Promise<ProviderClaims> {
    const configuration = await this.discovered();
    try {
      const tokens = await authorizationCodeGrant(configuration, callbackUrl, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new ProviderRefused('The provider sent no id token');
      const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = hasMore ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return { ...more, ...claims } as ProviderClaims;
    } catch (error) {
      throw error instanceof ProviderRefused
        ? error
        : new ProviderRefused('The provider did not confirm the sign-in', { cause: error });
    }
  }

  /** The order of §2.6; throws `ProviderRefused`. */
  async logout(token: string): Promise<LogoutClaims> {
    const { issuer, jwks_uri: jwksUri } = (await this.discovered()).serverMetadata();
    if (jwksUri === undefined) throw new ProviderRefused('The provider publishes no keys');
    this.keys ??= createRemoteJWKSet(new URL(jwksUri));
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms,
        issuer,
        audience: this.settings.clientId,
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: '5m',
        clockTolerance: 5,
      });
      return logoutClaims(payload);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new ProviderRefused('This is no logout token of the provider', { cause: error });
    }
  }

  private discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    this.configuration ??= discovery(
      url,
      clientId,
      clientSecret,
      clientSecret === undefined ? None() : undefined,
      {
        // Only where the operator names a provider without TLS.
        execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
      },
    ).catch((error: unknown) => {
      this.configuration = undefined;
      throw error;
    });
    return this.configuration;
  }
}

const logoutClaims = ({ events, sub, sid, jti, nonce }: JWTPayload): LogoutClaims => {
  const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, logoutEvent);
  const names = typeof sub === 'string' || typeof sid === 'string';
  if (!isLogout || !names || nonce !== undefined || jti === undefined) {
    throw new ProviderRefused('This is no logout token');
  }
  return {
    jti,
    ...(typeof sub === 'string' && { sub }),
    ...(typeof sid === 'string' && { sid }),
  };
};
