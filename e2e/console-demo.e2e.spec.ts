import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { type Child, repository, type Variables } from './child.js';
import { launchChromium, openWindow } from './chromium.js';
import { fillIn, heading, press, signIn } from './console-suite.js';
import { freePort } from './free-port.js';
import { send } from './http.js';
import { asPattern, blocksOf } from './markdown.js';
import { launchSuite, startSuite } from './suite-process.js';
import { openProgram, openTerminal, pressControlC } from './terminal.js';
import { waitUntil } from './wait-until.js';

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
  const folder = temporaryFolder();
  const dataDir = join(folder, '.demo');
  const guide = blocksOf('docs/guides/console.md');
  const [start, greeting, takePictures, taken] = guide.map(({ text }) => text.trimEnd());
  let demo: Child;
  let surrounding: Variables;
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
    // As a clone that was built: what `npm start` does then.
    for (const name of ['dist', 'tools', 'node_modules'])
      symlinkSync(join(repository, name), join(folder, name));
    surrounding = { CREDSTREAM_PORT: await freePort(), CREDSTREAM_CHECK_REPLIES: 'on' };
    const command = String(start)
      .replace('npm ci && ', '')
      .replace('npm start --', 'node dist/cli/dist/credstream.js up');
    demo = openProgram(command, { cwd: folder, env: surrounding });
    await demo.prints(complete);
    [, url = ''] = await demo.prints(/^Credstream is ready: (\S+) /m);
    [, password = ''] = await demo.prints(shownPassword);
    bearer = await tokenOf(url, password);
  });

  it('says first what it makes and how one signs in, as the guide shows', () => {
    const lines = String(greeting).split('\n');
    expect(demo.stdout().split('\n')[0]).toMatch(asPattern(String(lines[0])));
    for (const line of lines) expect(demo.stdout()).toMatch(asPattern(line));
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

  it('leads the administrator to changing the first password, after which one signs in again', async () => {
    const browser = await launchChromium();
    afterTests(() => browser.close());
    const { page, context, faults } = await openWindow(browser, url);
    await page.goto(url);
    await signIn(page, 'admin', password);
    await heading(page, 'Overview');
    await page.getByRole('link', { name: 'Change the password' }).click();
    await heading(page, 'My profile');
    await fillIn(page, 'Present password', password);
    password = 'another password of the administrator';
    await fillIn(page, 'New password', password);
    await fillIn(page, 'New password again', password);
    await press(page, 'Change the password');
    await page.getByRole('status').filter({ hasText: 'The password is changed' }).waitFor();
    await waitUntil('the session has ended', async () => {
      const answer = await context.request.get(`${url}/api/v1/me`, {
        headers: { 'x-credstream-console': '1' },
      });
      return answer.status() === 401;
    });
    await page.goto(url);
    await signIn(page, 'admin', password);
    await heading(page, 'Overview');
    expect(await page.getByRole('link', { name: 'Change the password' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('has pictures of each page that the guide and the README show', async () => {
    const terminal = openTerminal({ cwd: folder, env: surrounding });
    const printed = await terminal.run(String(takePictures), password);
    for (const line of String(taken).split('\n')) expect(printed).toMatch(asPattern(line));
    const shown = ['docs/guides/console.md', 'README.md'].flatMap((document) =>
      [...readFileSync(join(repository, document), 'utf8').matchAll(/\]\((\S*\.webp)\)/g)].map(
        ([, path = '']) => join(dirname(document), path),
      ),
    );
    expect(shown).toHaveLength(6);
    for (const file of shown) {
      for (const picture of [join(folder, file), join(repository, file)]) {
        const bytes = readFileSync(picture);
        expect([picture, bytes.subarray(8, 12).toString(), bytes.length < 60_000]).toEqual([
          picture,
          'WEBP',
          true,
        ]);
      }
    }
  });

  it('is not made a second time by the next start, which says that it is there', async () => {
    await pressControlC(demo);
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
