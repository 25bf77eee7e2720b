import { issuerSpellings } from '@credstream/domain-identity';
import { createRemoteJWKSet, customFetch as joseFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  discovery,
  fetchUserInfo,
  None,
} from 'openid-client';
import { boundedFetch } from './bounded-fetch.js';
import type { Provider } from './provider-settings.js';

/** What one sign-in was begun with. */
export type Begun = Readonly<{ state: string; nonce: string; verifier: string }>;

/** What the provider says of a person. */
export type ProviderClaims = Readonly<{ iss: string; sub: string }> & Readonly<Record<string, unknown>>;

/** OpenID Connect Back-Channel Logout 1.0 §2.4. */
export type LogoutClaims = Readonly<{ iss: string; jti: string; sub?: string; sid?: string }>;

export class ProviderRefused extends Error {}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** What the provider announces cannot be used from here; only its operator or ours can mend that. */
export class ProviderUnusable extends Error {}

const requestSeconds = 10;

/**
 * How this client proves who it is, by what the provider announces (Discovery 1.0 section 3: absent means
 * `client_secret_basic`). Throws `ProviderUnusable`.
 */
const clientAuthentication = (
  secret: string | undefined,
  announced: readonly string[] | undefined,
): ClientAuth => {
  if (secret === undefined) return None();
  const methods = announced ?? ['client_secret_basic'];
  if (methods.includes('client_secret_basic')) return ClientSecretBasic(secret);
  if (methods.includes('client_secret_post')) return ClientSecretPost(secret);
  throw new ProviderUnusable(
    `The provider takes clients by ${methods.join(', ')} only; Credstream knows client_secret_basic and client_secret_post`,
  );
};

/** One OpenID Connect provider, by its discovery document; everything that is spoken with it. */
export class OpenIdProvider {
  private configuration: Promise<Configuration> | undefined;
  private keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  private readonly fetch = boundedFetch();

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
      return { ...more, ...claims };
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
    this.keys ??= createRemoteJWKSet(new URL(jwksUri), { [joseFetch]: this.fetch });
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms,
        issuer,
        audience: this.settings.clientId,
        requiredClaims: ['iat', 'jti', 'events'],
        maxTokenAge: '5m',
        clockTolerance: 5,
      });
      return { iss: issuer, ...logoutClaims(payload) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      throw new ProviderRefused('This is no logout token of the provider', { cause: error });
    }
  }

  private discovered(): Promise<Configuration> {
    this.configuration ??= this.discover().catch((error: unknown) => {
      this.configuration = undefined;
      throw error;
    });
    return this.configuration;
  }

  /** The address may be set with or without the last slash; how the provider itself writes it is what counts. */
  private async discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    let failure: unknown;
    for (const spelling of issuerSpellings(issuer)) {
      try {
        const found = await discovery(new URL(spelling), clientId, undefined, None(), {
          [customFetch]: this.fetch,
          timeout: requestSeconds,
          // Only where the operator names a provider without TLS.
          execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
        });
        const server = found.serverMetadata();
        const announced = server.token_endpoint_auth_methods_supported;
        const configuration = new Configuration(
          server,
          clientId,
          undefined,
          clientAuthentication(clientSecret, announced),
        );
        configuration[customFetch] = this.fetch;
        configuration.timeout = requestSeconds;
        if (issuer.startsWith('http:')) allowInsecureRequests(configuration);
        return configuration;
      } catch (error) {
        failure ??= error;
        if (error instanceof ProviderUnusable) throw error;
      }
    }
    throw failure;
  }
}

const logoutClaims = ({ events, sub, sid, jti, nonce }: JWTPayload): Omit<LogoutClaims, 'iss'> => {
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
