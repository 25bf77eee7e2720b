import { describe, expect, it } from '@jest/globals';
import { checkPreset, checkProvider } from './credential.rules.js';
import { findingsOf } from './credential-findings.js';
import { presetOf, type Provider, providers } from './credential-presets.js';
import { checkSecret } from './credential-secret.js';

const now = new Date('2026-11-30T12:00:00Z');
const login = (username: string, password: string) =>
  checkSecret('registry', [
    { name: 'username', text: username },
    { name: 'password', text: password },
  ]);
const takes = (provider: Provider, username: string, password = 'a token of some length') => {
  try {
    checkPreset(provider, login(username, password));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'credential.secret_invalid' });
    return false;
  }
};
const keyFile = JSON.stringify(
  { type: 'service_account', private_key: '-----BEGIN\nx:y\n-----END' },
  null,
  2,
);
const ecrToken = (expiration: unknown) =>
  Buffer.from(JSON.stringify({ payload: 'p', expiration })).toString('base64');
const ends = (provider: Provider, username: string, password: string) =>
  presetOf(provider).expiryOf?.(login(username, password), now)?.toISOString();

describe('a preset', () => {
  it.each<[Provider, string, string | undefined, boolean]>([
    ['gar', '_json_key', `${keyFile}\n`, true],
    ['gar', '_json_key', 'not JSON', false],
    ['gar', '_json_key', '[]', false],
    ['gar', '_json_key_base64', Buffer.from(keyFile).toString('base64'), true],
    ['gar', '_json_key_base64', keyFile, false],
    ['gar', 'oauth2accesstoken', 'ya29.x', true],
    ['gar', 'me', 'x', false],
    ['ecr', 'AWS', 'x', true],
    ['ecr', 'aws', 'x', false],
    ['acr', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'x', true],
    ['acr', '00000000-0000-0000-0000-000000000000', 'x', true],
    ['acr', 'me', 'x', false],
    ['harbor', 'robot$project+name', 'x', true],
    ['quay', 'org+robot', 'x', true],
    ['quay', 'me', 'x', false],
    ['custom', 'anyone', 'x', true],
  ])('%s takes %s: %s', (provider, username, password, expected) =>
    expect(takes(provider, username, password)).toBe(expected),
  );

  it('knows when a token of ECR ends: as the token says, else after twelve hours (a7)', () => {
    const anHour = Date.parse('2026-11-30T13:00:00Z') / 1000;
    expect(ends('ecr', 'AWS', ecrToken(anHour))).toBe('2026-11-30T13:00:00.000Z');
    const twelve = '2026-12-01T00:00:00.000Z';
    for (const token of ['opaque', ecrToken('soon'), ecrToken(-1), ecrToken(null), ecrToken(1e300)]) {
      expect(ends('ecr', 'AWS', token)).toBe(twelve);
    }
  });

  it('knows other tokens that end by themselves', () => {
    expect(ends('gar', 'oauth2accesstoken', 'ya29.x')).toBe('2026-11-30T13:00:00.000Z');
    expect(ends('gar', '_json_key', keyFile)).toBeUndefined();
    expect(ends('acr', '00000000-0000-0000-0000-000000000000', 'x')).toBe('2026-11-30T15:00:00.000Z');
    expect(ends('ghcr', 'me', 'ghp_x')).toBeUndefined();
  });

  it.each(providers)('%s says where its secret comes from, and is for its types alone', (provider) => {
    const { guide, types } = presetOf(provider);
    expect(guide).not.toBe('');
    for (const type of types) expect(checkProvider(provider, type)).toBe(provider);
    if (provider !== 'custom') expect(() => checkProvider(provider, 'tls')).toThrow();
  });
});

describe('what is seen of a secret', () => {
  it.each<[Provider, string, string[]]>([
    ['ghcr', 'ghp_abc', []],
    ['ghcr', 'my password', ['password']],
    ['dockerhub', 'dckr_pat_abc', []],
    ['dockerhub', 'hunter2', ['password']],
    ['custom', 'hunter2', []],
    ['custom', 'hunter2\n', ['trailing_newline']],
    ['custom', 'hunter2\r\n', ['trailing_newline']],
  ])('%s, %j: %j', (provider, password, findings) =>
    expect(findingsOf('registry', provider, login('me', password))).toEqual(findings),
  );

  it('is nothing in a file that ends with a line end, as files do', () =>
    expect(findingsOf('generic', 'custom', checkSecret('generic', [{ name: 'f', text: 'a\n' }]))).toEqual(
      [],
    ));
});
