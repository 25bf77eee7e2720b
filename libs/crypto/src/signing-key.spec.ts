import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createPrivatePem, createSigningKey, readSigningKey } from './signing-key.js';

describe('a signing key', () => {
  it('is P-256, named by its RFC 7638 thumbprint, and publishes no private part', async () => {
    const { kid, publicJwk } = await createSigningKey();
    expect(kid).toMatch(/^[\w-]{43}$/);
    expect(publicJwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: expect.any(String),
      y: expect.any(String),
      kid,
      use: 'sig',
      alg: 'ES256',
    });
  });

  it('is the same key each time it is read', async () => {
    const pem = createPrivatePem();
    const [one, other] = await Promise.all([readSigningKey(pem), readSigningKey(pem)]);
    expect(one.publicJwk).toEqual(other.publicJwk);
  });

  it('of another kind is refused', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    for (const key of [rsa, p384]) {
      const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
      await expect(readSigningKey(pem)).rejects.toThrow('Not a P-256 key.');
    }
  });

  it('whose halves come from two keys is refused', async () => {
    const [one, other] = [createPrivatePem(), createPrivatePem()].map((pem) =>
      createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }),
    );
    // The public point is the last 65 bytes of the structure.
    const mixed = Buffer.concat([one!.subarray(0, -65), other!.subarray(-65)]);
    const pem = createPrivateKey({ key: mixed, format: 'der', type: 'pkcs8' }).export({
      format: 'pem',
      type: 'pkcs8',
    });
    await expect(readSigningKey(pem.toString())).rejects.toThrow('does not belong');
  });
});
