import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBase62, toBase62, wholeToBase62 } from './base62.js';

describe('random base62', () => {
  it('draws every character about as often as every other', () => {
    const drawn = 62 * 2000;
    const counts = new Map<string, number>();
    for (const character of randomBase62(drawn)) counts.set(character, (counts.get(character) ?? 0) + 1);
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(counts.size).toBe(62);
    // 61 degrees of freedom: a fair draw exceeds 155 less than once in 10^9 runs; a plain `byte % 62` lands near 2,800.
    expect(chiSquared).toBeLessThan(155);
  });

  it('has the length that was asked for', () => {
    expect(randomBase62(43)).toMatch(/^[0-9A-Za-z]{43}$/);
    expect(randomBase62(0)).toBe('');
  });
});

describe('a number in base62', () => {
  it('is padded with zeros and keeps its last digits', () => {
    expect(toBase62(0n, 3)).toBe('000');
    expect(toBase62(61n, 3)).toBe('00z');
    expect(toBase62(62n, 3)).toBe('010');
    expect(toBase62(0xffff_ffffn, 6)).toBe('4gfFC3');
    expect(toBase62(62n ** 3n + 1n, 3)).toBe('001');
  });

  it('is the same text whether it comes as a number or as a big one', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 12 }), (value, length) => {
        expect(wholeToBase62(value, length)).toBe(toBase62(BigInt(value), length));
      }),
    );
  });
});
