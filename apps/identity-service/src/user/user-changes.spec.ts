import { Directory } from '@credstream/contracts';
import { organizations, type UserEvent, users } from '@credstream/domain-identity';
import { describe, expect, it } from '@jest/globals';
import { userView } from './user-changes.js';
import { userListProjection } from './user-list.projection.js';

const at = '2026-03-01T12:00:00Z';
const created: UserEvent = {
  type: 'UserCreated',
  data: {
    userId: 'u1',
    username: 'ada',
    email: 'ada@example.org',
    account: 'acme',
    origin: 'local',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    at,
  },
};
const granted: UserEvent = { type: 'RoleGranted', data: { role: 'developer', scope: 'acme/a', at } };
const other: UserEvent = { type: 'RoleGranted', data: { role: 'viewer', scope: 'acme/a', at } };
const history = (...events: readonly UserEvent[]) => [created, ...events];

const shown = {
  id: 'u1',
  username: 'ada',
  email: 'ada@example.org',
  account: 'acme',
  origin: 'local',
  status: 'active',
  roles: [],
  createdAt: at,
};

type Case = readonly [string, readonly UserEvent[], object];
const cases: readonly Case[] = [
  ['a new user', history(), {}],
  ['a new password', history({ type: 'UserPasswordChanged', data: { passwordHash: 'x', at } }), {}],
  ['a disabled user', history({ type: 'UserDisabled', data: { at } }), { status: 'disabled' }],
  [
    'an enabled user',
    history({ type: 'UserDisabled', data: { at } }, { type: 'UserEnabled', data: { at } }),
    { status: 'active' },
  ],
  ['an off-boarded user', history({ type: 'UserOffboarded', data: { at } }), { status: 'offboarded' }],
  [
    'two roles',
    history(granted, other),
    {
      roles: [
        { role: 'developer', scope: 'acme/a' },
        { role: 'viewer', scope: 'acme/a' },
      ],
    },
  ],
  [
    'a role taken away again',
    history(granted, other, { type: 'RoleRevoked', data: { role: 'developer', scope: 'acme/a', at } }),
    { roles: [{ role: 'viewer', scope: 'acme/a' }] },
  ],
];

describe('what is shown of a user', () => {
  it.each(cases)('%s', (_what, events, change) => {
    expect(userView('u1', events)).toEqual({ ...shown, ...change });
  });

  it('is nothing before there is one', () => {
    expect(userView('u1', [granted])).toBeUndefined();
  });
});

describe('the stored events of identity, for the other contexts', () => {
  const directoryOf = (events: readonly UserEvent[]): Directory => {
    const directory = new Directory();
    for (const event of events) directory.apply({ stream: 'user-u1', ...users.schema.write(event) });
    return directory;
  };

  it.each(cases)('mean the same as here: %s', (_what, events) => {
    const view = userView('u1', events);
    expect(directoryOf(events).user('u1')).toEqual({
      userId: view?.id,
      username: view?.username,
      account: view?.account,
      active: view?.status === 'active',
      origin: view?.origin,
      roles: view?.roles,
    });
  });

  it('tell the policies of an account, each as it was set last', () => {
    const directory = new Directory();
    const apply = (event: Parameters<typeof organizations.schema.write>[0]) =>
      directory.apply({ stream: 'organization-acme', ...organizations.schema.write(event) });
    apply({ type: 'AccountCreated', data: { name: 'acme', policies: { maxApiKeyAgeDays: 30 }, at } });
    apply({ type: 'AccountPolicyChanged', data: { policies: { maxApiKeysPerUser: 2 }, at } });
    expect(directory.policies('acme')).toMatchObject({ maxApiKeyAgeDays: 30, maxApiKeysPerUser: 2 });
    expect(directory.policies('globex')).toMatchObject({ maxApiKeyAgeDays: 365, maxApiKeysPerUser: 100 });
  });

  it('cover every event that the list of users knows', () => {
    expect(new Set(cases.flatMap(([, events]) => events.map(({ type }) => type))).size).toBe(7);
    expect(userListProjection.prefixes).toEqual(['user-']);
  });
});
