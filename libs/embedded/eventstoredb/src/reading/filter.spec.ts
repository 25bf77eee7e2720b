import { describe, expect, it } from '@jest/globals';
import { compileFilter, UnsupportedFilter } from './filter.js';

const name = (stream: string, type: string) => ({ stream, type });

describe('a filter', () => {
  it('matches prefixes at the start only', () => {
    const filter = compileFilter({ on: 'stream', regex: '', prefixes: ['order-', 'user-'] });
    expect(filter(name('user-1', ''))).toBe(true);
    expect(filter(name('my-user-1', ''))).toBe(false);
  });

  it('searches a regex anywhere and prefers it to prefixes', () => {
    const filter = compileFilter({ on: 'type', regex: 'Placed', prefixes: ['Order'] });
    expect(filter(name('', 'OrderPlaced'))).toBe(true);
    expect(filter(name('', 'OrderShipped'))).toBe(false);
  });

  it('refuses what could take too long', () => {
    for (const regex of ['(a+)+$', '(a|aa)+$', '((a*)b*)*', 'a*a*a*a*$', 'x'.repeat(1001)]) {
      expect(() => compileFilter({ on: 'type', regex, prefixes: [] })).toThrow(UnsupportedFilter);
    }
    const prefixes = Array.from({ length: 1001 }, String);
    expect(() => compileFilter({ on: 'type', regex: '', prefixes })).toThrow(UnsupportedFilter);
  });

  it('refuses what .NET reads differently', () => {
    for (const regex of [
      '\\w+',
      '\\d',
      '\\s',
      '\\bx',
      '\\p{L}',
      '(a)\\1',
      '[a-z-[aeiou]]',
      '(?<n>a)',
      '(?=a)',
      '(?i)order',
      '\\Aorder',
      'order\\z',
      '(?>a)',
      '(unclosed',
    ]) {
      expect(() => compileFilter({ on: 'type', regex, prefixes: [] })).toThrow(UnsupportedFilter);
    }
  });
});
