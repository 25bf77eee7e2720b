import { describe, expect, it } from '@jest/globals';
import { canonicalScopes, parseScopes } from './scope-grammar.js';

const read = (...values: string[]) =>
  parseScopes(values).resources.map(({ type, name, actions }) => `${type} ${name} ${actions.join('+')}`);

describe('the scopes of a request', () => {
  const united = ['repository a pull+push', 'repository b pull'];

  it('come several in one value, and a repository that stands there twice becomes one', () => {
    expect(read('repository:a:pull repository:a:pull,push repository:b:pull')).toEqual(united);
  });

  it('come as repeated values too', () => {
    expect(read('repository:a:pull', 'repository:a:pull,push', 'repository:b:pull')).toEqual(united);
    expect(read('repository:a:push,pull', 'repository:b:pull repository:a:pull')).toEqual([
      'repository a push+pull',
      'repository b pull',
    ]);
  });

  it('are none in an empty value', () => {
    expect(parseScopes(['', ' ', ''])).toEqual({ resources: [], ignored: 0 });
  });

  it('can have a class, a host with a port and the catalogue', () => {
    expect(parseScopes(['repository(plugin):team/app:pull']).resources).toEqual([
      { type: 'repository', class: 'plugin', name: 'team/app', actions: ['pull'] },
    ]);
    expect(read('repository:localhost:5000/team/app:pull registry:catalog:*')).toEqual([
      'repository localhost:5000/team/app pull',
      'registry catalog *',
    ]);
  });

  it.each([
    ['without colons', 'pull'],
    ['without actions', 'repository:team'],
    ['with `..`', 'repository:team/../other:pull'],
    ['with `..` inside of a component', 'repository:a..b:pull'],
    ['in upper case', 'repository:Team/app:pull'],
    ['with an action in upper case', 'repository:team/app:PULL'],
    ['with an empty name', 'repository::pull'],
    ['with an empty component', 'repository:team//app:pull'],
    ['that begins with a slash', 'repository:/team:pull'],
    ['that ends with a slash', 'repository:team/:pull'],
    ['with a wildcard', 'repository:team/*:pull'],
    ['with a wildcard alone', 'repository:*:pull'],
    ['of 256 characters', `repository:${'a'.repeat(256)}:pull`],
    ['with a port of six digits', 'repository:host:123456/app:pull'],
    ['with two ports', 'repository:a:1:2/app:pull'],
    ['in Cyrillic', 'repository:кит/app:pull'],
    ['with an emoji', 'repository:team/🐳:pull'],
    ['with a type that is no word', 'repo sitory!:a:pull'],
    ['with an open class', 'repository(plugin:a:pull'],
    ['with a null byte', 'repository:a\u0000b:pull'],
    ['with a line end', 'repository:a\nb:pull'],
  ])('are ignored %s', (_what, scope) => {
    expect(read(scope)).toEqual([]);
    expect(read(`repository:good:pull ${scope}`)).toEqual(['repository good pull']);
  });

  it('may have 255 characters in a name', () => {
    expect(read(`repository:${'a'.repeat(255)}:pull`)).toHaveLength(1);
  });

  it('cannot make the parser slow', () => {
    const long = `repository:${'a-'.repeat(20_000)}!:pull`;
    expect(parseScopes([long, `${'('.repeat(40_000)}:a:pull`]).ignored).toBe(2);
  });

  it('are the same whatever their order', () => {
    const [one, other] = [
      parseScopes(['repository:a:pull,push repository:b:pull']),
      parseScopes(['repository:b:pull', 'repository:a:push', 'repository:a:pull']),
    ];
    expect(canonicalScopes(one.resources)).toBe(canonicalScopes(other.resources));
    const narrower = parseScopes(['repository:a:pull repository:b:pull']);
    expect(canonicalScopes(narrower.resources)).not.toBe(canonicalScopes(one.resources));
  });
});
