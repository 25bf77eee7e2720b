import { createKey, keyKinds } from '@credstream/crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsSecret, withoutQuery } from './secret-in-url.js';

const key = createKey('cs_key').value;

describe('an address with a secret in it', () => {
  it.each(keyKinds)('is found: a key of kind %s in the path, in a value, in a name', (kind) => {
    const { value } = createKey(kind);
    for (const url of [`/a/${value}`, `/a?b=${value}`, `/a?${value}`, `/${value}?b=c`, `/a#${value}`]) {
      expect(holdsSecret(url)).toBe(true);
    }
  });

  it.each([
    'access_token',
    'refresh_token',
    'id_token',
    'token',
    'password',
    'api_key',
    'apikey',
    'client_secret',
  ])('is found: the parameter %s, first, later, in capitals', (name) => {
    expect(holdsSecret(`/a?${name}=x`)).toBe(true);
    expect(holdsSecret(`/a?b=c&${name}=x`)).toBe(true);
    expect(holdsSecret(`/a?${name.toUpperCase()}=x`)).toBe(true);
  });

  it('is found: a refresh token in the path', () =>
    expect(holdsSecret('/a/cs_ses_cGHZQe1aXm6_fxrbBO6pSg.x')).toBe(true));

  it('is found: an access token under any name', () =>
    expect(holdsSecret('/a?b=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln')).toBe(true));

  it.each([
    ['one character escaped', key.replace('_', '%5F')],
    ['in small hexadecimal digits', key.replace('_', '%5f')],
    ['escaped twice', key.replace('_', '%255f')],
    ['escaped three times', key.replace('_', '%25255f')],
    ['beside an escape that means nothing', `%ZZ&c=${key.replace('_', '%5F')}`],
    ['beside an escape that is no UTF-8', `%FF&c=${key.replace('_', '%5F')}`],
    ['beside an escape that is cut', `${key.replace('_', '%5F')}%`],
    ['every character', key.replace(/./g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)],
  ])('is found: %s', (_what, value) => expect(holdsSecret(`/a?b=${value}`)).toBe(true));

  it('is found: an escaped name, an escaped question mark, an escaped equals sign', () => {
    expect(holdsSecret('/a?pass%77ord=x')).toBe(true);
    expect(holdsSecret('/a%3fpassword=x')).toBe(true);
    expect(holdsSecret('/a?password%3Dx')).toBe(true);
  });

  it('is found whichever characters of a key are escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: key.length, maxLength: key.length }), (escapes) => {
        const value = [...key]
          .map((sign, at) => (escapes[at] ? `%${sign.charCodeAt(0).toString(16)}` : sign))
          .join('');
        expect(holdsSecret(`/a?b=${value}`)).toBe(true);
      }),
    );
  });
});

describe('an address without a secret', () => {
  it.each([
    '/',
    '/api/v1/api-keys?limit=5&cursor=abc.def',
    '/api/v1/api-keys/0123456789AB/revoke',
    '/oauth/token',
    '/registry/token?service=x&scope=repository:a:pull',
    '/authorize?permission=registry.pull&scope=acme',
    '/a?q=100%25',
    '/a?q=%',
    '/a?mytoken=x',
    '/a/token=x',
  ])('passes: %s', (url) => expect(holdsSecret(url)).toBe(false));
});

describe('an address in a log', () => {
  it('has no query', () => expect(withoutQuery('/a/b?c=d')).toBe('/a/b'));
  it('is not shown when a key is in its path', () => {
    expect(withoutQuery(`/a/${key}/b?c=d`)).not.toContain(key.slice(0, 30));
    expect(withoutQuery(`/a/${key.replace('_', '%5f')}`)).not.toContain(key.slice(10, 30));
  });
});
