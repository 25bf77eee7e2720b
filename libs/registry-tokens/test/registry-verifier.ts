import {
  constants,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  verify as verifySignature,
  X509Certificate,
} from 'node:crypto';
import { libtrustId, thumbprint } from '../src/index.js';

export type RegistryVersion = '2.8' | '3.0' | '3.1';

export type RegistryVerifierOptions = Readonly<{
  version: RegistryVersion;
  issuer: string;
  service: string;
  /** Certificates of `rootcertbundle`, DER in base64. */
  bundle?: readonly string[];
  /** The file of `jwks`; version 2.8 knows none. */
  jwks?: readonly (JsonWebKey & { kid?: string })[];
}>;

export type Wanted = Readonly<{ type: string; name: string; actions: readonly string[] }>;
export type Verdict = 'allowed' | 'invalid_token' | 'insufficient_scope';

/** What every registry 3.0 computes for every P-256 key: it takes the generator of the curve for the point. */
const generatorThumbprint = 'xx0BcA-wMohw8atYDJOe6peGModklG2wRHBlXHMvl0M';

const leewaySeconds = 60;
const hashes: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' };
const curveFor: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};

class InvalidToken extends Error {}

const record = (value: unknown): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidToken('object');
  return value as Record<string, unknown>;
};

const decoded = (part: string): Record<string, unknown> => {
  if (!/^[\w-]+$/.test(part)) throw new InvalidToken('encoding');
  try {
    return record(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch (error) {
    throw new InvalidToken('JSON', { cause: error });
  }
};

/** As registries 3.1 write a coordinate before they hash it. */
const withoutLeadingZeros = (coordinate = ''): string => {
  const bytes = Buffer.from(coordinate, 'base64url');
  const begin = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(begin === -1 ? bytes.length : begin).toString('base64url');
};

const idOf = (version: RegistryVersion, key: KeyObject): string | undefined => {
  if (version === '2.8') return key.asymmetricKeyType === 'ed25519' ? undefined : libtrustId(key);
  if (key.asymmetricKeyType === 'rsa') return thumbprint(key);
  if (version === '3.0') return key.asymmetricKeyType === 'ec' ? generatorThumbprint : undefined;
  const { x, y } = key.export({ format: 'jwk' });
  const loses =
    key.asymmetricKeyType === 'ec' && (withoutLeadingZeros(x) !== x || withoutLeadingZeros(y) !== y);
  return loses ? undefined : thumbprint(key);
};

/**
 * Checks registry tokens as docker-registry 2.8, 3.0 and 3.1 were measured to: which header names a key, which claims
 * count, how far clocks may differ, what a token allows.
 */
export class RegistryVerifier {
  private readonly certificates: readonly X509Certificate[];
  private readonly keys = new Map<string, KeyObject>();

  constructor(private readonly options: RegistryVerifierOptions) {
    this.certificates = (options.bundle ?? []).map((der) => new X509Certificate(Buffer.from(der, 'base64')));
    for (const { publicKey } of this.certificates) {
      if (options.version === '2.8' && publicKey.asymmetricKeyType === 'ed25519') {
        throw new TypeError('The registry does not start with a key of this kind');
      }
      const id = idOf(options.version, publicKey);
      if (id !== undefined) this.keys.set(id, publicKey);
    }
    if (options.version === '2.8') return;
    for (const jwk of options.jwks ?? []) {
      if (jwk.kid !== undefined) this.keys.set(jwk.kid, createPublicKey({ key: jwk, format: 'jwk' }));
    }
  }

  verify(token: string, now: Date, wanted: readonly Wanted[]): Verdict {
    try {
      const access = this.accessOf(token, now);
      return wanted.every((each) => isAllowed(access, each)) ? 'allowed' : 'insufficient_scope';
    } catch (error) {
      if (error instanceof InvalidToken) return 'invalid_token';
      throw error;
    }
  }

  private accessOf(token: string, now: Date): readonly unknown[] {
    const [head = '', body = '', signature = '', ...others] = token.split('.');
    if (others.length > 0) throw new InvalidToken('parts');
    const header = decoded(head);
    const key = this.keyFor(header, now);
    this.checkSignature(header['alg'], key, `${head}.${body}`, signature);
    const claims = decoded(body);
    this.checkClaims(claims, now.getTime() / 1000);
    return Array.isArray(claims['access']) ? claims['access'] : [];
  }

  /** Version 2.8 looks at x5c, then jwk, then kid. Version 3 looks at nothing else when there is x5c. */
  private keyFor({ x5c, jwk, kid, crit }: Record<string, unknown>, now: Date): KeyObject {
    if (crit !== undefined) throw new InvalidToken('crit');
    if (Array.isArray(x5c)) return this.keyOfChain(x5c, now);
    if (jwk !== undefined) return this.keyOfJwk(record(jwk), now);
    const key = typeof kid === 'string' ? this.keys.get(kid) : undefined;
    if (!key) throw new InvalidToken('kid');
    return key;
  }

  private keyOfChain(chain: readonly unknown[], now: Date): KeyObject {
    const [leaf, ...between] = chain.map((der) => {
      try {
        return new X509Certificate(Buffer.from(String(der), 'base64'));
      } catch (error) {
        throw new InvalidToken('x5c', { cause: error });
      }
    });
    if (!leaf) throw new InvalidToken('x5c');
    let top = leaf;
    for (;;) {
      if (now < new Date(top.validFrom) || now > new Date(top.validTo)) throw new InvalidToken('validity');
      const current = top;
      const isTrusted = this.certificates.some(
        (root) => root.fingerprint256 === current.fingerprint256 || isIssuedBy(current, root),
      );
      if (isTrusted) return leaf.publicKey;
      const next = between.shift();
      if (!next || !isIssuedBy(current, next)) throw new InvalidToken('chain');
      top = next;
    }
  }

  private keyOfJwk(jwk: Record<string, unknown>, now: Date): KeyObject {
    if (Array.isArray(jwk['x5c'])) return this.keyOfChain(jwk['x5c'], now);
    // Version 3 was seen to refuse every bare key; version 2.8 computes its id by itself.
    if (this.options.version !== '2.8') throw new InvalidToken('jwk');
    try {
      const key = this.keys.get(libtrustId(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })));
      if (key) return key;
    } catch (error) {
      throw new InvalidToken('jwk', { cause: error });
    }
    throw new InvalidToken('jwk');
  }

  private checkSignature(alg: unknown, key: KeyObject, signed: string, signature: string): void {
    const [, family = '', bits = ''] = /^(RS|PS|ES)(256|384|512)$/.exec(String(alg)) ?? [];
    const bytes = Buffer.from(signature, 'base64url');
    if (bytes.toString('base64url') !== signature) throw new InvalidToken('encoding');
    const data = Buffer.from(signed);
    const hash = hashes[bits];
    const isEdwards = alg === 'EdDSA' && this.options.version !== '2.8';
    const passes =
      (isEdwards && key.asymmetricKeyType === 'ed25519' && verifySignature(null, data, key, bytes)) ||
      (family === 'ES' &&
        key.asymmetricKeyDetails?.namedCurve === curveFor[String(alg)] &&
        verifySignature(hash, data, { key, dsaEncoding: 'ieee-p1363' }, bytes)) ||
      (family === 'RS' && key.asymmetricKeyType === 'rsa' && verifySignature(hash, data, key, bytes)) ||
      (family === 'PS' &&
        this.options.version !== '2.8' &&
        key.asymmetricKeyType === 'rsa' &&
        verifySignature(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING }, bytes));
    if (!passes) throw new InvalidToken('signature');
  }

  private checkClaims({ iss, aud, exp, nbf }: Record<string, unknown>, now: number): void {
    const { version, issuer, service } = this.options;
    if (iss !== issuer) throw new InvalidToken('iss');
    const isArray = Array.isArray(aud) && version !== '2.8';
    if (isArray ? !aud.includes(service) : aud !== service) throw new InvalidToken('aud');
    if (!Number.isInteger(exp) || now > (exp as number) + leewaySeconds) throw new InvalidToken('exp');
    if (nbf === undefined) return;
    if (!Number.isInteger(nbf) || now < (nbf as number) - leewaySeconds) throw new InvalidToken('nbf');
  }
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isAllowed = (access: readonly unknown[], { type, name, actions }: Wanted): boolean =>
  actions.every((action) =>
    access.some((entry) => {
      const granted = record(entry);
      const held = Array.isArray(granted['actions']) ? granted['actions'] : [];
      return (
        granted['type'] === type && granted['name'] === name && (held.includes(action) || held.includes('*'))
      );
    }),
  );
