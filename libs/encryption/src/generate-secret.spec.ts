import { describe, expect, it } from '@jest/globals';
import { alphabets, generateSecret, recipeErrors } from './generate-secret.js';

describe('a generated secret', () => {
  it.each([
    { length: 32, alphabet: 'alphanumeric' },
    { length: 4_096, alphabet: 'printable' },
    { length: 64, alphabet: 'AB' },
    { length: 12, alphabet: 'абвгдежзийклмнопрстуфхцчшщъыьэюя🔑🗝' + alphabets['alphanumeric'] },
  ])('has the length and the characters asked for: $length of $alphabet', ({ length, alphabet }) => {
    const characters = new Set(alphabets[alphabet] ?? alphabet);
    const secret = [...generateSecret({ length, alphabet })];
    expect(secret).toHaveLength(length);
    expect(secret.filter((each) => !characters.has(each))).toEqual([]);
  });

  it('has every character about as often as the others', () => {
    // 200 characters of 256 values: a remainder of bytes would make the first 56 twice as frequent.
    const alphabet = String.fromCodePoint(...Array.from({ length: 200 }, (_, at) => 0x4e00 + at));
    const counts = new Map<string, number>();
    for (let round = 0; round < 50; round++) {
      for (const each of generateSecret({ length: 4_000, alphabet }))
        counts.set(each, (counts.get(each) ?? 0) + 1);
    }
    // 1000 expected; ten standard deviations.
    expect(Math.min(...counts.values())).toBeGreaterThan(680);
    expect(Math.max(...counts.values())).toBeLessThan(1_320);
    expect(counts.size).toBe(200);
  });

  it.each([
    [{ length: 0, alphabet: 'hex' }, 'range'],
    [{ length: 1.5, alphabet: 'hex' }, 'range'],
    [{ length: Number.NaN, alphabet: 'hex' }, 'range'],
    [{ length: 4_097, alphabet: 'hex' }, 'range'],
    [{ length: 32, alphabet: '' }, 'size'],
    [{ length: 32, alphabet: 'a' }, 'size'],
    [{ length: 32, alphabet: 'aab' }, 'characters'],
    [{ length: 32, alphabet: 'ab\n' }, 'characters'],
    [{ length: 32, alphabet: 'ab\ud800' }, 'characters'],
    [{ length: 15, alphabet: 'hex' }, 'strength'],
    [{ length: 63, alphabet: 'AB' }, 'strength'],
    [{ length: 32, alphabet: 'constructor' }, 'characters'],
  ])('is not made from %j: %s', (recipe, rule) => {
    expect(recipeErrors(recipe)).toMatchObject([{ rule }]);
    expect(() => generateSecret(recipe)).toThrow(RangeError);
  });
});
