import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { type Exit, startChild } from './child.js';
import { send } from './http.js';
import { administratorOf, refresh, sessionOf, signIn } from './session.js';
import { launchSuite, startSuite, type Suite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

const systemKeys = (dataDir: string, ...args: readonly string[]) =>
  startChild(process.execPath, ['apps/cli/dist/main.js', 'system-keys', ...args], {
    env: { CREDSTREAM_DATA_DIR: dataDir },
  });

/** Once running processes can have seen the rotation before. */
const rotate = (dataDir: string, what: string): Promise<Exit> =>
  waitUntil(`a rotation of ${what}`, async () => {
    const exit = await systemKeys(dataDir, 'rotate', what).exit;
    return exit.code === 0 ? exit : undefined;
  });

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;

describe('a rotation of keys, while the suite runs', () => {
  const dataDir = temporaryFolder();
  let suite: Suite;
  beforeAll(async () => {
    suite = await startSuite({ dataDir });
  });

  it('of the keys that sign: tokens and sessions from before go on, new tokens have the next key', async () => {
    const before = await signIn(suite.url);
    const published = await send('GET', `${suite.url}/.well-known/jwks.json`);
    await rotate(dataDir, 'signing');
    await waitUntil('a token under the next key', async () =>
      kidOf((await signIn(suite.url)).accessToken) === kidOf(before.accessToken) ? undefined : true,
    );
    const after = await signIn(suite.url);
    // Whoever read the keys before the rotation knows the one that signs after it.
    expect(published.text).toContain(kidOf(after.accessToken));
    for (const token of [before.accessToken, after.accessToken]) {
      expect(await sessionOf(suite.url, token).call('GET', '/api/v1/api-keys')).toMatchObject({
        status: 200,
      });
    }
    expect((await refresh(suite.url, before.refreshToken)).accessToken).toBeDefined();
  });

  it('of the pepper, twice: keys from before are let in, and so are new ones; wrong ones are not', async () => {
    const admin = await administratorOf(suite.url);
    const keys = [(await admin.createKey('before')).key];
    for (const round of ['first', 'second']) {
      await rotate(dataDir, 'pepper');
      keys.push((await admin.createKey(`at once after the ${round}`)).key);
    }
    for (const key of keys) expect(await admin.authorize(key)).toMatchObject({ status: 204 });
    const [id = ''] = /cs_key_[^_]+/.exec(keys[0] ?? '') ?? [];
    const other = (keys[1] ?? '').replace(/cs_key_[^_]+/, id);
    expect(await admin.authorize(other)).toMatchObject({ status: 401 });
  });

  it('is refused in a folder of keys without a part, by name', async () => {
    const copy = temporaryFolder();
    cpSync(join(dataDir, 'keys'), join(copy, 'keys'), { recursive: true });
    rmSync(join(copy, 'keys/audit'), { recursive: true });
    const child = systemKeys(copy, 'rotate', 'signing');
    expect(await child.exit).toMatchObject({ code: 1 });
    expect(child.stderr()).toContain('keys/audit');
    expect(child.stderr()).not.toMatch(/^\s+at /m);
  });
});

describe('credstream up, on a log that was written with keys', () => {
  const dataDir = temporaryFolder();
  const keysDir = join(dataDir, 'keys');
  let key: string;
  beforeAll(async () => {
    const suite = await startSuite({ dataDir });
    key = (await (await administratorOf(suite.url)).createKey('kept')).key;
    await suite.stop();
  });

  const refusal = async (): Promise<string> => {
    const child = launchSuite({ dataDir });
    expect(await child.exit).toEqual({ code: 1, signal: null });
    expect(child.stderr()).not.toMatch(/^\s+at /m);
    return child.stderr();
  };
  const away = async (path: string, words: string): Promise<void> => {
    const moved = `${dataDir}/away`;
    renameSync(path, moved);
    const names = readdirSync(keysDir.startsWith(path) ? dataDir : keysDir);
    const said = await refusal();
    expect(said).toContain(path);
    expect(said).toContain(words);
    expect(readdirSync(keysDir.startsWith(path) ? dataDir : keysDir)).toEqual(names);
    renameSync(moved, path);
  };

  it('does not start without the folder of keys, and makes none', () => away(keysDir, 'holds no keys'));

  it('does not start without the folder of one part, whose name it says', () =>
    away(`${keysDir}/gateway`, 'is missing'));

  it('does not start without one file, whose name it says', async () => {
    await away(`${keysDir}/apikey/pepper.1.secret`, 'is missing');
    await away(`${keysDir}/identity/keys.json`, 'is missing');
  });

  it('does not start with the keys of another installation, and says which file is not the right one', async () => {
    const other = temporaryFolder();
    expect(await systemKeys(other, 'create').exit).toMatchObject({ code: 0 });
    renameSync(keysDir, `${dataDir}/own`);
    cpSync(`${other}/keys`, keysDir, { recursive: true });
    expect(await refusal()).toMatch(
      /keys\/identity\/hash-key\.1\.secret: it is not the secret that the event log/,
    );
    rmSync(keysDir, { recursive: true });
    renameSync(`${dataDir}/own`, keysDir);
  });

  it('starts again with the right ones, and the keys from before are let in', async () => {
    const suite = await startSuite({ dataDir });
    expect((await (await administratorOf(suite.url)).authorize(key)).status).toBe(204);
  });
});
