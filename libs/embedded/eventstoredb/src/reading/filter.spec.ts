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

  it('refuses what .NET reads differently', () => {
    for (const regex of ['(?i)order', '\\Aorder', 'order\\z', '(?>a)', '(unclosed']) {
      expect(() => compileFilter({ on: 'type', regex, prefixes: [] })).toThrow(UnsupportedFilter);
    }
  });
});
