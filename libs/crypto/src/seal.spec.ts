import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { open, seal } from './seal.js';

const key = Buffer.alloc(32, 1);
const context = 'answer of request 1';
const plaintext = Buffer.from('{"key":"shown once"}');

describe('a sealed text', () => {
  it('opens with its key and context, byte for byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, about) => {
        const opened = open(seal(bytes, key, about), key, about);
        expect(opened && [...opened]).toEqual([...bytes]);
      }),
    );
  });

  it('shows nothing of the plaintext and is another each time', () => {
    const [one, other] = [seal(plaintext, key, context), seal(plaintext, key, context)];
    expect(one.includes('shown')).toBe(false);
    expect(one.subarray(1, 13)).not.toEqual(other.subarray(1, 13));
    expect(one.subarray(29)).not.toEqual(other.subarray(29));
  });

  it('does not open with another key or for another context', () => {
    const sealed = seal(plaintext, key, context);
    expect(open(sealed, Buffer.alloc(32, 2), context)).toBeUndefined();
    expect(open(sealed, key, 'answer of request 2')).toBeUndefined();
    expect(open(sealed, key, '')).toBeUndefined();
  });

  it('does not open with any one bit flipped, version byte included', () => {
    const sealed = seal(plaintext, key, context);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const damaged = Buffer.from(sealed);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(open(damaged, key, context)).toBeUndefined();
    }
  });

  it('does not open when cut or prolonged', () => {
    const sealed = seal(plaintext, key, context);
    for (let length = 0; length < sealed.length; length++) {
      expect(open(sealed.subarray(0, length), key, context)).toBeUndefined();
    }
    expect(open(Buffer.concat([sealed, Buffer.of(0)]), key, context)).toBeUndefined();
  });
});
