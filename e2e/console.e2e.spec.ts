import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { inaccessible } from './chromium.js';
import {
  type ConsoleSuite,
  fillIn,
  heading,
  isLoaded,
  isWiderThanWindow,
  password,
  press,
  signIn,
  startConsoleSuite,
} from './console-suite.js';
import { adminPassword, type Caller, signedIn } from './identity-suite.js';
import { type RunningProvider, startOpenIdProvider } from './openid-provider.js';
import { waitUntil } from './wait-until.js';

/** As another tenant or a colleague may name things: markup, letters from right to left, as long as allowed. */
const oddName = `<img src=x onerror=alert(1)> שלום evil `.padEnd(255, 'n');

let provider: RunningProvider;
let suite: ConsoleSuite;
let root: Caller;
let url: string;
let openPage: ConsoleSuite['openPage'];
let signedInAt: ConsoleSuite['signedInAt'];

beforeAll(async () => {
  suite = await startConsoleSuite(async (address) => {
    provider = await startOpenIdProvider(address, { ada: { preferred_username: 'ada', groups: ['makers'] } });
    return {
      CREDSTREAM_OIDC_ISSUER: provider.issuer,
      CREDSTREAM_OIDC_CLIENT_ID: provider.clientId,
      CREDSTREAM_OIDC_CLIENT_SECRET: provider.clientSecret,
      CREDSTREAM_OIDC_GROUP_ROLES: JSON.stringify({ makers: [{ role: 'developer', scope: 'default' }] }),
    };
  });
  ({ root, url, openPage, signedInAt } = suite);
  for (const role of ['viewer', 'auditor']) await suite.addUser(role, role);
});
afterAll(async () => {
  await suite?.stop();
  await provider?.stop();
});
afterEach(async () => {
  expect(await suite.closeWindows()).toEqual([]);
});

describe('the page of the console', () => {
  const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it('loads nothing from elsewhere, runs nothing that is written into it, and is shown in no frame', async () => {
    const [one, other] = await Promise.all([0, 1].map(() => fetch(url, { headers: asBrowser })));
    const policy = one?.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}'; /);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).not.toBe(other?.headers.get('content-security-policy'));
    expect(Object.fromEntries(one?.headers ?? [])).toMatchObject({
      ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
      ...{ 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' },
    });
    expect(await one?.text()).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  it('has files that are kept for a year, and programs get a problem document in its place', async () => {
    const page = await (await fetch(`${url}/console/any/where`, { headers: asBrowser })).text();
    const [script = ''] = /\/assets\/[\w-]+\.js/.exec(page) ?? [];
    const file = await fetch(url + script);
    expect([file.status, file.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    for (const path of ['/', '/console/overview', '/assets/none.js', '/assets/../index.html']) {
      const answer = await fetch(url + path, { headers: { accept: 'application/json' } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  it('needs less than 350 kB of JavaScript at first', async () => {
    const { page } = await openPage();
    const bytes: number[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) bytes.push(Number(response.headers()['content-length']));
    });
    await page.goto(url);
    await heading(page, 'Sign in');
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(350_000);
  });
});

describe('signing in', () => {
  it('is refused in words, and leads to the page that was asked for', async () => {
    const { page, context } = await openPage();
    await page.goto(`${url}/console/api-keys?q=abc`);
    await heading(page, 'Sign in');
    await signIn(page, 'admin', 'not the password');
    await page.getByRole('alert').getByText('username or the password is wrong').waitFor();
    await signIn(page);
    await heading(page, 'API keys');
    expect(page.url()).toBe(`${url}/console/api-keys?q=abc`);
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate<string>('document.cookie + JSON.stringify({ ...localStorage })')).not.toMatch(
      /credstream=|eyJ|cs_/,
    );

    await press(page, 'admin');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in');
    await page.goto(`${url}/console/profile`);
    await heading(page, 'Sign in');
  });

  it('works at the provider of the organization, and its refusal is said', async () => {
    const { page } = await openPage();
    await page.goto(url);
    await page.getByRole('link', { name: 'Sign in at your organization' }).click();
    await page.locator('input[name=login]').fill('ada');
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.locator('button[type=submit]').click();
    await heading(page, 'Overview');
    await page.goto(`${url}/console/profile`);
    await page.getByText('at your organization').waitFor();

    await page.context().request.get(`${url}/oauth/login?for=console`, { maxRedirects: 0 });
    await page.goto(`${url}/oauth/callback?error=access_denied&state=x`);
    await page.getByRole('alert').getByText('was not completed').waitFor();
  });

  it('again, when the session ends, loses nothing that was typed', async () => {
    const { page, context } = await signedInAt('api-keys/new');
    await fillIn(page, 'Name', 'kept');
    await page.goBack().catch(() => null);
    await page.goForward();
    await heading(page, 'Create an API key');
    await fillIn(page, 'Name', 'kept');
    await press(page, 'Next');
    await press(page, 'Next');
    await press(page, 'Next');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Create an API key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(adminPassword);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, 'The API key is made');
    const { body } = await root('GET', '/api/v1/api-keys?q=kept');
    expect(body['items']).toHaveLength(1);
  });
});

describe('an API key', () => {
  it('is made once by two clicks, shown once, rotated, and deleted by its name', async () => {
    const { page } = await signedInAt('api-keys');
    await page.getByRole('link', { name: 'Create an API key' }).click();
    await fillIn(page, 'Name', oddName);
    await press(page, 'Next');
    await press(page, 'Next');
    await page.goBack();
    await page.getByRole('heading', { name: 'How long it works' }).waitFor();
    await press(page, 'Next');
    await press(page, 'Next');
    await page.getByRole('button', { name: 'Create an API key' }).dblclick();
    await heading(page, 'The API key is made');
    const key = await page.getByRole('textbox', { name: 'API key' }).textContent();
    expect(key).toMatch(/^cs_key_/);
    const { body } = await root('GET', `/api/v1/api-keys?q=evil`);
    expect((body['items'] as object[]).length).toBe(1);
    expect((await fetch(`${url}/authorize`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(
      204,
    );

    // Leaving before it was copied is asked about.
    await page.getByRole('link', { name: 'Overview' }).click();
    await press(page, 'Stay');
    await press(page, /^Copy.*API key$/);
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(key);
    await press(page, 'Done');
    await heading(page, /evil/);
    expect(await page.locator('h1').textContent()).toBe(oddName);

    await press(page, 'Rotate');
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await heading(page, 'The API key is made');
    await press(page, /^Copy.*API key$/);
    await press(page, 'Done');

    // Somebody else changes it meanwhile.
    const id = page.url().split('/').at(-1) ?? '';
    await press(page, 'Change name or description');
    await root('PATCH', `/api/v1/api-keys/${id}`, { json: { description: 'theirs' } });
    await page.getByRole('dialog').getByRole('textbox', { name: 'Description' }).fill('mine');
    await press(page, 'Save');
    await page.getByText('Somebody has changed this in the meantime').waitFor();
    await press(page, 'Leave it as it is now');
    await page.getByText('theirs').waitFor();

    await press(page, 'Delete');
    const dialog = page.getByRole('dialog');
    const remove = dialog.getByRole('button', { name: 'Delete' });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill(oddName);
    await remove.click();
    await heading(page, 'API keys');
    expect((await root('GET', `/api/v1/api-keys/${id}`)).status).toBe(404);
  });

  it('list has its state in the address, where it can be shared', async () => {
    const { page } = await signedInAt('api-keys');
    await page.getByRole('searchbox', { name: 'Search' }).fill('zzz');
    await page.getByText('Nothing fits the search').waitFor();
    await page.getByLabel('Status').selectOption('all');
    await press(page, /^Name/);
    await page.waitForURL(/sort=name/);
    expect(new URL(page.url()).searchParams.toString()).toBe('q=zzz&status=all&sort=name');
    await page.reload();
    await page.getByText('Nothing fits the search').waitFor();
  });
});

describe('a credential', () => {
  it('is added with bytes that stay as they are, revealed for a purpose, rotated, and deleted', async () => {
    const { page } = await signedInAt('credentials/new');
    await page.getByLabel('Provider').selectOption('gar');
    await page.getByText('the whole file').waitFor();
    await press(page, 'Next');
    await fillIn(page, 'Name', 'artifacts <b>');
    await page.getByText('This name is free.').waitFor();
    await press(page, 'Next');
    await fillIn(page, 'Username', '_json_key');
    const file = `{"private_key": "-----BEGIN\\n${'x'.repeat(40_000)}"}\n`;
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await page.getByText('kept exactly as they are').waitFor();
    await press(page, 'Next');
    await page.getByRole('button', { name: 'Add a credential' }).dblclick();
    await heading(page, 'artifacts <b>');
    const { body } = await root('GET', '/api/v1/credentials?q=artifacts');
    expect(body['items']).toHaveLength(1);

    await press(page, 'Reveal');
    await fillIn(page, 'Purpose', 'a test of the console');
    await page.getByRole('dialog').getByRole('button', { name: 'Reveal' }).click();
    const shown = page.getByRole('textbox', { name: 'password' });
    await shown.waitFor();
    expect(await shown.textContent()).toBe(file);
    await page.getByText('is recorded').waitFor();
    await press(page, 'Hide');
    await shown.waitFor({ state: 'detached' });

    const id = page.url().split('/').at(-1) ?? '';
    const attached = { kind: 'oci-registry', name: 'europe-docker.pkg.dev' };
    await root('POST', `/api/v1/credentials/${id}/attachments`, { json: attached });
    await page.reload();
    await press(page, 'Delete');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('europe-docker.pkg.dev').waitFor();
    await dialog.getByRole('textbox').first().fill('artifacts <b>');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('alert').getByText('use', { exact: false }).first().waitFor();
    expect((await root('GET', `/api/v1/credentials/${id}`)).status).toBe(200);
  });

  it('is only looked at by a viewer', async () => {
    const json = { name: 'seen', type: 'token', scope: 'default', secret: { token: 'a token' } };
    const made = await root('POST', '/api/v1/credentials', { json });
    const { page } = await signedInAt(`credentials/${String(made.body['id'])}`, ['viewer', password]);
    await heading(page, 'seen');
    for (const name of ['Reveal', 'Rotate', 'Revoke', 'Delete'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Credentials' }).click();
    await heading(page, 'Credentials');
    expect(await page.getByRole('link', { name: 'Add a credential' }).count()).toBe(0);
  });
});

describe('a registry', () => {
  it('gets a token with docker login, that is disabled and deleted', async () => {
    const { page } = await signedInAt('registries');
    await page.getByRole('link', { name: 'Add a registry' }).click();
    await fillIn(page, 'Name', 'main');
    await fillIn(page, 'Host', 'registry.example.com');
    await fillIn(page, 'Service', 'registry.example.com');
    await press(page, 'Add a registry');
    await heading(page, 'The registry is added');
    await press(page, /^Copy.*Password of notifications$/);
    await press(page, 'Done');
    await heading(page, 'main');
    await page.getByText('rootcertbundle').waitFor();
    await page.getByRole('link', { name: 'Create a token' }).click();
    await fillIn(page, 'Name', 'builder');
    await press(page, 'Next');
    await press(page, 'Next');
    await fillIn(page, 'Repositories of rule 1', 'team/*');
    await page.getByLabel('Push (with Pull)').check();
    expect(await page.getByLabel('Pull', { exact: true }).isChecked()).toBe(true);
    await press(page, 'Next');
    await press(page, 'Create a token');
    await heading(page, 'The token is made');
    const line = await page.getByRole('textbox', { name: 'docker login' }).textContent();
    expect(line).toContain('docker login');
    await press(page, /^Copy.*docker login$/);
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(line);
    await press(page, 'Done');
    await heading(page, 'builder');
    await page.getByText('team/*: pull, push').waitFor();
    await press(page, 'Disable');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await press(page, 'Enable');
    await press(page, 'Delete');
    await page.getByRole('dialog').getByRole('textbox').fill('builder');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There is no token here').waitFor();
  });
});

describe('the audit log', () => {
  it('is filtered, and proves an entry to the browser', async () => {
    const { page } = await signedInAt('audit?type=CredentialCreated', ['auditor', password]);
    await heading(page, 'Audit');
    await page
      .getByRole('button', { name: /Credential created: seen/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Entry of the audit log' });
    const check = dialog.getByRole('button', { name: 'Check it in this browser' });
    await waitUntil('the entry is under a checkpoint', async () => {
      await check.click();
      const said = dialog
        .getByText(/^Yes\. This browser/)
        .or(dialog.getByRole('alert'))
        .or(dialog.getByText(/^No\./));
      await said.first().waitFor();
      return (await dialog.getByText(/^Yes\. This browser/).count()) > 0 ? true : undefined;
    });
  });
});

describe('my profile', () => {
  it('gives a CLI secret that is copied, and ends a session that is not this one', async () => {
    const { page } = await signedInAt('profile', ['viewer', password]);
    const elsewhere = await signedIn(url, 'viewer', password);
    await press(page, /^Copy.*CLI secret$/);
    const secret = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(secret).toMatch(/^cs_cli_/);
    await press(page, 'Done');
    await press(page, 'Generate a new one');
    await page.getByRole('dialog').getByRole('button', { name: 'Generate a new one' }).click();
    const shown = page.getByRole('textbox', { name: 'CLI secret' });
    await shown.waitFor();
    expect(await shown.textContent()).not.toBe(secret);
    await press(page, /^Copy.*CLI secret$/);
    await press(page, 'Done');

    await page.reload();
    await page.getByText('this browser').waitFor();
    await page
      .getByRole('button', { name: /^End the session/ })
      .first()
      .click();
    await waitUntil('the session has ended', async () =>
      (await elsewhere('GET', '/api/v1/me')).status === 401 ? true : undefined,
    );
  });
});

describe('every page', () => {
  const pages = [
    ...[
      'overview',
      'profile',
      'api-keys',
      'api-keys/new',
      'credentials',
      'credentials/new',
      'credentials/import',
    ],
    ...['registries', 'registries/new', 'audit'],
  ];

  it('can be used by everybody, in both themes and at 360 px', async () => {
    const { page } = await openPage({ width: 360 });
    const expectFit = async (path: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([path, colorScheme, await inaccessible(page)]).toEqual([path, colorScheme, []]);
      }
      expect([path, await isWiderThanWindow(page)]).toEqual([path, false]);
    };
    await page.goto(url);
    await heading(page, 'Sign in');
    await expectFit('sign-in');
    await signIn(page);
    await heading(page, 'Overview');
    for (const path of pages) {
      await page.goto(`${url}/console/${path}`);
      await isLoaded(page);
      await expectFit(path);
    }
  });

  it('offers only what one may do', async () => {
    const { page } = await signedInAt('overview', ['auditor', password]);
    await heading(page, 'Overview');
    const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    expect(links).toEqual(['Overview', 'Audit', 'My profile']);
  });
});
