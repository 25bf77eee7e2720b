import { defaultPolicies } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { Directory, directoryPrefixes } from './directory.js';

type Fact = readonly [stream: string, type: string, data?: object];

const created: Fact = [
  'user-u1',
  'UserCreated',
  { userId: 'u1', username: 'ada', account: 'acme', origin: 'local', at: '2026-03-01T12:00:00Z' },
];
const developer = { role: 'developer', scope: 'acme/research' } as const;
const admin = { role: 'admin', scope: 'acme' } as const;

const directoryOf = (...facts: readonly Fact[]): Directory => {
  const directory = new Directory();
  for (const [stream, type, data = {}] of facts) directory.apply({ stream, type, data });
  return directory;
};

describe('a user', () => {
  it('is known from creation on, active and without roles', () => {
    const user = { userId: 'u1', username: 'ada', account: 'acme', origin: 'local', active: true, roles: [] };
    expect(directoryOf(created).user('u1')).toEqual(user);
  });

  it('is not known before creation, whatever is said of them', () => {
    const directory = directoryOf(['user-u1', 'RoleGranted', admin], ['user-u1', 'UserEnabled']);
    expect(directory.user('u1')).toBeUndefined();
  });

  it('is known by the whole of an id with dashes in it', () => {
    const directory = directoryOf(['user-a-b-c', 'UserCreated', created[2]!]);
    expect(directory.user('a-b-c')?.userId).toBe('a-b-c');
  });

  it('is active unless disabled, and again when enabled', () => {
    const disabled: Fact = ['user-u1', 'UserDisabled'];
    expect(directoryOf(created, disabled).user('u1')?.active).toBe(false);
    expect(directoryOf(created, disabled, ['user-u1', 'UserEnabled']).user('u1')?.active).toBe(true);
  });

  it('who was off-boarded is not active, holds no role, and has left', () => {
    const granted: Fact = ['user-u1', 'RoleGranted', admin];
    const directory = directoryOf(created, granted, ['user-u1', 'UserOffboarded']);
    expect(directory.user('u1')).toMatchObject({ active: false, roles: [] });
    expect(directory.hasLeft('u1')).toBe(true);
    expect(directoryOf(created, granted).hasLeft('u1')).toBe(false);
  });

  it('holds the roles that were granted and not revoked, each for its scope', () => {
    const granted: readonly Fact[] = [
      created,
      ['user-u1', 'RoleGranted', developer],
      ['user-u1', 'RoleGranted', admin],
    ];
    expect(directoryOf(...granted).user('u1')?.roles).toEqual([developer, admin]);
    const otherScope = { ...developer, scope: 'acme' };
    expect(directoryOf(...granted, ['user-u1', 'RoleRevoked', otherScope]).user('u1')?.roles).toHaveLength(2);
    expect(directoryOf(...granted, ['user-u1', 'RoleRevoked', developer]).user('u1')?.roles).toEqual([admin]);
  });

  it('is not changed by what happens to another', () => {
    expect(directoryOf(created, ['user-u2', 'UserDisabled']).user('u1')?.active).toBe(true);
  });

  it('that somebody was told of stays as it was: later facts make a new one', () => {
    const directory = directoryOf(created);
    const before = directory.user('u1');
    directory.apply({ stream: 'user-u1', type: 'UserDisabled', data: {} });
    expect(before?.active).toBe(true);
  });
});

describe('a disabled account', () => {
  const stopped: Fact = ['organization-acme', 'AccountDisabled'];

  it('makes its users inactive until it is enabled, and no others', () => {
    const directory = directoryOf(
      created,
      ['user-u2', 'UserCreated', { ...created[2], account: 'other' }],
      stopped,
    );
    expect([directory.user('u1')?.active, directory.user('u2')?.active]).toEqual([false, true]);
    directory.apply({ stream: 'organization-acme', type: 'AccountEnabled', data: {} });
    expect(directory.user('u1')?.active).toBe(true);
  });

  it('does not lock out a system administrator', () => {
    const directory = directoryOf(
      created,
      ['user-u1', 'RoleGranted', { role: 'system-admin', scope: '/' }],
      stopped,
    );
    expect(directory.user('u1')?.active).toBe(true);
  });
});

describe('the roles within a scope', () => {
  it('are those held there and below, not above or beside', () => {
    const directory = directoryOf(
      created,
      ['user-u1', 'RoleGranted', admin],
      ['user-u1', 'RoleGranted', developer],
      ['user-u1', 'RoleGranted', { role: 'viewer', scope: 'acme/researchers' }],
    );
    expect(directory.rolesWithin('acme/research')).toEqual([{ ...developer, userId: 'u1' }]);
    expect(directory.rolesWithin('acme')).toHaveLength(3);
  });
});

describe('the policies of an account', () => {
  it('are the defaults, but for what was set, and what was set last', () => {
    const directory = directoryOf(
      ['organization-acme', 'AccountCreated', { name: 'acme', policies: { maxApiKeysPerUser: 5 } }],
      ['organization-acme', 'AccountPolicyChanged', { policies: { maxApiKeyAgeDays: 90 } }],
      ['organization-acme', 'AccountPolicyChanged', { policies: { maxApiKeyAgeDays: 30 } }],
    );
    expect(directory.policies('acme')).toEqual({
      ...defaultPolicies,
      maxApiKeysPerUser: 5,
      maxApiKeyAgeDays: 30,
    });
    expect(directory.policies('unheard-of')).toEqual(defaultPolicies);
  });
});

describe('a directory', () => {
  it('passes over facts that it does not know', () => {
    expect(() => directoryOf(['user-u1', 'SomethingNew', { at: 'now' }])).not.toThrow();
  });

  it('is made of the streams of users and organizations', () => {
    expect(directoryPrefixes).toEqual(['user-', 'organization-']);
  });
});

describe('the number of users of an account', () => {
  it('is without those who left, until they come back', () => {
    const user = (id: string, type: string, data: object = {}): Fact => [`user-${id}`, type, data];
    const made = (id: string) => user(id, 'UserCreated', { username: id, account: 'acme', origin: 'local' });
    const counted = (...facts: readonly Fact[]) => directoryOf(...facts).userCount('acme');
    expect(counted()).toBe(0);
    expect(counted(made('u1'), made('u2'), user('u2', 'UserDisabled'))).toBe(2);
    expect(counted(made('u1'), made('u2'), user('u2', 'UserOffboarded'), user('u2', 'UserOffboarded'))).toBe(
      1,
    );
    expect(counted(made('u1'), user('u1', 'UserOffboarded'), user('u1', 'UserReadmitted'))).toBe(1);
  });
});
