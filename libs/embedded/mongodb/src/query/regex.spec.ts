import { describe, expect, it } from '@jest/globals';
import { compilePattern, patternPrefix } from './regex.js';

const prefix = (source: string, options = ''): string | undefined => patternPrefix({ source, options });

describe('the prefix of a pattern', () => {
  it('is its literal beginning behind ^', () => {
    expect(prefix('^abc')).toBe('abc');
    expect(prefix('^abc.*d')).toBe('abc');
    expect(prefix('^a\\.b')).toBe('a.b');
  });

  it('leaves out a character that may be absent', () => {
    expect(prefix('^abc?')).toBe('ab');
    expect(prefix('^abc*')).toBe('ab');
    expect(prefix('^abc{0,2}')).toBe('ab');
    expect(prefix('^ab\\.?')).toBe('ab');
    expect(prefix('^a?')).toBeUndefined();
  });

  it('is unknown where the pattern may begin otherwise', () => {
    expect(prefix('abc')).toBeUndefined();
    expect(prefix('^abc|d')).toBeUndefined();
    expect(prefix('^abc', 'i')).toBeUndefined();
    expect(prefix('^abc', 'm')).toBeUndefined();
    expect(prefix('^\\d')).toBeUndefined();
  });
});

describe('a compiled pattern', () => {
  it('leaves white space and comments out in the extended form', () => {
    const pattern = compilePattern({ source: 'a b # the rest\n[ ]c', options: 'x' });
    expect(pattern('ab c')).toBe(true);
    expect(pattern('abc')).toBe(false);
  });

  it('takes options from its own beginning', () => {
    expect(compilePattern({ source: '(?i)abc', options: '' })('ABC')).toBe(true);
  });

  it('is refused with a code when it is malformed', () => {
    expect(() => compilePattern({ source: '[', options: '' })).toThrow(
      expect.objectContaining({ code: 51091 }),
    );
    expect(() => compilePattern({ source: 'a', options: 'q' })).toThrow(
      expect.objectContaining({ code: 51108 }),
    );
  });
});
