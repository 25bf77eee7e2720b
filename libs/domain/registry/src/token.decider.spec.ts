import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import type { TokenCommand, TokenCommandData, WantedScope } from './token.commands.js';
import { tokenDecider } from './token.decider.js';
import type { TokenEvent, TokenScope } from './token.events.js';

const now = new Date('2027-03-01T12:00:00Z');
const at = '2027-03-01T12:00:00Z';
const inMinutes = (minutes: number): string =>
  new Date(now.getTime() + minutes * 60_000).toISOString().replace('.000Z', 'Z');
const given = specificationOf(tokenDecider, { now });

const hashed = { secretHash: 'aa', hashScheme: 'sha256' } as const;
const pull: WantedScope = { type: 'repository', name: 'team/app', actions: ['pull'] };
const asked: TokenCommandData<'CreateToken'> = {
  ...hashed,
  ...{ tokenId: 't1', registryId: 'r1', account: 'acme', kind: 'token', name: 'ci-main', scopes: [] },
};
const create = (more: Partial<TokenCommandData<'CreateToken'>> = {}): TokenCommand => ({
  type: 'CreateToken',
  data: { ...asked, ...more },
});
const robot = (more: Partial<TokenCommandData<'CreateToken'>> = {}): TokenCommand =>
  create({ kind: 'robot', name: 'ci', scopes: [pull], ...more });

const scope = (id: string, name = 'team/app', actions = ['pull']): TokenScope => ({
  ...{ id, type: 'repository', name, actions },
});
const created = (more: object = {}): TokenEvent => ({
  type: 'TokenCreated',
  data: {
    ...hashed,
    ...{ tokenId: 't1', registryId: 'r1', account: 'acme', kind: 'token', name: 'ci-main' },
    ...{ username: 'ci-main', status: 'enabled', scopes: [], createdAt: at },
    ...more,
  },
});
const deleted: TokenEvent = { type: 'TokenDeleted', data: { at } };
const recorded = (command: TokenCommand, ...history: TokenEvent[]): readonly TokenEvent[] =>
  tokenDecider.decide(command, history.reduce(tokenDecider.evolve, tokenDecider.initialState()), { now });
const scopesOf = (scopes: readonly WantedScope[]) => {
  const [event] = recorded(create({ scopes }));
  return event?.type === 'TokenCreated' ? event.data.scopes : [];
};

describe('the name of a token', () => {
  it.each(['abc', 'CI-main', 'a1-', `a${'b'.repeat(62)}`])('%s is as the printed rule has it', (name) => {
    const isRight = !name.endsWith('-');
    const outcome = given().when(create({ name }));
    if (!isRight) return outcome.thenFails('token.name_invalid');
    expect(recorded(create({ name }))[0]).toMatchObject({ data: { name, username: name } });
  });

  it.each([
    'ab',
    `a${'b'.repeat(63)}`,
    '1ab',
    '-ab',
    'a_b',
    'a b',
    'a.b',
    'аbc',
    'a😀b',
    'abc\n',
    '',
    'robot$ci',
  ])('%j is refused', (name) => given().when(create({ name })).thenFails('token.name_invalid'));

  it('cannot be changed: no command has it', () =>
    given(created())
      .when({ type: 'ChangeToken', data: { status: 'enabled' } })
      .thenNothing());
});

describe('the expiry of a token', () => {
  it('is none, or at least one hour ahead', () => {
    expect(recorded(create())[0]?.data).not.toHaveProperty('expiresAt');
    expect(recorded(create({ expiresAt: inMinutes(60) }))[0]?.data).toMatchObject({
      expiresAt: inMinutes(60),
    });
  });

  it.each([59, 0, -1, -525_600])('is refused %i minutes ahead', (minutes) =>
    given()
      .when(create({ expiresAt: inMinutes(minutes) }))
      .thenFails('token.expiry_too_near'),
  );

  it.each(['tomorrow', '2027-02-30T00:00:00Z', '', '1803902400', 'never'])('is refused as %j', (expiresAt) =>
    given().when(create({ expiresAt })).thenFails('token.expiry_invalid'),
  );

  it('passes when it is sent back unchanged, however near it is', () =>
    given(created({ expiresAt: inMinutes(10) }))
      .when({ type: 'ChangeToken', data: { expiresAt: inMinutes(10) } })
      .thenNothing());

  it('can be changed, and removed', () => {
    given(created({ expiresAt: inMinutes(90) }))
      .when({ type: 'ChangeToken', data: { expiresAt: inMinutes(120) } })
      .thenEvents({ type: 'TokenExpiryChanged', data: { expiresAt: inMinutes(120), at } });
    given(created({ expiresAt: inMinutes(90) }))
      .when({ type: 'ChangeToken', data: { expiresAt: 'never' } })
      .thenEvents({ type: 'TokenExpiryChanged', data: { at } });
    given(created({ expiresAt: inMinutes(90) }))
      .when({ type: 'ChangeToken', data: { expiresAt: inMinutes(59) } })
      .thenFails('token.expiry_too_near');
  });

  it('deletes the token when it comes, and does not disable it', () =>
    given(created({ expiresAt: at }))
      .when({ type: 'ExpireToken', data: {} })
      .thenEvents(
        { type: 'TokenExpired', data: { expiresAt: at, at } },
        { type: 'TokenDeleted', data: { at } },
      ));

  it('does nothing before it comes, and nothing twice', () => {
    given(created({ expiresAt: inMinutes(1) }))
      .when({ type: 'ExpireToken', data: {} })
      .thenNothing();
    given(created()).when({ type: 'ExpireToken', data: {} }).thenNothing();
    given(created({ expiresAt: at }), { type: 'TokenExpired', data: { expiresAt: at, at } }, deleted)
      .when({ type: 'ExpireToken', data: {} })
      .thenNothing();
  });

  it('that has come leaves nothing to change, recorded or not', () =>
    given(created({ expiresAt: at }))
      .when({ type: 'ChangeToken', data: { status: 'disabled' } })
      .thenFails('token.not_found'));
});

describe('the status of a token', () => {
  it('can be switched back and forth', () => {
    given(created())
      .when({ type: 'ChangeToken', data: { status: 'disabled' } })
      .thenEvents({ type: 'TokenDisabled', data: { at } });
    given(created({ status: 'disabled' }))
      .when({ type: 'ChangeToken', data: { status: 'enabled' } })
      .thenEvents({ type: 'TokenEnabled', data: { at } });
  });

  it('stays revoked', () => {
    const revoked: TokenEvent = { type: 'TokenRevoked', data: { at } };
    given(created(), revoked)
      .when({ type: 'ChangeToken', data: { status: 'enabled' } })
      .thenNothing();
    given(created(), revoked).when({ type: 'RevokeToken', data: {} }).thenNothing();
  });
});

describe('the scopes of a token', () => {
  it('are in one order of actions, and each once', () => {
    expect(
      scopesOf([
        { type: 'repository', name: 'team/app', actions: ['push', 'admin', 'pull'] },
        { type: 'repository', name: 'team/app', actions: ['pull', 'delete', 'push', 'pull'] },
        { type: 'repository', name: '*', actions: ['pull'] },
      ]),
    ).toEqual([scope('s1', 'team/app', ['pull', 'push', 'delete']), scope('s2', '*')]);
  });

  it('of type registry give the list, whatever they carry', () => {
    expect(
      scopesOf([{ type: 'registry' }, { type: 'registry', name: 'images', actions: ['list', 'pull'] }]),
    ).toEqual([
      { id: 's1', type: 'registry', name: '*', actions: [] },
      { id: 's2', type: 'registry', name: 'images', actions: ['list', 'pull'] },
    ]);
  });

  it.each([['push'], ['push', 'delete']])('with %s and no pull are refused', (...actions) =>
    given()
      .when(create({ scopes: [{ type: 'repository', name: 'team/app', actions }] }))
      .thenFails('token.push_without_pull'),
  );

  it.each([
    { name: 'team/../app' },
    { name: '..' },
    { name: 'Team/app' },
    { name: 'registry.example.org:5000/team/app' },
    { name: 'a'.repeat(256) },
    { name: '/team' },
    { name: 'team//app' },
    { name: 'команда/app' },
    { name: 'team app' },
    { name: '' },
    { actions: [] },
    { actions: ['*'] },
    { actions: ['pull', 'write'] },
    { type: 'namespace' },
  ])('with %j are refused', (wrong) =>
    given()
      .when(create({ scopes: [{ ...pull, ...wrong }] }))
      .thenFails('token.scopes_invalid'),
  );

  it.each(['*', 'team/*', 'team*', '*/app', 'a'.repeat(255), 'a__b/c-d.e'])('may be for %s', (name) =>
    expect(scopesOf([{ ...pull, name }])).toEqual([scope('s1', name)]),
  );

  it('are at most 100', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at): WantedScope => ({ ...pull, name: `team/app${at}` }));
    expect(scopesOf(many(100))).toHaveLength(100);
    given()
      .when(create({ scopes: many(101) }))
      .thenFails('token.too_many_scopes');
    const full = created({ scopes: many(100).map((each, index) => scope(`s${index + 1}`, each.name)) });
    given(full)
      .when({ type: 'AddTokenScope', data: { scope: pull } })
      .thenFails('token.too_many_scopes');
  });

  it('are added at the end, and an id never comes again', () =>
    given(
      created({ scopes: [scope('s1'), scope('s2', 'team/other')] }),
      { type: 'TokenScopeRemoved', data: { scopeId: 's2', at } },
      { type: 'TokenScopeAdded', data: { scope: scope('s3', 'team/third'), at } },
      { type: 'TokenScopeRemoved', data: { scopeId: 's3', at } },
    )
      .when({ type: 'AddTokenScope', data: { scope: { ...pull, name: 'team/more' } } })
      .thenEvents({ type: 'TokenScopeAdded', data: { scope: scope('s4', 'team/more'), at } }));

  it('that are there already change nothing', () =>
    given(created({ scopes: [scope('s1')] }))
      .when({ type: 'AddTokenScope', data: { scope: pull } })
      .thenNothing());

  it('are removed one by one, or all at once', () => {
    const two = created({ scopes: [scope('s1'), scope('s2', 'team/other')] });
    given(two)
      .when({ type: 'RemoveTokenScope', data: { scopeId: 's2' } })
      .thenEvents({ type: 'TokenScopeRemoved', data: { scopeId: 's2', at } });
    given(two)
      .when({ type: 'RemoveTokenScope', data: { scopeId: 's9' } })
      .thenFails('token.scope_not_found');
    given(two)
      .when({ type: 'RemoveAllTokenScopes', data: {} })
      .thenEvents(
        { type: 'TokenScopeRemoved', data: { scopeId: 's1', at } },
        { type: 'TokenScopeRemoved', data: { scopeId: 's2', at } },
      );
    given(created()).when({ type: 'RemoveAllTokenScopes', data: {} }).thenNothing();
  });
});

describe('the password of a token', () => {
  const rotate = (overlapUntil?: string): TokenCommand => ({
    type: 'RotateToken',
    data: { secretHash: 'bb', hashScheme: 'sha256', ...(overlapUntil !== undefined && { overlapUntil }) },
  });
  const rotated = (overlapUntil: string): TokenEvent => ({
    type: 'TokenRotated',
    data: { secretHash: 'bb', hashScheme: 'sha256', overlapUntil, at },
  });
  const stateAfter = (...history: TokenEvent[]) =>
    history.reduce(tokenDecider.evolve, tokenDecider.initialState());

  it('gives way at once, or when the overlap ends', () => {
    given(created()).when(rotate()).thenEvents(rotated(at));
    given(created())
      .when(rotate(inMinutes(30)))
      .thenEvents(rotated(inMinutes(30)));
    expect(stateAfter(created(), rotated(at))).toMatchObject({ secrets: [{ secretHash: 'bb' }] });
    expect(stateAfter(created(), rotated(inMinutes(30)))).toMatchObject({
      secrets: [{ secretHash: 'aa', validUntil: inMinutes(30) }, { secretHash: 'bb' }],
    });
  });

  it('has no third beside it in an overlap, unless all before it end', () => {
    given(created(), rotated(inMinutes(30)))
      .when(rotate(inMinutes(60)))
      .thenFails('token.rotation_in_progress');
    given(created(), rotated(inMinutes(30)))
      .when(rotate())
      .thenEvents(rotated(at));
  });

  it.each([inMinutes(-1), inMinutes(31 * 1_440), 'soon'])('is refused an overlap until %s', (until) =>
    given(created()).when(rotate(until)).thenFails('token.overlap_invalid'),
  );

  it('of an import is hashed anew at its first use, once', () => {
    const imported = created({ secretHash: 'old', hashScheme: 'bcrypt' });
    const rehash: TokenCommand = {
      type: 'RehashToken',
      data: { replaces: 'old', secretHash: 'new', hashScheme: 'argon2id' },
    };
    const rehashed: TokenEvent = { type: 'TokenRehashed', data: { ...rehash.data, at } };
    given(imported).when(rehash).thenEvents(rehashed);
    given(imported, rehashed).when(rehash).thenNothing();
    expect(stateAfter(imported, rehashed)).toMatchObject({
      secrets: [{ secretHash: 'new', hashScheme: 'argon2id' }],
    });
  });
});

describe('a robot account', () => {
  it('is called robot$name, or robot$project+name', () => {
    expect(recorded(robot())[0]).toMatchObject({ data: { name: 'ci', username: 'robot$ci' } });
    const below = [{ ...pull, name: 'team/*' }];
    expect(recorded(robot({ project: 'team', scopes: below }))[0]).toMatchObject({
      data: { name: 'ci', username: 'robot$team+ci', project: 'team' },
    });
  });

  it.each(['robot$ci', 'CI', 'c i', 'a..b', '-a', 'a'.repeat(64), '', 'a+b', 'бот'])(
    'is not called %j',
    (name) => given().when(robot({ name })).thenFails('token.robot_name_invalid'),
  );

  it('lives 30 days, or as long as is asked for, or for ever', () => {
    expect(recorded(robot())[0]).toMatchObject({ data: { expiresAt: '2027-03-31T12:00:00Z' } });
    expect(recorded(robot({ durationDays: 1 }))[0]).toMatchObject({
      data: { expiresAt: '2027-03-02T12:00:00Z' },
    });
    expect(recorded(robot({ durationDays: -1 }))[0]?.data).not.toHaveProperty('expiresAt');
  });

  it.each([0, -2, 1.5, 36_501])('does not live %d days', (durationDays) =>
    given().when(robot({ durationDays })).thenFails('token.duration_invalid'),
  );

  it('has a scope at least, and within its project', () => {
    given()
      .when(robot({ scopes: [] }))
      .thenFails('token.scopes_invalid');
    given()
      .when(robot({ project: 'team', scopes: [{ ...pull, name: 'other/app' }] }))
      .thenFails('token.scopes_invalid');
    given()
      .when(robot({ project: 'team', scopes: [{ type: 'registry' }] }))
      .thenFails('token.scopes_invalid');
    given(created({ kind: 'robot', project: 'team', scopes: [scope('s1', 'team/*')] }))
      .when({ type: 'AddTokenScope', data: { scope: { ...pull, name: 'teams/app' } } })
      .thenFails('token.scopes_invalid');
  });

  it('alone has a project', () =>
    given()
      .when(create({ project: 'team' }))
      .thenFails('token.project_invalid'));
});

describe('a token that is deleted', () => {
  it.each<TokenCommand>([
    { type: 'ChangeToken', data: { status: 'enabled' } },
    { type: 'AddTokenScope', data: { scope: pull } },
    { type: 'RemoveTokenScope', data: { scopeId: 's1' } },
    { type: 'RotateToken', data: hashed },
    { type: 'DeleteToken', data: {} },
  ])('is not there for $type', (command) =>
    given(created(), deleted).when(command).thenFails('token.not_found'),
  );

  it('is not made again under its id', () =>
    given(created(), deleted).when(create()).thenFails('token.already_exists'));
});
