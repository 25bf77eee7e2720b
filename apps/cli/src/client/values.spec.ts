import { describe, expect, it } from '@jest/globals';
import { instant, pastInstant, rateLimit, setting, tokenScope, wholeNumber } from './values.js';

const now = new Date('2030-01-01T00:00:00Z');

describe('a time', () => {
  it.each([
    ['30d', '2030-01-31T00:00:00.000Z'],
    ['12h', '2030-01-01T12:00:00.000Z'],
    ['90s', '2030-01-01T00:01:30.000Z'],
    ['2w', '2030-01-15T00:00:00.000Z'],
    ['2031-02-03', '2031-02-03T00:00:00.000Z'],
    ['2031-02-03T04:05:06+01:00', '2031-02-03T03:05:06.000Z'],
  ])('%s is %s', (text, at) => expect(instant(text, now)).toBe(at));

  it.each(['', 'tomorrow', '30', '-3d', '1.5h', '٣٠d', '2031-13-40', '30d ', '30days', 'Infinityd'])(
    '"%s" is refused with an example',
    (text) => expect(() => instant(text, now)).toThrow(/is no time. Write a duration \(30d/),
  );

  it('in the past is so long ago', () => expect(pastInstant('7d', now)).toBe('2029-12-25T00:00:00.000Z'));
});

describe('a scope of a token', () => {
  it('may hold the port of a host', () =>
    expect(tokenScope('repository:localhost:5000/team/*:pull,push')).toEqual({
      type: 'repository',
      name: 'localhost:5000/team/*',
      actions: ['pull', 'push'],
    }));
  it('is refused with an example', () =>
    expect(() => tokenScope('team/*')).toThrow('Write repository:team/*'));
});

describe('other values', () => {
  it('are read as they are written', () => {
    expect(rateLimit('100/60s')).toEqual({ requests: 100, perSeconds: 60 });
    expect(rateLimit('10/m')).toEqual({ requests: 10, perSeconds: 60 });
    expect(setting('maxApiKeyAgeDays=90')).toEqual({ name: 'maxApiKeyAgeDays', value: 90 });
    expect(setting('name=a=b')).toEqual({ name: 'name', value: 'a=b' });
    expect(() => wholeNumber('1e3')).toThrow('"1e3" is no whole number');
  });
});
