import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credentialsOf, faultOfForm } from './credentials.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('Authorization', () => {
  it('that is not sent is no credentials', () => expect(credentialsOf(undefined)).toEqual({ kind: 'none' }));

  it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('%s with a key is an API key', (scheme) =>
    expect(credentialsOf(`${scheme} cs_key_x`)).toEqual({ kind: 'api_key', value: 'cs_key_x' }),
  );

  it('Bearer with a key that was made elsewhere is an API key', () =>
    expect(credentialsOf('Bearer sk_live_1234')).toEqual({ kind: 'api_key', value: 'sk_live_1234' }));

  it.each([' ', '  ', '      '])('may have several spaces after the scheme: %j', (space) => {
    expect(credentialsOf(`Bearer${space}cs_key_x`)).toEqual({ kind: 'api_key', value: 'cs_key_x' });
    expect(credentialsOf(basic('_api_key:cs_key_x').replace(' ', space))).toEqual({
      kind: 'api_key',
      value: 'cs_key_x',
    });
  });

  it('Bearer with a JSON Web Token is an access token', () =>
    expect(credentialsOf('Bearer eyJ.eyJ.sig')).toEqual({ kind: 'access_token', token: 'eyJ.eyJ.sig' }));

  it.each(['Basic', 'basic', 'BASIC'])('%s with the user _api_key is an API key', (scheme) =>
    expect(credentialsOf(basic('_api_key:cs_key_x').replace('Basic', scheme))).toEqual({
      kind: 'api_key',
      value: 'cs_key_x',
    }),
  );

  it('Basic hands on the password as it stands, colons and all', () =>
    expect(credentialsOf(basic('_api_key:a:b: c'))).toEqual({ kind: 'api_key', value: 'a:b: c' }));
});

describe('Authorization that is none of ours', () => {
  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a scheme alone', 'Bearer'],
    ['a scheme alone that is one letter longer', 'bearerX'],
    ['a scheme alone that is one letter longer', 'basicX'],
    ['a key without a scheme', 'cs_key_x'],
    ['a tab for the space', 'Bearer\tcs_key_x'],
    ['a space before the scheme', ' Bearer cs_key_x'],
    ['another scheme', 'Digest username="_api_key"'],
    ['a look-alike scheme', 'Βearer cs_key_x'],
    ['a longer scheme', 'Bearers cs_key_x'],
    ['another user', basic('admin:cs_key_x')],
    ['the user in capitals', basic('_API_KEY:cs_key_x')],
    ['a space before the user', basic(' _api_key:cs_key_x')],
    ['a longer user', basic('_api_keys:cs_key_x')],
    ['no colon', basic('_api_key')],
    ['no base64', 'Basic _api_key:cs_key_x'],
    ['nothing in Basic', 'Basic '],
  ])('is unusable: %s', (_what, text) => expect(credentialsOf(text)).toEqual({ kind: 'unusable' }));

  const good = basic('_api_key:cs_key_x');
  it.each([
    ['without its padding', good.replace(/=+$/, '')],
    ['with a bit beyond the last byte', good.replace(/.(=+)$/, 'h$1')],
    ['with padding too much', `${good}=`],
    ['with something after it', `${good}==cs_key_x`],
    ['with a sign between that is not base64', good.replace('Basic X', 'Basic !X')],
    ['with a line end', `${good}\n`],
    ['with a NUL', `${good}\0`],
    ['with a tab after the space', good.replace(' ', ' \t')],
  ])('is unusable: base64 %s', (_what, text) => {
    expect(text).not.toBe(good);
    expect(credentialsOf(text)).toEqual({ kind: 'unusable' });
  });

  it('is unusable: base64 for URLs', () => {
    const text = basic('_api_key:???>>>');
    expect(text).toContain('/');
    expect(credentialsOf(text.replaceAll('/', '_').replaceAll('+', '-'))).toEqual({ kind: 'unusable' });
  });

  it('never throws and never gives out as a key what is not behind the two ways to send one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = credentialsOf(text);
        if (read.kind === 'api_key') expect(text).toMatch(/^(bearer|basic) /i);
      }),
    );
  });
});

describe('the form of an Authorization that does not count', () => {
  it.each([
    ['Bearer Bearer cs_key_x', 'names its scheme twice'],
    ['Bearer bearer  eyJ.eyJ.sig', 'names its scheme twice'],
    ['Basic Basic abc', 'names its scheme twice'],
    ['cs_key_x', 'begins with Bearer'],
    ['Token cs_key_x', 'begins with Bearer'],
    ['Bearer', 'Nothing stands behind Bearer'],
    ['Bearer "cs_key_x"', 'no quotes'],
    ['Bearer <token>', 'no quotes or brackets'],
    [basic('admin:secret'), 'the username is _api_key'],
  ])('is told: %s', (text, words) => expect(faultOfForm(text)).toContain(words));

  it.each(['Bearer cs_key_x', basic('_api_key:cs_key_x'), 'Bearer eyJ.eyJ.sig'])('is right: %s', (text) =>
    expect(faultOfForm(text)).toBeUndefined(),
  );

  it('is told without what was sent', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,40}$/), (secret) => {
        for (const text of [
          secret,
          `Bearer Bearer ${secret}`,
          `Bearer "${secret}"`,
          basic(`admin:${secret}`),
        ])
          expect(faultOfForm(text)).not.toContain(secret);
      }),
    ));
});
