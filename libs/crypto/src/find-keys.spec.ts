import { describe, expect, it } from '@jest/globals';
import { findKeys } from './find-keys.js';
import { createKey } from './secret-key.js';

describe('finding keys in a text', () => {
  const one = createKey('cs_key');
  const other = createKey('cs_tok');

  it('finds each of them, with its kind, its id and where it begins', () => {
    expect(findKeys(`KEY=${one.value}\nTOKEN="${other.value}"`)).toEqual([
      { value: one.value, kind: 'cs_key', id: one.id, index: 4 },
      { value: other.value, kind: 'cs_tok', id: other.id, index: 4 + one.value.length + '\nTOKEN="'.length },
    ]);
  });

  it('finds one that is glued to other text', () => {
    expect(findKeys(`x${one.value}y`)).toHaveLength(1);
  });

  it('passes over what only looks like one', () => {
    const wrong = `${one.value.slice(0, -1)}${one.value.endsWith('a') ? 'b' : 'a'}`;
    expect(findKeys(`${wrong} ${one.value.slice(0, -1)} ${one.value.toUpperCase()}`)).toEqual([]);
  });
});
