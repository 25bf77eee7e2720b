import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectEventStore } from '@credstream/eventstore';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { runProgram } from './run-program.js';
import { inDays } from './session.js';
import { waitUntil } from './wait-until.js';

describe('the personal data of one person', () => {
  const email = 'ada.lovelace@example.org';
  const from = { 'x-forwarded-for': '198.51.100.77', 'user-agent': 'ada-laptop/7' };
  const clear = [email, '198.51.100.77', 'ada-laptop/7'];
  const password = 'correct horse battery';
  let folder: string;
  let suite: IdentitySuite;
  let administrator: Caller;
  let userId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credstream-erasure-'));
    suite = await startIdentitySuite(1, { CREDSTREAM_TRUSTED_PROXIES: '1' });
    administrator = await signedIn(suite.url, 'admin', adminPassword);
    const json = { username: 'ada', email, password, roles: [{ role: 'developer', scope: 'default' }] };
    userId = String((await administrator('POST', '/api/v1/users', { json })).body['id']);
    const form = { grant_type: 'password', username: 'ada', password };
    const token = await send('POST', `${suite.url}/oauth/token`, { form, headers: from });
    const bearer = String(token.body['access_token']);
    const key = { name: 'ci', expiresAt: inDays(10) };
    const made = await send('POST', `${suite.url}/api/v1/api-keys`, { bearer, json: key, headers: from });
    expect(made.status).toBe(201);
    const publicKey = await administrator('GET', '/api/v1/audit/public-key');
    await writeFile(join(folder, 'key'), publicKey.text);
  });
  afterAll(async () => {
    await suite.stop();
    await rm(folder, { recursive: true });
  });

  const logText = async (): Promise<string> => {
    const store = connectEventStore(suite.eventStoreUrl);
    const ended = new AbortController();
    let text = '';
    for await (const message of store.subscribe({ prefixes: [], signal: ended.signal })) {
      if (message.kind === 'caught_up') break;
      if (message.kind === 'event') text += JSON.stringify([message.event.data, message.event.metadata]);
    }
    ended.abort();
    await store.close();
    return text;
  };
  const exported = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, (await administrator('GET', '/api/v1/audit/export?include=bookkeeping')).text);
    return path;
  };
  const verified = (path: string) =>
    runProgram('node', ['apps/cli/dist/main.js', 'audit', 'verify', path, '--key', join(folder, 'key')]);

  it('is nowhere in the log in clear, and is shown to who may read it', async () => {
    const text = await logText();
    for (const each of clear) expect(text).not.toContain(each);
    const before = await exported('before');
    const shown = await readFile(before, 'utf8');
    for (const each of ['198.51.100.77', 'ada-laptop/7']) expect(shown).toContain(each);
    expect(await verified(before)).toMatchObject({ code: 0 });
    const changed = join(folder, 'changed');
    await writeFile(changed, shown.replace('198.51.100.77', '198.51.100.78'));
    expect(await verified(changed)).toMatchObject({ code: 5, output: expect.stringContaining('ip is not') });
    expect((await administrator('GET', `/api/v1/users/${userId}`)).body['email']).toBe(email);
  });

  it('is erased only of who was off-boarded', async () => {
    const refused = await administrator('POST', `/api/v1/users/${userId}/erase`);
    expect(refused.body).toMatchObject({ status: 409, code: 'user.not_offboarded' });
  });

  it('can be read nowhere once it is erased, and the proofs of what happened stay', async () => {
    await administrator('POST', `/api/v1/users/${userId}/offboard`);
    expect((await administrator('POST', `/api/v1/users/${userId}/erase`)).status).toBe(200);
    expect((await administrator('POST', `/api/v1/users/${userId}/erase`)).status).toBe(200);
    const after = await waitUntil('no copy knows the key any more', async () => {
      const path = await exported('after');
      return !(await readFile(path, 'utf8')).includes('198.51.100.77') && path;
    });
    const left = await readFile(after, 'utf8');
    for (const each of clear) expect(left).not.toContain(each);
    expect(await verified(after)).toMatchObject({ code: 0 });
    // What is left: that it was this user, by name and id, what they did, and a salted hash of from where.
    for (const each of ['User created: ada', 'User signed in: ada', 'API key created: ci, by ada', userId]) {
      expect(left).toContain(each);
    }
    expect(left).toContain('User personal data erased: ada');
    const { body } = await administrator('GET', `/api/v1/users/${userId}`);
    expect(body).toMatchObject({ username: 'ada', status: 'offboarded' });
    expect(body).not.toHaveProperty('email');
    const { text } = await administrator('GET', `/api/v1/users?status=offboarded`);
    expect(text).not.toContain(email);
  });

  it('leaves the e-mail address free for somebody else', async () => {
    const json = { username: 'ada2', email, password };
    expect((await administrator('POST', '/api/v1/users', { json })).status).toBe(201);
  });
});
