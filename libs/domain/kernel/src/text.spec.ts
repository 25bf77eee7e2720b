import { describe, expect, it } from '@jest/globals';
import { textErrors } from './text.js';

const rule = (text: string, lines = false) => textErrors('name', text, { min: 1, max: 5, lines })[0]?.rule;

describe('a text', () => {
  it.each(['a', 'a b', 'äöü', '🔑🔑🔑🔑🔑', '<b>'])('may be "%s"', (text) => {
    expect(rule(text)).toBeUndefined();
  });

  it.each(['', '123456', '🔑🔑🔑🔑🔑🔑', 'x'.repeat(100_000)])('has to have the right length', (text) => {
    expect(rule(text)).toBe('length');
  });

  it.each(['a\0b', 'a\nb', 'a\tb', 'a\u007f', 'a\u0085b', 'a\u2028b', 'a\u202eb', 'a\ud800'])(
    'of one line has no characters that do not show: %j',
    (text) => {
      expect(rule(text)).toBe('characters');
    },
  );

  it('of one line has no white space at its ends', () => {
    expect(rule(' a')).toBe('edges');
    expect(rule('a\u00a0')).toBe('edges');
  });

  it('of several lines may have tabs and line breaks, but nothing else that does not show', () => {
    expect(rule('a\r\n\tb', true)).toBeUndefined();
    expect(rule('a\0b', true)).toBe('characters');
    expect(rule('a\u202eb', true)).toBe('characters');
  });
});
