import { describe, expect, it } from '@jest/globals';
import { type FailedSignIns, forgetAfterMs, signInDelay, signInFailed } from './sign-in-delay.js';

const now = Date.parse('2026-03-01T12:00:00Z');
const failed = (times: number, at = now): FailedSignIns | undefined =>
  Array.from({ length: times }).reduce<FailedSignIns | undefined>(
    (before) => signInFailed(before, at),
    undefined,
  );

describe('the delay after failed sign-ins', () => {
  it('is none for the first failures', () => {
    expect(signInDelay(undefined, 'username', now)).toBe(0);
    expect(signInDelay(failed(4), 'username', now)).toBe(0);
    expect(signInDelay(failed(49), 'address', now)).toBe(0);
  });

  it('doubles with each further failure, up to a minute', () => {
    const delays = [5, 6, 7, 8, 9, 10, 11, 12, 100].map((times) =>
      signInDelay(failed(times), 'username', now),
    );
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
    expect(signInDelay(failed(51), 'address', now)).toBe(2_000);
  });

  it('counts several failures at once as each of them', () => {
    expect(signInFailed(failed(2), now, 7)).toEqual(failed(9));
  });

  it('runs out', () => {
    expect(signInDelay(failed(6), 'username', now + 1_500)).toBe(500);
    expect(signInDelay(failed(6), 'username', now + 2_000)).toBe(0);
  });

  it('begins anew when nothing failed for a while', () => {
    const later = now + forgetAfterMs + 1;
    expect(signInFailed(failed(9), later)).toEqual({ count: 1, lastAt: later });
    expect(signInDelay(failed(9), 'username', later)).toBe(0);
  });

  it('does not shrink when the clock goes back', () => {
    expect(signInFailed(failed(5), now - 5_000)).toEqual({ count: 6, lastAt: now });
  });
});
