import { describe, expect, it } from '@jest/globals';
import { timeoutOf } from './timeout.js';

describe('timeoutOf', () => {
  it.each([
    [undefined, Infinity],
    ['2H', 7_200_000],
    ['3M', 180_000],
    ['4S', 4000],
    ['500m', 500],
    ['2500u', 2.5],
    ['99999999H', 2 ** 31 - 1],
  ])('reads %s as %d ms', (header, expected) => {
    expect(timeoutOf(header)).toBe(expected);
  });

  it.each(['', '5', 'S', '-1S', '1.5S', '123456789S', '5s'])('does not understand "%s"', (header) => {
    expect(timeoutOf(header)).toBeNaN();
  });
});
