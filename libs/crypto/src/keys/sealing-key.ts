import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';

/** An X25519 key by which two parts seal messages for each other. `kid` is 16 hexadecimal digits. */
export type SealingKey = Readonly<{ kid: string; privateKey: KeyObject; publicJwk: JWK }>;

/** The first 64 bits of the SHA-256 of the public key. */
const kidOf = (x: string): string => hash('sha256', Buffer.from(x, 'base64url'), 'hex').slice(0, 16);

/** A new X25519 private key, PKCS#8 in PEM. */
export const createSealingPem = (): string =>
  generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** Reads what `createSealingPem` wrote. Throws when it is no X25519 key. */
export const readSealingKey = (pem: string | Buffer): SealingKey => {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'x25519') throw new TypeError('Not an X25519 key.');
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK;
  const kid = kidOf(x);
  return { kid, privateKey, publicJwk: { kty: 'OKP', crv: 'X25519', x, kid, use: 'enc' } };
};

/** Is this the public half of a sealing key, under its own name? */
export const isSealingJwk = (jwk: JWK | undefined): boolean =>
  jwk?.kty === 'OKP' &&
  jwk.crv === 'X25519' &&
  typeof jwk.x === 'string' &&
  jwk.d === undefined &&
  jwk.kid === kidOf(jwk.x);
