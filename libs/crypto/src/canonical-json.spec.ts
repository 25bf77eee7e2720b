import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyHash, canonicalJson, type JsonValue } from './canonical-json.js';

const hashed = (value: JsonValue, key = Buffer.from('pepper')): string => bodyHash(value, key);

describe('canonical JSON', () => {
  it('follows the sorting example of RFC 8785 §3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonicalJson(value).matchAll(/:"(\w+)/g)].map(([, word]) => word)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  it('writes numbers, text and nesting as RFC 8785 does', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(canonicalJson({ b: [{ z: null, a: true }], a: '\u20ac$\u000f\n"' })).toBe(
      '{"a":"€$\\u000f\\n\\"","b":[{"a":true,"z":null}]}',
    );
  });

  it('says the same as the value it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value as JsonValue))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same however the members were ordered', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse()) as JsonValue;
        expect(hashed(reversed)).toBe(hashed(value));
      }),
    );
  });

  it('takes an undefined member as absent', () => {
    expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  it.each([
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['a Date', new Date(0)],
    ['a Map', new Map([[1, 2]])],
    ['bytes', Buffer.from('x')],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['nothing', undefined],
    ['nothing in a list', [undefined]],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value as unknown as JsonValue)).toThrow(TypeError);
  });
});

describe('a body hash', () => {
  it('stays as it is stored', () => {
    expect(hashed({ name: 'ci', expiresAt: '2030-01-01T00:00:00Z' })).toBe(
      'c3d849a6060f0cf3f2a4cb0e49112f086a1d26b6df101d2d706431eebeab7751',
    );
  });

  it('differs when a value does', () => {
    expect(hashed({ a: 1 })).not.toBe(hashed({ a: '1' }));
    expect(hashed({ a: 1 })).not.toBe(hashed({ a: 1 }, Buffer.from('another pepper')));
    expect(hashed({ a: 1, b: 2 })).not.toBe(hashed({ a: 2, b: 1 }));
  });
});
