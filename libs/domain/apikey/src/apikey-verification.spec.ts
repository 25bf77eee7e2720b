import type { Permission } from '@credstream/domain-kernel';
import { barredToApiKeys, permissions, permits, roles, scopeContains } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyPermissionsAt } from './apikey-permissions.js';
import type { VerificationEntry } from './apikey-verification.js';
import { verify } from './apikey-verification.js';

const now = Date.parse('2026-03-01T12:00:00Z');
const right = 'a'.repeat(64);
const wrong = 'b'.repeat(64);

const entry: VerificationEntry = {
  keyId: 'k1',
  secrets: [{ hash: right }],
  status: 'active',
  expiresAt: now + 1000,
  userId: 'u1',
  username: 'ada',
  account: 'acme',
  ownerActive: true,
  roles: [{ role: 'developer', scope: 'acme' }],
};
const request = { secretHash: right, now };
const developerKey = ['credential.read', 'credential.reveal', 'registry.pull', 'registry.push'];
const refusedAs = (reason: string) => ({ valid: false, reason });

describe('a valid API key', () => {
  it('says whose it is and what it may do, and nothing that no key may do', () => {
    expect(verify(entry, request)).toEqual({
      valid: true,
      keyId: 'k1',
      userId: 'u1',
      username: 'ada',
      account: 'acme',
      permissions: developerKey,
      scope: 'acme',
      expiresAt: now + 1000,
      secret: 'newest',
    });
  });

  it('follows the roles of its owner as they are now', () => {
    const viewer = { ...entry, roles: [{ role: 'viewer', scope: 'acme' }] } as const;
    expect(verify(viewer, request)).toMatchObject({ permissions: ['credential.read', 'registry.pull'] });
    expect(verify({ ...entry, roles: [] }, request)).toMatchObject({ valid: true, permissions: [] });
  });

  it('is narrowed by its permissions, never widened', () => {
    const narrowed: VerificationEntry = { ...entry, permissions: ['registry.pull', 'audit.read'] };
    expect(verify(narrowed, request)).toMatchObject({ permissions: ['registry.pull'] });
    expect(verify(narrowed, { ...request, permission: 'registry.push' })).toEqual(refusedAs('not_permitted'));
    expect(verify(narrowed, { ...request, permission: 'audit.read' })).toEqual(refusedAs('not_permitted'));
  });

  it('is narrowed by its scope, and reaches what is below it', () => {
    const narrowed = { ...entry, scope: 'acme/research' };
    expect(verify(narrowed, request)).toMatchObject({ valid: true, scope: 'acme/research' });
    expect(verify(narrowed, { ...request, scope: 'acme/research/vision' })).toMatchObject({ valid: true });
    expect(verify(narrowed, { ...request, scope: 'acme' })).toEqual(refusedAs('not_permitted'));
    expect(verify(narrowed, { ...request, scope: 'acme/research2' })).toEqual(refusedAs('not_permitted'));
  });

  it('opens nothing at another account', () => {
    expect(verify(entry, { ...request, scope: 'other' })).toEqual(refusedAs('not_permitted'));
    expect(verify(entry, { ...request, scope: '/', permission: 'credential.read' })).toEqual(
      refusedAs('not_permitted'),
    );
  });

  it.each(barredToApiKeys)('of the system administrator does not open %s', (permission) => {
    const key: VerificationEntry = { ...entry, roles: [{ role: 'system-admin', scope: '/' }] };
    expect(verify(key, { ...request, permission })).toEqual(refusedAs('not_permitted'));
  });

  it('works up to the second of its expiry and not in it', () => {
    expect(verify(entry, { ...request, now: entry.expiresAt - 1 })).toMatchObject({ valid: true });
    expect(verify(entry, { ...request, now: entry.expiresAt })).toEqual(refusedAs('expired'));
  });

  it('bound to addresses works from them only', () => {
    const bound = { ...entry, ipAllowList: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7/32'] };
    for (const ip of ['10.255.0.1', '2001:db8::99', '192.0.2.7', '::ffff:10.1.1.1']) {
      expect(verify(bound, { ...request, ip })).toMatchObject({ valid: true });
    }
    for (const ip of ['11.0.0.1', '2001:db9::1', '192.0.2.8', '::1', 'localhost', '']) {
      expect(verify(bound, { ...request, ip })).toEqual(refusedAs('ip_not_allowed'));
    }
    expect(verify(bound, request)).toEqual(refusedAs('ip_not_allowed'));
  });
});

describe('an API key in the overlap of a rotation', () => {
  const old = 'c'.repeat(64);
  const rotated = { ...entry, secrets: [{ hash: old, validUntil: now + 10 }, { hash: right }] };

  it('opens with both secrets and says which', () => {
    expect(verify(rotated, request)).toMatchObject({ valid: true, secret: 'newest' });
    expect(verify(rotated, { ...request, secretHash: old })).toMatchObject({
      valid: true,
      secret: 'previous',
    });
  });

  it('says when the new secret is used for the first time, until that is recorded or the old one has ended', () => {
    expect(verify(rotated, request)).toHaveProperty('firstUse', true);
    expect(verify(rotated, { ...request, secretHash: old })).not.toHaveProperty('firstUse');
    expect(verify(rotated, { ...request, now: now + 10 })).not.toHaveProperty('firstUse');
    const used: VerificationEntry = {
      ...entry,
      secrets: [
        { hash: old, validUntil: now + 10 },
        { hash: right, used: true },
      ],
    };
    expect(verify(used, request)).not.toHaveProperty('firstUse');
    expect(verify(entry, request)).not.toHaveProperty('firstUse');
  });

  it('does not know the old secret any more once the overlap has ended', () => {
    expect(verify(rotated, { ...request, secretHash: old, now: now + 9 })).toMatchObject({ valid: true });
    expect(verify(rotated, { ...request, secretHash: old, now: now + 10 })).toEqual(refusedAs('unknown'));
  });
});

describe('the order in which an API key is refused', () => {
  // Every reason at once, then one less each time: the first that is left is the answer.
  const worst: VerificationEntry = {
    ...entry,
    status: 'revoked',
    expiresAt: now,
    ownerActive: false,
    ipAllowList: ['10.0.0.1/32'],
    roles: [],
  };
  const asked = { ...request, permission: 'credential.read' as Permission, ip: '10.0.0.2' };

  it('is: secret, revoked, expired, owner, address, permission', () => {
    expect(verify(worst, { ...asked, secretHash: wrong })).toEqual(refusedAs('unknown'));
    expect(verify({ ...worst, status: 'deleted' }, asked)).toEqual(refusedAs('unknown'));
    expect(verify(worst, asked)).toEqual(refusedAs('revoked'));
    expect(verify({ ...worst, status: 'active' }, asked)).toEqual(refusedAs('expired'));
    expect(verify({ ...worst, status: 'expired', expiresAt: now + 1 }, asked)).toEqual(refusedAs('expired'));
    const alive: VerificationEntry = { ...worst, status: 'active', expiresAt: now + 1 };
    expect(verify(alive, asked)).toEqual(refusedAs('owner_disabled'));
    expect(verify({ ...alive, ownerActive: true }, asked)).toEqual(refusedAs('ip_not_allowed'));
    expect(verify({ ...alive, ownerActive: true }, { ...asked, ip: '10.0.0.1' })).toEqual(
      refusedAs('not_permitted'),
    );
  });

  it('tells nothing to whoever has not the secret, whatever the state of the key', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('active', 'revoked', 'expired', 'deleted'),
        fc.boolean(),
        fc.integer({ min: -10, max: 10 }),
        fc.oneof(fc.constant(wrong), fc.constant(right.slice(1)), fc.constant(`${right}a`), fc.string()),
        (status, ownerActive, life, secretHash) => {
          const key: VerificationEntry = { ...entry, status, ownerActive, expiresAt: now + life };
          expect(verify(key, { ...request, secretHash })).toEqual(refusedAs('unknown'));
        },
      ),
    ));
});

describe('what a key may do', () => {
  const scopes = ['/', 'acme', 'acme/research', 'acme/research/vision', 'acme/research2', 'other'];
  const all = Object.keys(permissions) as Permission[];

  it('is what the roles of its owner permit, what it was narrowed to, and nothing barred', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ role: fc.constantFrom(...roles), scope: fc.constantFrom(...scopes) }), {
          maxLength: 4,
        }),
        fc.option(fc.uniqueArray(fc.constantFrom(...all)), { nil: undefined }),
        fc.option(fc.constantFrom(...scopes), { nil: undefined }),
        fc.constantFrom(...scopes),
        (assignments, narrowing, keyScope, scope) => {
          const key = {
            roles: assignments,
            ...(narrowing && { permissions: narrowing }),
            ...(keyScope && { scope: keyScope }),
          };
          expect(keyPermissionsAt(key, scope)).toEqual(
            all.filter(
              (permission) =>
                permits(assignments, permission, scope) &&
                (narrowing?.includes(permission) ?? true) &&
                (keyScope === undefined || scopeContains(keyScope, scope)) &&
                !barredToApiKeys.includes(permission),
            ),
          );
        },
      ),
    ));
});
