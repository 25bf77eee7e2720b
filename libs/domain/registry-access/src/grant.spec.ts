import { describe, expect, it } from '@jest/globals';
import { grant, mostGrantedResources, scopeText } from './grant.js';
import { scopeOfRepository } from './project-of.js';
import { personRights, publicRights, tokenRights, type TokenScope, unitedRights } from './rights.js';
import { parseScopes } from './scope-grammar.js';

const asked = (...values: string[]) => parseScopes(values).resources;
const scope = (name: string, ...actions: string[]): TokenScope => ({
  type: 'repository',
  name,
  actions,
});
const granted = (scopes: readonly TokenScope[], ...values: string[]) =>
  scopeText(grant(asked(...values), tokenRights(scopes)));

describe('a token is granted', () => {
  it('what it was asked for, as far as its scopes go', () => {
    expect(granted([scope('team/*', 'pull')], 'repository:team/app:push,pull')).toBe(
      'repository:team/app:pull',
    );
    expect(granted([scope('team/*', 'pull')], 'repository:teamx/app:pull')).toBe('');
    expect(granted([scope('*', 'pull', 'push', 'delete')], 'repository:a:pull')).toBe('repository:a:pull');
  });

  it('the actions of all scopes that reach the name', () => {
    const scopes = [scope('team/*', 'pull'), scope('team/app', 'push', 'pull')];
    expect(granted(scopes, 'repository:team/app:delete,push,pull')).toBe('repository:team/app:pull,push');
  });

  it('concrete actions for `*`, never `*` itself', () => {
    expect(granted([scope('a', 'pull', 'delete')], 'repository:a:*')).toBe('repository:a:pull,delete');
    expect(granted([scope('a', 'pull')], 'repository:a:* repository:a:delete')).toBe('repository:a:pull');
  });

  it('the catalogue for a scope of type registry, and not for all repositories', () => {
    expect(granted([scope('*', 'pull', 'push', 'delete')], 'registry:catalog:*')).toBe('');
    const list: TokenScope = { type: 'registry', name: 'anything', actions: [] };
    expect(granted([list], 'registry:catalog:*')).toBe('registry:catalog:*');
    expect(granted([list], 'registry:other:* repository:a:pull')).toBe('');
    expect(granted([list], 'registry:catalog:pull')).toBe('');
  });

  it('the rest when one part is refused, in the order of the request', () => {
    const scopes = [scope('b', 'pull', 'push'), scope('c', 'pull')];
    expect(granted(scopes, 'repository:c:pull repository:secret:pull', 'repository:b:push,pull')).toBe(
      'repository:c:pull repository:b:pull,push',
    );
  });

  it('a plugin under its class', () => {
    expect(grant(asked('repository(plugin):a:pull'), tokenRights([scope('a', 'pull')]))).toEqual([
      { type: 'repository', class: 'plugin', name: 'a', actions: ['pull'] },
    ]);
  });

  it('nothing of a type that is unknown', () => {
    expect(granted([scope('*', 'pull')], 'artifact:a:pull')).toBe('');
  });

  it('at most as many resources as its header has place for', () => {
    const many = Array.from({ length: 100 }, (_each, index) => `repository:r${index}:pull`);
    expect(grant(asked(...many), tokenRights([scope('*', 'pull')]))).toHaveLength(mostGrantedResources);
  });
});

describe('anyone is granted', () => {
  it('pull of what is public, and no more', () => {
    const rights = publicRights(['library/*']);
    expect(scopeText(grant(asked('repository:library/nginx:pull,push repository:a:pull'), rights))).toBe(
      'repository:library/nginx:pull',
    );
    expect(grant(asked('registry:catalog:*'), publicRights(['*']))).toEqual([]);
  });

  it('the same with a token that does not reach it', () => {
    const rights = unitedRights(tokenRights([scope('team/*', 'pull', 'push')]), publicRights(['library/*']));
    expect(scopeText(grant(asked('repository:library/nginx:push,pull'), rights))).toBe(
      'repository:library/nginx:pull',
    );
  });
});

describe('a person is granted', () => {
  const place = { scope: 'acme', projects: { twice: 'acme/one/twice' } };
  const projects = [
    'acme/vision',
    'acme/one/twice',
    'acme/two/twice',
    'acme/a/same',
    'acme/b/same',
    'other/web',
  ];
  const scopeOf = (repository: string) => scopeOfRepository(place, projects, repository);
  const person = (role: 'viewer' | 'developer' | 'admin' | 'auditor', at: string) =>
    personRights([{ role, scope: at }], place.scope, scopeOf);
  const all = 'repository:vision/app:pull,push,delete';

  it.each([
    ['viewer', 'repository:vision/app:pull'],
    ['developer', 'repository:vision/app:pull,push'],
    ['admin', 'repository:vision/app:pull,push,delete'],
    ['auditor', ''],
  ] as const)('as %s of the project: %s', (role, expected) => {
    expect(scopeText(grant(asked(all), person(role, 'acme/vision')))).toBe(expected);
    expect(scopeText(grant(asked(all), person(role, 'acme')))).toBe(expected);
  });

  it('nothing in another project, and nothing of another account', () => {
    expect(
      grant(asked('repository:twice/app:pull repository:nginx:pull'), person('admin', 'acme/vision')),
    ).toEqual([]);
    expect(grant(asked(all), person('admin', 'other'))).toEqual([]);
  });

  it('by the scope of the registry where the path names no project of it', () => {
    expect(scopeOf('nginx')).toBe('acme');
    expect(scopeOf('library/nginx')).toBe('acme');
    // A project of that name exists, in another account.
    expect(scopeOf('web/app')).toBe('acme');
  });

  it('by what the registry says where two projects have the name, else nothing', () => {
    expect(scopeOf('twice/app')).toBe('acme/one/twice');
    expect(scopeOf('same/app')).toBeUndefined();
    expect(grant(asked('repository:same/app:pull'), person('admin', 'acme'))).toEqual([]);
  });

  it('nothing by a map that points outside of the registry', () => {
    const outside = { scope: 'acme/vision', projects: { app: 'acme', constructor: 'acme/vision' } };
    expect(scopeOfRepository(outside, [], 'app/x')).toBeUndefined();
    expect(scopeOfRepository({ scope: 'acme' }, [], 'constructor/x')).toBe('acme');
  });

  it('the catalogue with a role in the whole registry only', () => {
    expect(grant(asked('registry:catalog:*'), person('viewer', 'acme/vision'))).toEqual([]);
    expect(scopeText(grant(asked('registry:catalog:*'), person('viewer', 'acme')))).toBe(
      'registry:catalog:*',
    );
  });
});
