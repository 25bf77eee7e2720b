import { describe, expect, it } from '@jest/globals';
import { deletionAdvice } from './deletion-advice.js';

const now = new Date('2026-06-01T12:00:00Z');
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

describe('the advice about deleting a key', () => {
  it.each([
    [0, 'no', 'Last used today'],
    [1, 'no', 'Last used yesterday'],
    [35, 'no', 'Last used 35 days ago'],
    [36, 'probably', 'Last used 36 days ago'],
    [100, 'probably', 'Last used 100 days ago'],
    [101, 'yes', 'Last used 101 days ago'],
  ])('of a key used %d days ago is %s', (days, safeToDelete, why) =>
    expect(
      deletionAdvice({ status: 'active', createdAt: daysAgo(200), lastUsedAt: daysAgo(days) }, now),
    ).toEqual({ safeToDelete, why }),
  );

  it.each([
    [0, 'no', 'Never used; it was made today'],
    [10, 'probably', 'Never used; it was made 10 days ago'],
    [101, 'yes', 'Never used; it was made 101 days ago'],
  ])('of a key that nobody ever used and that is %d days old is %s', (days, safeToDelete, why) =>
    expect(deletionAdvice({ status: 'active', createdAt: daysAgo(days) }, now)).toEqual({
      safeToDelete,
      why,
    }),
  );

  it.each(['revoked', 'expired'] as const)(
    'of a key that is %s is yes, however lately it was used',
    (status) =>
      expect(
        deletionAdvice({ status, createdAt: daysAgo(9), lastUsedAt: daysAgo(0) }, now).safeToDelete,
      ).toBe('yes'),
  );
});
