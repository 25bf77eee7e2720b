import { describe, expect, it } from '@jest/globals';
import { importedKey, sha256Of } from './imported-key.js';

describe('a key that was made elsewhere', () => {
  const pepper = Buffer.alloc(32, 1);
  const sha256 = sha256Of('sk_live_51H');

  it('is found by its hash alone, always in the same place', () => {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(importedKey(sha256, pepper)).toEqual(importedKey(sha256Of('sk_live_51H'), pepper));
    expect(importedKey(sha256, pepper).id).toMatch(/^[0-9A-Za-z]{12}$/);
  });

  it('is found elsewhere with another pepper or another value', () => {
    const { id } = importedKey(sha256, pepper);
    expect(importedKey(sha256, Buffer.alloc(32, 2)).id).not.toBe(id);
    expect(importedKey(sha256Of('sk_live_51h'), pepper).id).not.toBe(id);
  });
});
