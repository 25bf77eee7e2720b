import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileLinear } from './linear-pattern.js';

const matches = (source: string, text: string, flags = ''): boolean =>
  compileLinear(source, new Set(flags))(text);

/** Patterns that mean the same in JavaScript. */
const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\w', '\\d', '\\b', '^', '$', 'é');
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?');
const pattern = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(atom, quantifier).map(([each, times]) => (/^(\\b|\^|\$)$/.test(each) ? each : each + times)),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => a + b),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `${a}|${b}`),
    fc.tuple(tie('any'), quantifier).map(([inner, times]) => `(?:${inner})${times}`),
  ),
})).any;
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '1', ' '), maxLength: 8 });

describe('a pattern', () => {
  it('matches what JavaScript matches', () => {
    fc.assert(
      fc.property(pattern, text, fc.constantFrom('', 'i', 's'), (source, sample, flags) => {
        expect({ source, sample, found: matches(source, sample, flags) }).toEqual({
          source,
          sample,
          found: new RegExp(source, flags).test(sample),
        });
      }),
      { numRuns: 500 },
    );
  });

  it('knows lines, cases of every script and characters beyond the basic plane', () => {
    expect(matches('^b$', 'a\nb\nc', 'm')).toBe(true);
    expect(matches('^b$', 'a\nb\nc')).toBe(false);
    expect(matches('a$', 'a\n')).toBe(true);
    expect(matches('КЛЮЧ', 'мой ключ', 'i')).toBe(true);
    expect(matches('^.$', '🔑')).toBe(true);
    expect(matches('[🔐-🔒]', '🔑')).toBe(true);
    expect(matches('\\x41\\.', 'A.')).toBe(true);
  });

  it.each(['(a+)+$', '(a|aa)+$', '(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(a*)*b'])(
    '%s does its work in one pass, however long the text is',
    (source) => {
      expect(matches(source, `${'a'.repeat(20_000)}!`)).toBe(false);
    },
  );

  it.each([
    '(',
    ')',
    '[',
    '[z-a]',
    'a{2,1}',
    '*',
    'a**',
    '\\',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    '\\p{L}',
    'a{5000}',
    '((a{99}){99}){99}',
    '('.repeat(1000),
  ])('%s is refused', (source) => {
    expect(() => matches(source, '')).toThrow(expect.objectContaining({ code: 51091 }));
  });
});
