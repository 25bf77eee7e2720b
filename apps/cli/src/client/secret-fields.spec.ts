import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSecretFields } from './secret-fields.js';

const folder = mkdtempSync(join(tmpdir(), 'credstream-secret-'));
const file = join(folder, 'secret');
writeFileSync(file, 'the secret\n');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const read = (type: Parameters<typeof readSecretFields>[2], options: Readonly<Record<string, unknown>>) =>
  readSecretFields({ note: () => undefined }, options, type, { missing: 'is refused' });

describe('the password of a file', () => {
  it.each([
    ['token', {}, { token: 'the secret' }],
    ['git', { username: 'bot' }, { username: 'bot', password: 'the secret' }],
    [
      'access-key',
      { set: ['accessKeyId=AKIA', 'region=eu'] },
      { accessKeyId: 'AKIA', region: 'eu', secretAccessKey: 'the secret' },
    ],
    ['ssh-key', {}, { privateKey: 'the secret' }],
    [
      'github-app',
      { set: ['appId=1', 'installationId=2'] },
      { appId: '1', installationId: '2', privateKey: 'the secret' },
    ],
  ] as const)('is the field that a credential of type %s is about', async (type, more, secret) => {
    expect(await read(type, { passwordFile: file, ...more })).toEqual({ secret });
  });

  it('is refused where no field is the one', async () => {
    await expect(read('generic', { passwordFile: file })).rejects.toThrow(/fields of any name/);
    expect(await read('generic', { secretFile: [`API_TOKEN=${file}`] })).toEqual({
      secret: { values: { API_TOKEN: 'the secret\n' } },
    });
  });
});

it('what is replaced need not be whole', async () => {
  const given = readSecretFields({ note: () => undefined }, { passwordFile: file }, 'git', {
    missing: 'stays',
  });
  expect(await given).toEqual({ secret: { password: 'the secret' } });
});

describe('what does not fit the type', () => {
  it.each([
    [
      'token',
      { username: 'bot', passwordFile: file },
      /type token has no field username. It has: token, url/,
    ],
    ['ssh-key', { set: ['user=git'], passwordFile: file }, /type ssh-key has no field user/],
    ['git', { passwordFile: file }, /needs username too. Give it with --set username=/],
    ['tls', { secretFile: [`privateKey=${file}`] }, /needs certificate too/],
    ['git', { set: ['password=hunter2'] }, /password is a secret/],
    ['git', { set: ['hunter2'] }, /is no field. Write --set username=ci/],
  ] as const)(
    'of a %s is refused before anything is sent, without its value',
    async (type, options, words) => {
      const refusal = await read(type, options).then(
        () => new Error('taken'),
        (error: Error) => error,
      );
      expect(refusal.message).toMatch(words);
      expect(refusal.message).not.toContain('hunter2');
    },
  );
});
