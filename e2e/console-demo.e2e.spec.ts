import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { send } from './http.js';
import { launchSuite, startSuite } from './suite-process.js';

const env = { CREDSTREAM_ADMIN_PASSWORD: undefined };
const words = ['--demo'];
const shownPassword = /^Password: (\S+) \(shown this once\)$/m;
const complete = /^The demo organization is complete\.$/m;

const tokenOf = async (url: string, password: string): Promise<string> => {
  const form = { grant_type: 'password', username: 'admin', password };
  return String((await send('POST', `${url}/oauth/token`, { form })).body['access_token']);
};

type Item = Readonly<Record<string, unknown>>;

describe('credstream up --demo', () => {
  const dataDir = temporaryFolder();
  let demo: ReturnType<typeof launchSuite>;
  let url: string;
  let password: string;
  let bearer: string;

  /** All items of a list. */
  const read = async (path: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    for (let cursor = ''; ;) {
      const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { status, body } = await send('GET', `${url}/api/v1/${path}${next}`, { bearer });
      expect([path, status, body]).toEqual([path, 200, body]);
      items.push(...(body['items'] as readonly Item[]));
      if (typeof body['nextCursor'] !== 'string') return items;
      cursor = body['nextCursor'];
    }
  };

  beforeAll(async () => {
    demo = launchSuite({ dataDir, env, words });
    await demo.prints(complete);
    [, url = ''] = await demo.prints(/^Credstream is ready: (\S+) /m);
    [, password = ''] = await demo.prints(shownPassword);
    bearer = await tokenOf(url, password);
  });

  it('says first what it makes and how one signs in', () => {
    expect(demo.stdout().split('\n')[0]).toBe(
      `A demo organization (3 projects, 7 users, 40 credentials, 200 API keys, a registry with 6 tokens) is being made: open ${url} in a browser and sign in as admin with the password below.`,
    );
    expect(demo.stderr()).not.toContain(password);
  });

  it('makes what it says', async () => {
    expect(await read('credentials?limit=200')).toHaveLength(40);
    const keys = await read('api-keys?limit=200&status=all&account=default');
    expect(keys).toHaveLength(200);
    expect(new Set(keys.map(({ status }) => status))).toEqual(new Set(['active', 'revoked']));
    const users = await read('users?limit=200&account=default');
    expect(users).toHaveLength(8);
    expect(users.filter(({ status }) => status === 'offboarded')).toMatchObject([{ username: 'leo' }]);
    const [registry] = await read('registries?limit=2');
    expect(await read(`registries/${registry?.['id']}/tokens?limit=200`)).toHaveLength(6);
  });

  it('is not made a second time by the next start, which says that it is there', async () => {
    await demo.end('SIGTERM');
    const again = await startSuite({ dataDir, env, words });
    expect(again.greeting.split('\n')[0]).toMatch(
      /^A demo organization \(.*\) is there from an earlier start: open \S+ in a browser and sign in as admin with the administrator's password\.$/,
    );
    url = again.url;
    bearer = await tokenOf(url, password);
    expect(await read('api-keys?limit=200&status=all&account=default')).toHaveLength(200);
    expect(await read('credentials?limit=200')).toHaveLength(40);
    await again.stop();
  });

  it('is refused where somebody started without it, and changes nothing there', async () => {
    rmSync(join(dataDir, 'demo'));
    const refused = launchSuite({ dataDir, env, words });
    expect(await refused.exit).toEqual({ code: 1, signal: null });
    expect(refused.stderr()).toContain('has been started before. Name another folder in CREDSTREAM_DATA_DIR');
    expect(refused.stdout()).toBe('');
  });
});

describe('credstream up --demo, interrupted', () => {
  const dataDir = temporaryFolder();
  let interrupted: ReturnType<typeof launchSuite>;
  let password: string;

  beforeAll(async () => {
    interrupted = launchSuite({ dataDir, env, words });
    await interrupted.prints(/\/authorize$/m);
    [, password = ''] = await interrupted.prints(shownPassword);
    await interrupted.end('SIGINT');
  });

  it('says what is left, in one sentence', async () => {
    expect((await interrupted.exit).signal).toBeNull();
    expect(interrupted.stderr()).toContain(`The demo organization in ${dataDir} is incomplete`);
    expect(interrupted.stderr()).not.toMatch(/^\s+at /m);
    expect(interrupted.stdout()).not.toMatch(complete);
  });

  it('is not taken up by the next one', async () => {
    const refused = launchSuite({ dataDir, env, words });
    expect(await refused.exit).toEqual({ code: 1, signal: null });
    expect(refused.stderr()).toContain(`The demo organization in ${dataDir} is incomplete`);
  });

  it('leaves an installation that can be used, with the password that was shown; its start says so', async () => {
    const child = launchSuite({ dataDir, env });
    const [, url = ''] = await child.prints(/^Credstream is ready: (\S+) /m);
    expect(child.stderr()).toContain(`The demo organization in ${dataDir} is incomplete`);
    expect(await tokenOf(url, password)).toMatch(/^[\w-]+\./);
    await child.end('SIGTERM');
  });
});
