import { fold } from '@credstream/domain-kernel';
import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import type { OrganizationCommand } from './organization.commands.js';
import { organizationDecider } from './organization.decider.js';
import type { OrganizationEvent } from './organization.events.js';
import { maxScopesPerAccount, type ScopeKind } from './scope-tree.js';

const now = new Date('2026-03-01T12:00:00.700Z');
const at = '2026-03-01T12:00:00Z';
const given = specificationOf(organizationDecider, { now });

const account: OrganizationEvent = { type: 'AccountCreated', data: { name: 'acme', policies: {}, at } };
const made = (path: string, kind: ScopeKind): OrganizationEvent => ({
  type: 'ScopeCreated',
  data: { path, kind, at },
});
const create = (path: string, kind: string): OrganizationCommand => ({
  type: 'CreateScope',
  data: { path, kind },
});
const rename = (path: string, to: string, ...usedBy: string[]): OrganizationCommand => ({
  type: 'RenameScope',
  data: { path, to, usedBy },
});
const remove = (path: string, ...usedBy: string[]): OrganizationCommand => ({
  type: 'DeleteScope',
  data: { path, usedBy },
});
const east = made('acme/east', 'cluster');
const research = made('acme/east/research', 'department');
const vision = made('acme/east/research/vision', 'project');
const tree = [account, east, research, vision];

const scopesAfter = (...history: readonly OrganizationEvent[]) => {
  const state = fold(organizationDecider, history);
  return state.status === 'none' ? [] : state.scopes.entries();
};

describe('the scopes of an account', () => {
  const many = Array.from({ length: maxScopesPerAccount }, (_, index) => made(`acme/s${index}`, 'project'));

  it('are limited', () => {
    const full = given(account, ...many);
    full.when(create('acme/one-more', 'project')).thenFails('scope.too_many');
    full.when(create('acme/s1', 'project')).thenFails('scope.exists');
    given(account, ...many.slice(1))
      .when(create('acme/one-more', 'project'))
      .thenEvents(made('acme/one-more', 'project'));
  });

  it('do not change with what happens later', () => {
    const before = fold(organizationDecider, tree);
    if (before.status === 'none') throw new Error('no account');
    const after = before.scopes.without('acme/east/research/vision').with('acme/west', 'cluster');
    expect(before.scopes.size).toBe(3);
    expect(after.entries()).toEqual([
      ['acme/east', 'cluster'],
      ['acme/east/research', 'department'],
      ['acme/west', 'cluster'],
    ]);
    expect(before.scopes.entries()).toEqual(scopesAfter(...tree));
  });
});

describe('a new scope', () => {
  it.each(['cluster', 'department', 'project'] as const)('can be a %s right below the account', (kind) =>
    given(account).when(create('acme/east', kind)).thenEvents(made('acme/east', kind)),
  );

  it('can leave levels out', () =>
    given(account, east)
      .when(create('acme/east/vision', 'project'))
      .thenEvents(made('acme/east/vision', 'project')));

  it.each([
    ['acme/east/west', 'cluster'],
    ['acme/east/research/sales', 'department'],
    ['acme/east/research/vision/deep', 'project'],
    ['acme', 'project'],
    ['other/east', 'project'],
    ['/', 'project'],
    ['acme/East', 'project'],
    ['acme/west', 'team'],
    ['acme/west', 'toString'],
  ])('is refused as %s, a %s', (path, kind) =>
    given(...tree)
      .when(create(path, kind))
      .thenFails('scope.invalid'),
  );

  it('needs its parent', () =>
    given(account).when(create('acme/east/research', 'department')).thenFails('scope.not_found'));

  it('needs a path of its own', () =>
    given(account, east).when(create('acme/east', 'project')).thenFails('scope.exists'));

  it('needs an account', () => given().when(create('acme/east', 'cluster')).thenFails('account.not_found'));
});

describe('a scope', () => {
  it('moves with everything below it', () => {
    const moved: OrganizationEvent = {
      type: 'ScopeRenamed',
      data: { path: 'acme/east', to: 'acme/west', at },
    };
    given(...tree)
      .when(rename('acme/east', 'acme/west'))
      .thenEvents(moved);
    expect(scopesAfter(...tree, moved)).toEqual([
      ['acme/west', 'cluster'],
      ['acme/west/research', 'department'],
      ['acme/west/research/vision', 'project'],
    ]);
  });

  it('stays where it is without a word', () =>
    given(...tree)
      .when(rename('acme/east', 'acme/east'))
      .thenNothing());

  it('cannot be moved below itself', () =>
    given(...tree)
      .when(rename('acme/east', 'acme/east/research/east'))
      .thenFails('scope.inside_itself'));

  it('cannot be moved to where a scope of its kind cannot be', () =>
    given(...tree, made('acme/sales', 'department'))
      .when(rename('acme/east/research', 'acme/sales/research'))
      .thenFails('scope.invalid'));

  it('cannot be moved to another account', () =>
    given(...tree)
      .when(rename('acme/east', 'other/east'))
      .thenFails('scope.invalid'));

  it('cannot take the place of another', () =>
    given(...tree, made('acme/west', 'cluster'))
      .when(rename('acme/east', 'acme/west'))
      .thenFails('scope.exists'));

  it('cannot be moved while something lives in it', () =>
    given(...tree)
      .when(rename('acme/east', 'acme/west', 'credential-1'))
      .thenFails('scope.in_use'));

  it('is deleted when it is empty', () =>
    given(...tree)
      .when(remove('acme/east/research/vision'))
      .thenEvents({ type: 'ScopeDeleted', data: { path: 'acme/east/research/vision', at } }));

  it('is not deleted while there are scopes below it', () =>
    given(...tree)
      .when(remove('acme/east'))
      .thenFails('scope.has_children'));

  it('is not deleted while something lives in it', () =>
    given(...tree)
      .when(remove('acme/east/research/vision', 'credential-1'))
      .thenFails('scope.in_use'));

  it.each(['acme', 'acme/west', 'toString'])('that is not there cannot be deleted: %s', (path) =>
    given(...tree)
      .when(remove(path))
      .thenFails('scope.not_found'),
  );

  it('can be made anew after its deletion', () =>
    given(account, east, { type: 'ScopeDeleted', data: { path: 'acme/east', at } })
      .when(create('acme/east', 'project'))
      .thenEvents(made('acme/east', 'project')));
});

describe('an account', () => {
  const disabled: OrganizationEvent = { type: 'AccountDisabled', data: { at } };
  const enabled: OrganizationEvent = { type: 'AccountEnabled', data: { at } };

  it('is disabled and enabled again', () => {
    given(account).when({ type: 'DisableAccount', data: {} }).thenEvents(disabled);
    given(account, disabled).when({ type: 'EnableAccount', data: {} }).thenEvents(enabled);
    expect(fold(organizationDecider, [account, disabled])).toMatchObject({ status: 'disabled' });
    expect(fold(organizationDecider, [account, disabled, enabled])).toMatchObject({ status: 'active' });
  });

  it('stays quiet when it is so already', () => {
    given(account, disabled).when({ type: 'DisableAccount', data: {} }).thenNothing();
    given(account).when({ type: 'EnableAccount', data: {} }).thenNothing();
  });

  it('cannot be disabled when there is none', () =>
    given().when({ type: 'DisableAccount', data: {} }).thenFails('account.not_found'));
});
