import { validateHeaderValue } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { headerText, writableHeader } from './header-text.js';

const names = [
  'admin',
  'ada@example.org',
  'łukasz',
  'Ярослава Ґалаґан',
  '陳大文',
  'สมชาย',
  '🦊 fox',
  'עברית',
  'العربية\u202eabc',
  'é',
  'a,b;c="d"',
  '100%',
  'line\r\nX-Credstream-User: admin',
  'nul\u0000',
  '𐍈'.repeat(255),
  'ж'.repeat(255),
];

describe('text of people in a header', () => {
  it.each(names)('can be written and is read again by decodeURIComponent: %j', (name) => {
    const value = headerText(name);
    expect(() => validateHeaderValue('x-credstream-user', value)).not.toThrow();
    expect(value).toMatch(/^[\x21-\x7e]*$/);
    expect(decodeURIComponent(value)).toBe(name);
  });

  it('stands as it is when it is plain', () => {
    expect(headerText('ada@example.org')).toBe('ada@example.org');
    expect(headerText('')).toBe('');
  });

  it('is percent-encoded UTF-8', () => expect(headerText('łukasz')).toBe('%C5%82ukasz'));

  it('has a replacement for half of a pair, which no encoding has', () =>
    expect(decodeURIComponent(headerText('a\ud800b'))).toBe('a\ufffdb'));
});

describe('a value that a header already has', () => {
  it('is changed only where it cannot be written', () => {
    expect(writableHeader('/api/v1/scopes/dep ł')).toBe('/api/v1/scopes/dep %C5%82');
    expect(writableHeader('W/"3"')).toBe('W/"3"');
    expect(writableHeader('a\r\nb')).toBe('a%0D%0Ab');
  });
});
