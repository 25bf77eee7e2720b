import { describe, expect, it } from '@jest/globals';
import { Double } from 'bson';
import { add, multiply } from './numeric.js';

describe('arithmetic of documents', () => {
  it('keeps int32 while the result fits, and widens to int64 when it does not', () => {
    expect(add(1, 2)).toBe(3);
    expect(add(2 ** 31 - 1, 1)).toBe(2n ** 31n);
    expect(add(-(2 ** 31), -1)).toBe(-(2n ** 31n) - 1n);
    expect(multiply(2 ** 20, 2 ** 20)).toBe(2n ** 40n);
  });

  it('lets int64 win over int32 and double over both', () => {
    expect(add(1n, 2)).toBe(3n);
    expect(add(1n, 0.5)).toBe(1.5);
    expect(multiply(2n, 1.5)).toEqual(new Double(3));
    expect(add(new Double(1), 1)).toEqual(new Double(2));
    expect(add(new Double(1), 1n)).toEqual(new Double(2));
  });

  it('has no result beyond int64', () => {
    expect(add(2n ** 63n - 1n, 1)).toBeUndefined();
    expect(multiply(2n ** 62n, 2n)).toBeUndefined();
  });

  it('gives zero, not minus zero, for integers', () => {
    expect(Object.is(multiply(0, -5), 0)).toBe(true);
  });
});
