import { describe, expect, it } from '@jest/globals';
import { allowanceOf, endOf, goesWith, mostDaysAtOnce } from './retention.js';

const old = new Date('2027-02-28T23:59:59Z');
const dayMs = 86_400_000;

describe('the end of a stream', () => {
  it.each([
    ['apikey-k1', 'ApiKeyDeleted', old],
    ['credential-c1', 'CredentialDeleted', old],
    ['token-t1', 'TokenDeleted', old],
    ['access-acme-2027-02', 'CredentialAccessed', new Date('2027-03-01T00:00:00Z')],
    ['access-a-b-2027-02', 'CredentialAccessed', new Date('2027-03-01T00:00:00Z')],
    ['access-acme-2027-12', 'CredentialAccessed', new Date('2028-01-01T00:00:00Z')],
    ['access-acme-2027-01', 'CredentialAccessed', old],
    ['access-acme', 'CredentialAccessed', undefined],
    ['apikey-k1', 'ApiKeyRevoked', undefined],
    ['apikey-k1', 'TokenDeleted', undefined],
    ['user-u1', 'UserOffboarded', undefined],
    ['organization-acme', 'AccountDisabled', undefined],
    ['registry-r1', 'RegistryDeleted', undefined],
    ['auditretention-acme', 'AuditEntriesRemoved', undefined],
    ['toString-x', 'ApiKeyDeleted', undefined],
  ])('of %s that is at %s is %s', (stream, type, end) =>
    expect(endOf({ stream, type, created: old })).toEqual(end),
  );
});

describe('what may go of an account', () => {
  const now = new Date('2027-06-01T00:00:00Z');
  const at = (days: number) => new Date(now.getTime() + days * dayMs).toISOString();

  it('ended before its policy says, and waits for no sink thirty days later', () =>
    expect(allowanceOf('acme', 31, { now })).toEqual({
      ...{ account: 'acme', retainAuditDays: 31 },
      ...{ before: new Date('2027-05-01T00:00:00Z'), overdue: new Date('2027-04-01T00:00:00Z') },
    }));
  it('is nothing when it keeps everything', () => expect(allowanceOf('acme', -1, { now })).toBeUndefined());
  it.each([-0.9, 0, 0.9])('is nothing when something went %d days from now', (days) =>
    expect(allowanceOf('acme', 31, { now, last: { at: at(days), complete: true } })).toBeUndefined(),
  );
  it.each([-1, 1, 365])(
    'is something again %d days from it, on either side of a clock that was set',
    (days) => expect(allowanceOf('acme', 31, { now, last: { at: at(days), complete: true } })).toBeDefined(),
  );
  it('is something at once when a removal was interrupted', () =>
    expect(allowanceOf('acme', 31, { now, last: { at: at(0), complete: false } })).toBeDefined());
  it('is what ended in five weeks at most', () => {
    const end = (days: number) => new Date(old.getTime() + days * dayMs);
    expect([0, 34.9].map((days) => goesWith(old, end(days)))).toEqual([true, true]);
    expect([-0.1, mostDaysAtOnce, 365].map((days) => goesWith(old, end(days)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
