import { sign } from 'node:crypto';
import type { GrantedResource } from '@credstream/domain-registry-access';
import type { RegistryKey } from './registry-key.js';

/**
 * What a registry knows a key by. `universal`: its certificate, for versions 2.8 to 3.1; `v3-jwks`: its RFC 7638
 * thumbprint, for registries with a JWKS; `v2-libtrust`: the fingerprint of version 2, for old set-ups.
 */
export const tokenModes = ['universal', 'v3-jwks', 'v2-libtrust'] as const;
export type TokenMode = (typeof tokenModes)[number];

/** The `iss` of every registry token. */
export const registryTokenIssuer = 'credstream';

/** A registry whose clock is behind by less takes a token at once. */
const notBeforeBackdatedSeconds = 30;

export type RegistryTokenToMint = Readonly<{
  mode: TokenMode;
  /** The audience: what the registry calls `service`. */
  service: string;
  /** Who it is; empty for a stranger. */
  subject: string;
  access: readonly GrantedResource[];
  /** The `jti`. */
  id: string;
  now: Date;
  lifetimeSeconds: number;
}>;

export type MintedToken = Readonly<{ token: string; issuedAt: Date; expiresAt: Date }>;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const headers = new WeakMap<RegistryKey, Map<TokenMode, string>>();

const identifiedBy: Readonly<Record<TokenMode, (key: RegistryKey) => object>> = {
  universal: ({ kid, certificate }) => ({ kid, x5c: [certificate] }),
  // A registry with nothing but a JWKS refuses every token that has x5c.
  'v3-jwks': ({ kid }) => ({ kid }),
  'v2-libtrust': (key) => ({ kid: key.libtrustId }),
};

const headerOf = (key: RegistryKey, mode: TokenMode): string => {
  const known = headers.get(key) ?? new Map<TokenMode, string>();
  headers.set(key, known);
  const before = known.get(mode);
  if (before !== undefined) return before;
  const header = encoded({ typ: 'JWT', alg: 'ES256', ...identifiedBy[mode](key) });
  known.set(mode, header);
  return header;
};

/** Signs a JWT as registries read it: whole seconds, one audience as plain text, ES256 in the form of RFC 7518 §3.4. */
export const mintRegistryToken = (key: RegistryKey, token: RegistryTokenToMint): MintedToken => {
  const issuedAt = Math.floor(token.now.getTime() / 1000);
  const expiresAt = issuedAt + token.lifetimeSeconds;
  const claims = encoded({
    iss: registryTokenIssuer,
    sub: token.subject,
    aud: token.service,
    exp: expiresAt,
    nbf: issuedAt - notBeforeBackdatedSeconds,
    iat: issuedAt,
    jti: token.id,
    access: token.access,
  });
  const signed = `${headerOf(key, token.mode)}.${claims}`;
  const signature = sign('sha256', Buffer.from(signed), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return {
    token: `${signed}.${signature.toString('base64url')}`,
    issuedAt: new Date(issuedAt * 1000),
    expiresAt: new Date(expiresAt * 1000),
  };
};
