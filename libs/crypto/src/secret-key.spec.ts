import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKey, hint, keyKinds, keyPattern, parseKey } from './secret-key.js';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const key = createKey('cs_key').value;
const position = fc.nat({ max: key.length - 1 });
const replaceAt = (at: number, character: string) => key.slice(0, at) + character + key.slice(at + 1);

describe('a new key', () => {
  it.each(keyKinds)('of kind %s reads back as it was made', (kind) => {
    const { value, id, secret } = createKey(kind);
    expect(value).toMatch(new RegExp(`^${kind}_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$`));
    expect(parseKey(value)).toEqual({ kind, id, secret });
  });

  it('takes the id it is given', () => {
    expect(createKey('cs_tok', 'abcDEF012345').id).toBe('abcDEF012345');
  });

  it.each(['', 'short', 'thirteenchars', 'under_scores', 'ünicodeünico'])('refuses %j as an id', (id) => {
    expect(() => createKey('cs_key', id)).toThrow(TypeError);
  });

  it('never repeats', () => {
    const values = Array.from({ length: 1000 }, () => createKey('cs_key').value);
    expect(new Set(values).size).toBe(1000);
  });

  it('carries at least 256 bits of secret', () => {
    expect(62n ** BigInt(createKey('cs_key').secret.length)).toBeGreaterThan(2n ** 256n);
  });
});

describe('the checksum', () => {
  it('stays as it is published: CRC-32 in base62 over all before the last underscore', () => {
    const published = 'cs_key_0123456789AB_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_402T2Q';
    expect(parseKey(published)).toEqual({
      kind: 'cs_key',
      id: '0123456789AB',
      secret: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg',
    });
  });
});

describe('a text that is not a key', () => {
  it('with any one character exchanged is refused', () => {
    fc.assert(
      fc.property(position, fc.constantFrom(...base62, '_', '-', ' ', '\0', '\n'), (at, character) => {
        fc.pre(key[at] !== character);
        expect(parseKey(replaceAt(at, character))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('with any one bit flipped is refused', () => {
    for (let at = 0; at < key.length; at++) {
      for (let bit = 0; bit < 16; bit++) {
        const flipped = String.fromCharCode(key.charCodeAt(at) ^ (1 << bit));
        expect(parseKey(replaceAt(at, flipped))).toBeUndefined();
      }
    }
  });

  it('cut at any place is refused', () => {
    for (let length = 0; length < key.length; length++) {
      expect(parseKey(key.slice(0, length))).toBeUndefined();
      expect(parseKey(key.slice(key.length - length))).toBeUndefined();
    }
  });

  it('with anything before, after or between is refused', () => {
    fc.assert(
      fc.property(position, fc.string({ unit: 'binary', minLength: 1 }), (at, extra) => {
        expect(parseKey(key + extra)).toBeUndefined();
        expect(parseKey(extra + key)).toBeUndefined();
        expect(parseKey(key.slice(0, at) + extra + key.slice(at))).toBeUndefined();
      }),
    );
  });

  it('with two neighbours exchanged is refused', () => {
    for (let at = 1; at < key.length; at++) {
      const swapped = key.slice(0, at - 1) + key.charAt(at) + key.charAt(at - 1) + key.slice(at + 1);
      if (swapped !== key) expect(parseKey(swapped)).toBeUndefined();
    }
  });

  it.each([
    ['upper case', key.toUpperCase()],
    ['lower case', key.toLowerCase()],
    ['a line end', `${key}\n`],
    ['base64 padding', `${key.slice(0, -1)}=`],
    ['a NUL', replaceAt(30, '\0')],
    ['a Cyrillic с', `с${key.slice(1)}`],
    ['a full-width c', `ｃ${key.slice(1)}`],
    ['a combining mark', `${key.slice(0, -1)}\u0301`],
    ['another kind', key.replace('cs_key', 'cs_tok')],
    ['a kind of nobody', key.replace('cs_key', 'cs_foo')],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(parseKey(text)).toBeUndefined();
  });

  it('of any other sort is refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseKey(text) === undefined));
  });
});

describe('the pattern', () => {
  it('finds every key in a text, whatever it is glued to', () => {
    const other = createKey('cs_cli').value;
    const text = `x=${key}&y=${other}0 and ${key.slice(0, -1)}`;
    expect(text.match(keyPattern)).toEqual([key, other]);
    expect(text.replaceAll(keyPattern, '***')).toBe(`x=***&y=***0 and ${key.slice(0, -1)}`);
  });
});

describe('the hint', () => {
  it('is the last four characters of the secret', () => {
    expect(hint('abcdefghij')).toBe('ghij');
  });
});
