import { describe, expect, it } from '@jest/globals';
import { accountOf, isAccountName, isScope, scopeContains } from './scope-path.js';

describe('an account name', () => {
  it.each(['default', 'acme', 'a1b', 'a-b', 'a'.repeat(63)])('may be %s', (name) => {
    expect(isAccountName(name)).toBe(true);
  });

  it.each(['', 'ab', '1acme', 'Acme', 'acme-', '-acme', 'ac_me', 'a/b/c', 'acme\n', 'a'.repeat(64), 'äcme'])(
    'may not be "%s"',
    (name) => {
      expect(isAccountName(name)).toBe(false);
    },
  );
});

describe('a scope', () => {
  it.each(['/', 'acme', 'acme/research', 'acme/prod/research/vision', 'acme/my_project.v2'])(
    'may be %s',
    (scope) => {
      expect(isScope(scope)).toBe(true);
    },
  );

  it.each([
    '',
    '//',
    '/acme',
    'acme/',
    'acme//research',
    'acme/..',
    'acme/Research',
    'acme/a/b/c/d',
    'acme/a b',
  ])('may not be "%s"', (scope) => {
    expect(isScope(scope)).toBe(false);
  });

  it('contains itself and what is below it', () => {
    expect(scopeContains('acme', 'acme')).toBe(true);
    expect(scopeContains('acme', 'acme/research')).toBe(true);
    expect(scopeContains('/', 'acme')).toBe(true);
    expect(scopeContains('acme/research', 'acme')).toBe(false);
    expect(scopeContains('acme', 'acme2')).toBe(false);
    expect(scopeContains('acme', '/')).toBe(false);
  });

  it('belongs to the account it begins with, the installation to none', () => {
    expect(accountOf('acme/research')).toBe('acme');
    expect(accountOf('acme')).toBe('acme');
    expect(accountOf('/')).toBeUndefined();
  });
});
