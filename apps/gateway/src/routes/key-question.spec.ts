import { describe, expect, it } from '@jest/globals';
import { keyQuestion } from './key-question.js';

const pathsOf = (asked: object): unknown => {
  try {
    return keyQuestion(asked, undefined);
  } catch (error) {
    const { code, details } = error as { code: string; details: { errors: readonly { path: string }[] } };
    return [code, ...details.errors.map(({ path }) => path)];
  }
};

describe('a question about a key', () => {
  it('asks for what was named, and for nothing else', () => {
    expect(keyQuestion({}, undefined)).toEqual({});
    expect(keyQuestion({ permission: 'registry.pull', scope: 'acme/research' }, '192.0.2.7')).toEqual({
      permission: 'registry.pull',
      scope: 'acme/research',
      ip: '192.0.2.7',
    });
    expect(keyQuestion({ scope: '/' }, undefined)).toEqual({ scope: '/' });
  });

  it.each([
    ['an unknown permission', { permission: 'registry.steal' }, 'permission'],
    ['a permission that every object has', { permission: 'toString' }, 'permission'],
    ['an empty permission, as of a variable that is not set', { permission: '' }, 'permission'],
    ['a permission twice', { permission: ['registry.pull', 'registry.pull'] }, 'permission'],
    ['null for a permission', { permission: null }, 'permission'],
    ['an empty scope, as of a variable that is not set', { scope: '' }, 'scope'],
    ['a scope that is none', { scope: 'acme/../other' }, 'scope'],
    ['a scope twice', { scope: ['acme', 'acme'] }, 'scope'],
    ['an object for a scope', { scope: { startsWith: 1 } }, 'scope'],
  ])('is refused rather than asked without it: %s', (_what, asked, path) =>
    expect(pathsOf(asked)).toEqual(['request.invalid', path]),
  );

  it('is told everything that is wrong at once', () =>
    expect(pathsOf({ permission: '', scope: '' })).toEqual(['request.invalid', 'permission', 'scope']));
});
