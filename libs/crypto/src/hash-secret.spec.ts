import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashSecret, sameHash } from './hash-secret.js';

const pepper = Buffer.alloc(32, 7);

describe('the hash of a secret', () => {
  it('is SHA-256 over pepper and secret', () => {
    const expected = createHash('sha256').update(pepper).update('sécret').digest('hex');
    expect(hashSecret('sécret', pepper)).toBe(expected);
  });

  it('is that for a secret of any length, one after the other', () => {
    for (const length of [0, 1, 43, 74, 75, 76, 224, 225, 1_000, 43, 0]) {
      for (const sign of ['x', 'é', '\u20ac', '\u{1f511}']) {
        const secret = sign.repeat(length);
        const expected = createHash('sha256').update(pepper).update(secret).digest('hex');
        expect(hashSecret(secret, pepper)).toBe(expected);
      }
    }
  });

  it('differs with the pepper and with the secret', () => {
    const hashes = [
      hashSecret('secret', pepper),
      hashSecret('secret', Buffer.alloc(32, 8)),
      hashSecret('Secret', pepper),
    ];
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('comparing hashes', () => {
  it('tells equal from different, also when lengths differ', () => {
    const hash = hashSecret('secret', pepper);
    expect(sameHash(hash, hashSecret('secret', pepper))).toBe(true);
    expect(sameHash(hash, hashSecret('other', pepper))).toBe(false);
    expect(sameHash(hash, hash.slice(1))).toBe(false);
    expect(sameHash(hash, '')).toBe(false);
    expect(sameHash('ä', 'xx')).toBe(false);
  });
});
