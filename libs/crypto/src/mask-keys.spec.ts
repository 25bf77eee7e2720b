import { describe, expect, it } from '@jest/globals';
import { maskKeys, maskKeysIn } from './mask-keys.js';
import { createKey, keyKinds } from './secret-key.js';

describe('masking keys', () => {
  it.each(keyKinds)('leaves kind and id of a %s, and no secret', (kind) => {
    const { value, id, secret } = createKey(kind);
    for (const text of [
      value,
      `x${value}y`,
      `${value.slice(0, -1)}!`.replace('!', 'Z'),
      `${value} ${value}`,
    ]) {
      expect(maskKeys(text)).toContain(`${kind}_${id}_(masked)`);
      expect(maskKeys(text)).not.toContain(secret);
    }
  });

  it('masks refresh tokens', () => {
    const token = `cs_ses_${'a'.repeat(22)}.${'b'.repeat(43)}`;
    expect(maskKeys(`token ${token}`)).toBe(`token cs_ses_${'a'.repeat(22)}.(masked)`);
  });

  it('reaches every text of a value, and leaves the rest as it is', () => {
    const { value, id, secret } = createKey('cs_key');
    const found = maskKeysIn({ reason: value, list: [{ [value]: `of ${value}` }], count: 1, none: null });
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(found).toMatchObject({ reason: `cs_key_${id}_(masked)`, count: 1, none: null });
    const plain = { reason: 'discs_ and cs_key', at: undefined };
    expect(maskKeysIn(plain)).toEqual(plain);
    expect(maskKeysIn(undefined)).toBeUndefined();
  });
});
