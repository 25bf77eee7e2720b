import { describe, expect, it } from '@jest/globals';
import { patternReaches } from './name-pattern.js';

describe('a pattern of names', () => {
  it.each([
    ['team/*', 'team/app', true],
    ['team/*', 'team/a/b', true],
    ['team/*', 'teamx/a', false],
    ['team/*', 'team', false],
    ['team*', 'teamx/a', true],
    ['team*', 'team', true],
    ['*', 'any/thing', true],
    ['*/app', 'a/b/app', true],
    ['*/app', 'a/b/apps', false],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['**', 'x', true],
    ['team/app', 'team/app', true],
    ['team/app', 'team/app2', false],
    ['t.am', 'team', false],
    ['', 'team', false],
  ])('%s and %s: %s', (pattern, name, reaches) => {
    expect(patternReaches(pattern, name)).toBe(reaches);
  });

  it('with many wildcards is compared in bounded time', () => {
    expect(patternReaches(`${'*a'.repeat(120)}b`, 'a'.repeat(255))).toBe(false);
  });
});
