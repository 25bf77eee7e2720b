import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { SigningKey } from './signing-key.js';

export type TokenToSign = Readonly<{
  /** The kind of token (`at+jwt`, ...), so that none passes for another (RFC 8725 §3.11). */
  typ: string;
  issuer: string;
  audience: string;
  subject: string;
  expiresInSeconds: number;
  now: Date;
  claims?: Readonly<Record<string, unknown>>;
}>;

export type ExpectedToken = Readonly<{ typ: string; issuer: string; audience: string; now: Date }>;

/** The claims of a verified token; `iss`, `aud`, `sub`, `iat` and `exp` are always there. */
export type TokenClaims = JWTPayload & Readonly<{ iss: string; sub: string; iat: number; exp: number }>;

/** Why a token was refused: for the log only. The caller learns that it was, and no more. */
export type TokenRefusal =
  | 'malformed'
  | 'header'
  | 'algorithm'
  | 'type'
  | 'unknown_key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not_yet_valid'
  | 'claims';

export class TokenRefused extends Error {
  readonly reason: TokenRefusal;

  constructor(reason: TokenRefusal, cause?: unknown) {
    super(`The token was refused: ${reason}.`, { cause });
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}

const algorithm = 'ES256';
const requiredClaims = ['iss', 'aud', 'sub', 'iat', 'exp'];

/** Three parts; 64 bytes of signature leave four bits of their last character unused, which must be zero. */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** Signs an ES256 JWT. `claims` cannot replace issuer, audience, subject or times. */
export const signToken = (key: SigningKey, token: TokenToSign): Promise<string> => {
  const issuedAt = Math.floor(token.now.getTime() / 1000);
  return new SignJWT({ ...token.claims })
    .setProtectedHeader({ alg: algorithm, typ: token.typ, kid: key.kid })
    .setIssuer(token.issuer)
    .setAudience(token.audience)
    .setSubject(token.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + token.expiresInSeconds)
    .sign(key.privateKey);
};

/**
 * Form, header (only `alg`, `typ` and `kid`: no key, address of a key or `crit` is ever looked at), type,
 * key, signature, claims: in this order. Rejects with TokenRefused at the first that does not fit.
 */
export const verifyToken = async (
  token: string,
  jwks: JSONWebKeySet,
  expected: ExpectedToken,
): Promise<TokenClaims> => {
  checkHeader(token, expected.typ);
  try {
    const { payload } = await jwtVerify(token, keysOf(jwks), {
      algorithms: [algorithm],
      issuer: expected.issuer,
      audience: expected.audience,
      currentDate: expected.now,
      requiredClaims,
    });
    return payload as TokenClaims;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new TokenRefused(refusalOf(error), error);
    throw error;
  }
};

const checkHeader = (token: string, typ: string): void => {
  if (!compactForm.test(token)) throw new TokenRefused('malformed');
  const { alg, typ: actualTyp, kid, ...others } = headerOf(token);
  if (alg !== algorithm) throw new TokenRefused('algorithm');
  if (actualTyp !== typ) throw new TokenRefused('type');
  if (typeof kid !== 'string' || Object.keys(others).length > 0) throw new TokenRefused('header');
};

const headerOf = (token: string) => {
  try {
    return decodeProtectedHeader(token);
  } catch (error) {
    throw new TokenRefused('malformed', error);
  }
};

/** jose imports the keys of a set once for each resolver, so the resolver lives as long as the set. */
const resolvers = new WeakMap<JSONWebKeySet, ReturnType<typeof createLocalJWKSet>>();

const keysOf = (jwks: JSONWebKeySet) => {
  const known = resolvers.get(jwks);
  if (known) return known;
  const resolver = createLocalJWKSet(jwks);
  resolvers.set(jwks, resolver);
  return resolver;
};

const refusalOfClaim: Readonly<Record<string, TokenRefusal>> = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'not_yet_valid',
};

const refusalOf = (error: errors.JOSEError): TokenRefusal => {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return refusalOfClaim[error.claim] ?? 'claims';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'malformed';
};
