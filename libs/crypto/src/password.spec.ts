import { describe, expect, it } from '@jest/globals';
import { hashPassword, nobodysHash, verifyPassword } from './password.js';

const settingsOf = (hash: string) => hash.split('$').slice(1, 4);

describe('a password', () => {
  it('is accepted against its own hash and no other', async () => {
    const stored = await hashPassword('correct horse battery');
    expect(await verifyPassword(stored, 'correct horse battery')).toBe(true);
    expect(await verifyPassword(stored, 'correct horse batterY')).toBe(false);
    expect(await verifyPassword(stored, '')).toBe(false);
  });

  it('is hashed with argon2id at 19 MiB, 2 passes, 1 lane, salted anew each time', async () => {
    const [one, other] = await Promise.all([hashPassword('same password'), hashPassword('same password')]);
    expect(settingsOf(one)).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
    expect(one).not.toBe(other);
  });

  it('of nobody is refused after the same work', async () => {
    expect(await verifyPassword(undefined, 'any password')).toBe(false);
    const real = await hashPassword('any password');
    expect(settingsOf(nobodysHash)).toEqual(settingsOf(real));
    expect(nobodysHash.length).toBe(real.length);
  });

  it('cannot be checked against a damaged hash', async () => {
    await expect(verifyPassword('$argon2id$damaged', 'any password')).rejects.toThrow();
  });
});
