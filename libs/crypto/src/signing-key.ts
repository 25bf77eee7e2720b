import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** An ES256 key. `kid` is its RFC 7638 thumbprint; `publicJwk` can be published as it is. */
export type SigningKey = Readonly<{ kid: string; privateKey: KeyObject; publicJwk: JWK }>;

/** A new P-256 private key, PKCS#8 in PEM. */
export const createPrivatePem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString();

/** Reads what `createPrivatePem` wrote. Throws when it is no P-256 key or its two halves do not fit. */
export const readSigningKey = async (pem: string): Promise<SigningKey> => {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new TypeError('Not a P-256 key.');
  const publicKey = createPublicKey(privateKey);
  // PKCS#8 carries the public half too, and OpenSSL takes it on trust.
  const probe = Buffer.from('credstream');
  if (!verify('sha256', probe, publicKey, sign('sha256', probe, privateKey))) {
    throw new TypeError('The public half does not belong to the private half.');
  }
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' }) as JWK & { kty: string };
  const point = { kty, crv, x, y } as JWK;
  const kid = await calculateJwkThumbprint(point);
  return { kid, privateKey, publicJwk: { ...point, kid, use: 'sig', alg: 'ES256' } };
};

/** A new ES256 key, held in memory only. */
export const createSigningKey = (): Promise<SigningKey> => readSigningKey(createPrivatePem());
