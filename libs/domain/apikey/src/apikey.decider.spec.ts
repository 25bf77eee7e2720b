import { defaultPolicies, fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiKeyCommand, ApiKeyCommandData } from './apikey.commands.js';
import { apiKeyDecider } from './apikey.decider.js';
import type { ApiKeyEvent, ApiKeyEventOf } from './apikey.events.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(apiKeyDecider, { now });

const hash = (digit: string) => digit.repeat(64);

const request: ApiKeyCommandData<'CreateApiKey'> = {
  keyId: 'k1',
  userId: 'u1',
  username: 'ada',
  account: 'acme',
  name: 'build server',
  expiresAt: '2026-04-01T00:00:00Z',
  secretHash: hash('a'),
  hint: 'wXyZ',
  policy: { ...defaultPolicies },
  ownerOrigin: 'local',
};
const create = (changes: Partial<typeof request> = {}): ApiKeyCommand => ({
  type: 'CreateApiKey',
  data: { ...request, ...changes },
});

const createdData: ApiKeyEventOf<'ApiKeyCreated'>['data'] = {
  keyId: 'k1',
  userId: 'u1',
  username: 'ada',
  account: 'acme',
  name: 'build server',
  secretHash: hash('a'),
  hint: 'wXyZ',
  formatVersion: 1,
  expiresAt: '2026-04-01T00:00:00Z',
  createdAt: at,
};
const created: ApiKeyEvent = { type: 'ApiKeyCreated', data: createdData };
const pastExpiry: ApiKeyEvent = {
  type: 'ApiKeyCreated',
  data: { ...createdData, expiresAt: '2026-03-01T12:00:00Z' },
};
const revoked: ApiKeyEvent = { type: 'ApiKeyRevoked', data: { at } };
const expired: ApiKeyEvent = { type: 'ApiKeyExpired', data: { at } };
const newSecretUsed: ApiKeyEvent = { type: 'ApiKeyNewSecretUsed', data: { at } };
const warned = (daysBefore: number, expiresAt = createdData.expiresAt): ApiKeyEvent => ({
  type: 'ApiKeyExpiryWarned',
  data: { name: 'build server', daysBefore, expiresAt, at },
});
const deleted: ApiKeyEvent = { type: 'ApiKeyDeleted', data: { at } };
const rotated = (
  secretHash: string,
  overlapUntil: string,
  replaces: 'current' | 'unused' = 'current',
): ApiKeyEvent => ({
  type: 'ApiKeyRotated',
  data: { secretHash, hint: 'nEwS', overlapUntil, replaces, at: '2026-03-01T00:00:00Z' },
});

const describeKey = (data: ApiKeyCommandData<'DescribeApiKey'>): ApiKeyCommand => ({
  type: 'DescribeApiKey',
  data,
});
const rotate = (data: Partial<ApiKeyCommandData<'RotateApiKey'>> = {}): ApiKeyCommand => ({
  type: 'RotateApiKey',
  data: { secretHash: hash('c'), hint: 'nEwS', ...data },
});
const revoke: ApiKeyCommand = { type: 'RevokeApiKey', data: {} };
const useNewSecret = (secretHash: string): ApiKeyCommand => ({
  type: 'UseNewApiKeySecret',
  data: { secretHash },
});
const warn = (...expiryWarningDays: readonly number[]): ApiKeyCommand => ({
  type: 'WarnOfApiKeyExpiry',
  data: { expiryWarningDays },
});
const leak = (secretHash: string): ApiKeyCommand => ({
  type: 'ReportApiKeyLeak',
  data: { secretHash, reporter: 'github', url: 'https://example.org/file', source: 'content' },
});
const leaked: ApiKeyEvent = {
  type: 'ApiKeyLeakReported',
  data: { reporter: 'github', url: 'https://example.org/file', source: 'content', at },
};
const expire: ApiKeyCommand = { type: 'ExpireApiKey', data: {} };
const remove: ApiKeyCommand = { type: 'DeleteApiKey', data: {} };

describe('an API key that does not exist', () => {
  it('is created with its name and expiry, and without anything that was not asked for', () =>
    given().when(create()).thenEvents(created));

  it('is created with every guard and narrowing that was asked for', () =>
    given()
      .when(
        create({
          description: 'Nightly builds',
          permissions: ['registry.pull', 'credential.read', 'registry.pull'],
          scope: 'acme/research',
          ipAllowList: ['10.1.2.3/8', '2001:DB8::1', '192.0.2.7'],
          rateLimit: { requests: 100, perSeconds: 60 },
        }),
      )
      .thenEvents({
        type: 'ApiKeyCreated',
        data: {
          ...createdData,
          description: 'Nightly builds',
          permissions: ['registry.pull', 'credential.read'],
          scope: 'acme/research',
          ipAllowList: ['10.0.0.0/8', '2001:db8::1/128', '192.0.2.7/32'],
          rateLimit: { requests: 100, perSeconds: 60 },
        },
      }));

  it('takes an expiry with an offset and a fraction, and keeps it in UTC whole seconds', () =>
    given()
      .when(create({ expiresAt: '2026-04-01T02:00:00.999+02:00' }))
      .thenEvents(created));

  it('keeps a name in NFC, however its letters were typed', () =>
    given()
      .when(create({ name: 'Cafe\u0301' }))
      .thenEvents({ type: 'ApiKeyCreated', data: { ...createdData, name: 'Caf\u00e9' } }));

  it('treats an empty description and an empty address list as none', () =>
    given()
      .when(create({ description: '', ipAllowList: [] }))
      .thenEvents(created));

  it('may have a name of 255 characters, whatever characters they are', () =>
    given()
      .when(create({ name: '🔑'.repeat(255) }))
      .thenEvents({ type: 'ApiKeyCreated', data: { ...createdData, name: '🔑'.repeat(255) } }));

  it.each([
    ['empty', ''],
    ['of 256 characters', 'n'.repeat(256)],
    ['of 10000 characters', 'n'.repeat(10_000)],
    ['of a megabyte', 'n'.repeat(1_000_000)],
    ['with a line break', 'build\nserver'],
    ['with a NUL', 'build\0server'],
    ['with half a surrogate pair', 'build\ud800'],
    ['with a mark that turns the writing direction', 'build\u202eserver'],
    ['of white space', '   '],
    ['with white space at its end', 'build server '],
  ])('is refused with a name %s', (_what, name) =>
    given().when(create({ name })).thenFails('apikey.name_invalid'),
  );

  it('is refused to who signs in at an identity provider, unless the policy allows it', () => {
    const policy = { ...defaultPolicies, allowApiKeysForSsoUsers: true };
    for (const ownerOrigin of ['oidc', 'saml', '']) {
      given().when(create({ ownerOrigin })).thenFails('apikey.sso_not_allowed');
      given().when(create({ ownerOrigin, policy })).thenEvents(created);
    }
  });

  it('says of a key that was imported how it is hashed', () =>
    given()
      .when(create({ hashScheme: 'sha256' }))
      .thenEvents({
        type: 'ApiKeyCreated',
        data: { ...createdData, formatVersion: 0, hashScheme: 'sha256' },
      }));

  it.each(['tomorrow', '', '2026-04-01', '2026-02-30T00:00:00Z', '1775001600', '2026-04-01T24:00:00Z'])(
    'is refused with an expiry that is not a time: "%s"',
    (expiresAt) => given().when(create({ expiresAt })).thenFails('apikey.expiry_invalid'),
  );

  it.each(['2026-03-01T12:00:00Z', '2026-03-01T13:00:00+01:00', '2020-01-01T00:00:00Z'])(
    'is refused with an expiry that has come: %s',
    (expiresAt) => given().when(create({ expiresAt })).thenFails('apikey.expiry_in_past'),
  );

  it('may live for exactly as long as the policy allows', () =>
    given()
      .when(create({ expiresAt: '2027-03-01T12:00:00Z' }))
      .thenEvents({ type: 'ApiKeyCreated', data: { ...createdData, expiresAt: '2027-03-01T12:00:00Z' } }));

  it.each([
    ['2027-03-01T12:00:01Z', 365],
    ['9999-12-31T23:59:59Z', 365],
    ['2026-03-31T12:00:01Z', 30],
  ])('is refused with the expiry %s under a limit of %d days', (expiresAt, maxApiKeyAgeDays) =>
    given()
      .when(create({ expiresAt, policy: { ...defaultPolicies, maxApiKeyAgeDays } }))
      .thenFails('apikey.expiry_too_far'),
  );

  it.each<[string, Partial<typeof request>, string]>([
    ['a description of 1001 characters', { description: 'd'.repeat(1001) }, 'apikey.description_invalid'],
    ['a description with a NUL', { description: 'a\0b' }, 'apikey.description_invalid'],
    ['an unknown permission', { permissions: ['credential.read', 'root'] }, 'apikey.permissions_invalid'],
    ['a permission named like a method', { permissions: ['toString'] }, 'apikey.permissions_invalid'],
    ['no permission at all', { permissions: [] }, 'apikey.permissions_invalid'],
    ['a scope that is no path', { scope: 'acme//research' }, 'apikey.scope_invalid'],
    ['an empty scope', { scope: '' }, 'apikey.scope_invalid'],
    ['an address that is none', { ipAllowList: ['10.0.0.256'] }, 'apikey.ip_allow_list_invalid'],
    ['26 addresses', { ipAllowList: Array(26).fill('10.0.0.1') }, 'apikey.ip_allow_list_invalid'],
    ['a rate of nothing', { rateLimit: { requests: 0, perSeconds: 1 } }, 'apikey.rate_limit_invalid'],
    ['a rate in half seconds', { rateLimit: { requests: 1, perSeconds: 0.5 } }, 'apikey.rate_limit_invalid'],
  ])('is refused with %s', (_what, changes, code) => given().when(create(changes)).thenFails(code));

  it('says which field is wrong, and why', () => {
    const decide = () =>
      apiKeyDecider.decide(create({ permissions: ['root'] }), apiKeyDecider.initialState(), { now });
    expect(decide).toThrow(
      expect.objectContaining({
        details: {
          errors: [{ path: 'permissions.0', rule: 'permission', message: 'is not a known permission' }],
        },
      }),
    );
  });

  it.each([describeKey({ name: 'n' }), rotate(), revoke, remove])('refuses any other command', (command) =>
    given().when(command).thenFails('apikey.not_found'),
  );

  it('has nothing to expire', () => given().when(expire).thenNothing());
});

describe('an active API key', () => {
  it('cannot be created again', () => given(created).when(create()).thenFails('apikey.already_exists'));

  it('takes another name and description', () =>
    given(created)
      .when(describeKey({ name: 'builder', description: 'two\nlines' }))
      .thenEvents({ type: 'ApiKeyDescribed', data: { name: 'builder', description: 'two\nlines', at } }));

  it('records only what changes', () =>
    given(created)
      .when(describeKey({ name: 'build server', description: 'new' }))
      .thenEvents({ type: 'ApiKeyDescribed', data: { description: 'new', at } }));

  it('stays quiet when nothing changes', () => {
    given(created).when(describeKey({})).thenNothing();
    given(created)
      .when(describeKey({ name: 'build server', description: '' }))
      .thenNothing();
  });

  it('loses its description when that is set to nothing, once', () => {
    const described: ApiKeyEvent = { type: 'ApiKeyDescribed', data: { description: 'old', at } };
    const cleared: ApiKeyEvent = { type: 'ApiKeyDescribed', data: { description: '', at } };
    given(created, described)
      .when(describeKey({ description: '' }))
      .thenEvents(cleared);
    given(created, described, cleared)
      .when(describeKey({ description: '' }))
      .thenNothing();
  });

  it('cannot take a name or description that it could not have been created with', () => {
    given(created)
      .when(describeKey({ name: '' }))
      .thenFails('apikey.name_invalid');
    given(created)
      .when(describeKey({ description: 'd'.repeat(1001) }))
      .thenFails('apikey.description_invalid');
  });

  it('is revoked, with the reason if there is one', () => {
    given(created).when(revoke).thenEvents(revoked);
    given(created)
      .when({ type: 'RevokeApiKey', data: { reason: 'leaked' } })
      .thenEvents({ type: 'ApiKeyRevoked', data: { reason: 'leaked', at } });
  });

  it('is not revoked with a reason longer than 1000 characters', () =>
    given(created)
      .when({ type: 'RevokeApiKey', data: { reason: 'r'.repeat(1001) } })
      .thenFails('request.invalid'));

  it('does not expire before its time', () => given(created).when(expire).thenNothing());

  it('is deleted', () => given(created).when(remove).thenEvents(deleted));
});

describe('an API key past its expiry', () => {
  it('is recorded as expired', () => given(pastExpiry).when(expire).thenEvents(expired));

  it('cannot be rotated, though nobody has recorded the expiry yet', () =>
    given(pastExpiry).when(rotate()).thenFails('apikey.not_active'));

  it('is revoked all the same while the expiry is not recorded, so that a clock set back wakes nothing', () =>
    given(pastExpiry).when(revoke).thenEvents(revoked));

  it('stays expired when it is revoked or expires again', () => {
    given(pastExpiry, expired).when(revoke).thenNothing();
    given(pastExpiry, expired).when(expire).thenNothing();
  });

  it('can be described and deleted', () => {
    given(pastExpiry, expired)
      .when(describeKey({ name: 'old' }))
      .thenEvents({ type: 'ApiKeyDescribed', data: { name: 'old', at } });
    given(pastExpiry, expired).when(remove).thenEvents(deleted);
  });
});

describe('a revoked API key', () => {
  it('accepts a repeated revoke and records nothing', () =>
    given(created, revoked).when(revoke).thenNothing());

  it('cannot be rotated', () => given(created, revoked).when(rotate()).thenFails('apikey.not_active'));

  it('does not expire any more', () => given(pastExpiry, revoked).when(expire).thenNothing());

  it('can be described and deleted', () => {
    given(created, revoked)
      .when(describeKey({ name: 'old' }))
      .thenEvents({ type: 'ApiKeyDescribed', data: { name: 'old', at } });
    given(created, revoked).when(remove).thenEvents(deleted);
  });
});

describe('a deleted API key', () => {
  it.each([describeKey({ name: 'n' }), rotate(), revoke, remove])('is as if it had never been', (command) =>
    given(created, deleted).when(command).thenFails('apikey.not_found'),
  );

  it('has nothing to expire', () => given(pastExpiry, deleted).when(expire).thenNothing());

  it('does not give its id to another', () =>
    given(created, deleted).when(create()).thenFails('apikey.already_exists'));
});

describe('rotating an API key', () => {
  const rotation = (overlapUntil: string, replaces: 'current' | 'unused'): ApiKeyEvent => ({
    type: 'ApiKeyRotated',
    data: { secretHash: hash('c'), hint: 'nEwS', overlapUntil, replaces, at },
  });
  const inOverlap = [created, rotated(hash('b'), '2026-03-02T00:00:00Z')] as const;
  const secrets = (...history: readonly ApiKeyEvent[]) => {
    const key = fold(apiKeyDecider, history);
    return key.status === 'active' ? key.secrets : [];
  };

  it('stops the old secret at once unless an overlap is asked for', () => {
    given(created).when(rotate()).thenEvents(rotation(at, 'current'));
    expect(secrets(created, rotation(at, 'current'))).toEqual([{ secretHash: hash('c') }]);
  });

  it('lets the old secret work until the overlap ends', () => {
    const event = rotation('2026-03-08T12:00:00Z', 'current');
    given(created)
      .when(rotate({ overlapUntil: '2026-03-08T13:00:00+01:00' }))
      .thenEvents(event);
    expect(secrets(created, event)).toEqual([
      { secretHash: hash('a'), validUntil: '2026-03-08T12:00:00Z' },
      { secretHash: hash('c') },
    ]);
  });

  it.each(['soon', '2026-03-01T11:59:59Z', '2026-03-31T12:00:01Z'])(
    'refuses an overlap that is no time, is past or more than 30 days ahead: %s',
    (overlapUntil) => given(created).when(rotate({ overlapUntil })).thenFails('apikey.overlap_invalid'),
  );

  it('is refused during an overlap when both secrets are in use', () =>
    given(...inOverlap, newSecretUsed)
      .when(rotate())
      .thenFails('apikey.rotation_in_progress'));

  it('replaces a newest secret that nobody ever used, and never shortens what the one in use was promised', () => {
    const event = rotation('2026-03-02T00:00:00Z', 'unused');
    given(...inOverlap)
      .when(rotate())
      .thenEvents(event);
    expect(secrets(...inOverlap, event)).toEqual([
      { secretHash: hash('a'), validUntil: '2026-03-02T00:00:00Z' },
      { secretHash: hash('c') },
    ]);
  });

  it('may lengthen the overlap of the secret in use', () =>
    given(...inOverlap)
      .when(rotate({ overlapUntil: '2026-03-05T00:00:00Z' }))
      .thenEvents(rotation('2026-03-05T00:00:00Z', 'unused')));

  it('is free again once the overlap has ended', () =>
    given(created, rotated(hash('b'), '2026-03-01T12:00:00Z'))
      .when(rotate())
      .thenEvents(rotation(at, 'current')));
});

describe('the end of an overlap before its time', () => {
  const endOverlap: ApiKeyCommand = { type: 'EndApiKeyOverlap', data: {} };
  const inOverlap = [created, rotated(hash('b'), '2026-03-02T00:00:00Z')];
  const ended: ApiKeyEvent = { type: 'ApiKeyOverlapEnded', data: { at } };

  it('is recorded', () =>
    given(...inOverlap)
      .when(endOverlap)
      .thenEvents(ended));

  it('leaves the newest secret alone, which can be rotated again', () => {
    expect(fold(apiKeyDecider, [...inOverlap, newSecretUsed, ended])).toMatchObject({
      secrets: [{ secretHash: hash('b') }],
    });
    given(...inOverlap, newSecretUsed, ended)
      .when({ type: 'RotateApiKey', data: { secretHash: hash('c'), hint: 'nEwS' } })
      .thenEvents({
        type: 'ApiKeyRotated',
        data: { secretHash: hash('c'), hint: 'nEwS', overlapUntil: at, replaces: 'current', at },
      });
  });

  it('is nothing to record without an overlap, or a second time', () => {
    given(created).when(endOverlap).thenNothing();
    given(created, rotated(hash('b'), at))
      .when(endOverlap)
      .thenNothing();
    given(...inOverlap, ended)
      .when(endOverlap)
      .thenNothing();
  });

  it('is refused for a key that has ended, or is not there', () => {
    given(...inOverlap, revoked)
      .when(endOverlap)
      .thenFails('apikey.not_active');
    given().when(endOverlap).thenFails('apikey.not_found');
  });
});

describe('the new secret of a rotated API key', () => {
  const overlap = '2026-03-02T00:00:00Z';

  it('is recorded when it is first used, once', () => {
    given(created, rotated(hash('b'), overlap))
      .when(useNewSecret(hash('b')))
      .thenEvents(newSecretUsed);
    given(created, rotated(hash('b'), overlap), newSecretUsed)
      .when(useNewSecret(hash('b')))
      .thenNothing();
  });

  it('is not let in when another has replaced it, or the key has ended', () => {
    given(created, rotated(hash('b'), overlap), rotated(hash('c'), overlap, 'unused'))
      .when(useNewSecret(hash('b')))
      .thenFails('apikey.not_active');
    given(created, rotated(hash('b'), overlap), revoked)
      .when(useNewSecret(hash('b')))
      .thenFails('apikey.not_active');
  });

  it('is unused again after the next rotation', () => {
    const key = fold(apiKeyDecider, [
      created,
      rotated(hash('b'), overlap),
      newSecretUsed,
      rotated(hash('c'), '2026-03-04T00:00:00Z'),
    ]);
    expect('secrets' in key && key.secrets.at(-1)).toEqual({ secretHash: hash('c') });
  });
});

describe('the warning that an API key will expire', () => {
  // Five days are left.
  const soon = '2026-03-06T12:00:00Z';
  const expiresSoon: ApiKeyEvent = {
    type: 'ApiKeyCreated',
    data: { ...createdData, createdAt: '2026-01-01T00:00:00Z', expiresAt: soon },
  };

  it('is given when a threshold is reached, and not before', () => {
    given(created)
      .when(warn(30, 7, 1))
      .thenNothing();
    given(expiresSoon).when(warn(4, 1)).thenNothing();
    given(expiresSoon).when(warn(5, 1)).thenEvents(warned(5, soon));
  });

  it('is given once for each threshold, and for the most urgent alone when several are due', () => {
    given(expiresSoon)
      .when(warn(30, 7, 1))
      .thenEvents(warned(7, soon));
    given(expiresSoon, warned(7, soon))
      .when(warn(30, 7, 1))
      .thenNothing();
    given(expiresSoon, warned(30, soon))
      .when(warn(30, 7, 1))
      .thenEvents(warned(7, soon));
  });

  it('is not given at a threshold that lies before the birth of the key', () => {
    const short: ApiKeyEvent = { type: 'ApiKeyCreated', data: { ...createdData, expiresAt: soon } };
    given(short)
      .when(warn(30, 7, 1))
      .thenNothing();
  });

  it.each([
    ['expired', [pastExpiry]],
    ['revoked', [expiresSoon, revoked]],
    ['deleted', [expiresSoon, deleted]],
  ])('is not given for a key that is %s', (_what, history) =>
    given(...history)
      .when(warn(30, 7, 1))
      .thenNothing(),
  );
});

describe('a leaked API key', () => {
  const byLeak: ApiKeyEvent = { type: 'ApiKeyRevoked', data: { reason: 'leaked', at } };

  it('is revoked, and where it was found is recorded', () =>
    given(created)
      .when(leak(hash('a')))
      .thenEvents(leaked, byLeak));

  it('is revoked by either secret of a rotation, but not by one that no longer opens it', () => {
    const history = [created, rotated(hash('b'), '2026-03-02T00:00:00Z')];
    given(...history)
      .when(leak(hash('a')))
      .thenEvents(leaked, byLeak);
    given(...history)
      .when(leak(hash('b')))
      .thenEvents(leaked, byLeak);
    given(created, rotated(hash('b'), at))
      .when(leak(hash('a')))
      .thenNothing();
  });

  it('is left alone when the secret is not its own', () =>
    given(created)
      .when(leak(hash('f')))
      .thenNothing());

  it('that has ended stays as it is; where else it was found is recorded', () => {
    given(created, revoked)
      .when(leak(hash('a')))
      .thenEvents(leaked);
    given(pastExpiry, expired)
      .when(leak(hash('a')))
      .thenEvents(leaked);
    given(created, deleted)
      .when(leak(hash('a')))
      .thenNothing();
  });
});

describe('the history of an API key', () => {
  const events: readonly ApiKeyEvent[] = [
    created,
    { type: 'ApiKeyDescribed', data: { name: 'other', at } },
    rotated(hash('b'), '2026-03-02T00:00:00Z'),
    rotated(hash('c'), '2026-03-02T00:00:00Z', 'unused'),
    newSecretUsed,
    warned(7),
    leaked,
    revoked,
    expired,
    deleted,
  ];

  it('can be folded in whatever order it comes, and never leaves more than two secrets', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 20 }), (history) => {
        const key = fold(apiKeyDecider, history);
        expect(key.status === 'active' ? key.secrets.length : 1).toBeLessThanOrEqual(2);
      }),
    ));

  it('keeps nothing of a key that was deleted', () => {
    expect(fold(apiKeyDecider, [created, revoked, deleted])).toEqual({ status: 'deleted' });
  });
});
