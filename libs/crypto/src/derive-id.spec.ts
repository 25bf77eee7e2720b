import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { derivedId, derivedUuid } from './derive-id.js';

describe('a derived id', () => {
  it('is the same for the same seed, and stays so over releases', () => {
    expect(derivedId('create-key-1', 12)).toBe('sMqcE49c635z');
  });

  it('has the asked length and another seed gives another id', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 12, max: 43 }), (one, other, length) => {
        fc.pre(one !== other);
        expect(derivedId(one, length)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`));
        expect(derivedId(one, length)).not.toBe(derivedId(other, length));
      }),
    );
  });

  it.each([0, -1, 1.5, 44, NaN])('of %p characters is refused', (length) => {
    expect(() => derivedId('seed', length)).toThrow(RangeError);
  });
});

describe('a derived UUID', () => {
  it('is the same for the same seed and index, and stays so over releases', () => {
    expect(derivedUuid('create-key-1', 0)).toBe('4da983ce-ffd7-8976-b705-5cf23614465c');
  });

  it('has version 8 and the RFC 9562 variant', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (seed, index) => {
        expect(derivedUuid(seed, index)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('differs for each index and each seed, also when seeds begin or end with digits', () => {
    const uuids = ['seed', 'seed1', '1seed', '1\0seed'].flatMap((seed) =>
      [0, 1, 11, 12].map((index) => derivedUuid(seed, index)),
    );
    expect(new Set(uuids).size).toBe(uuids.length);
  });
});
