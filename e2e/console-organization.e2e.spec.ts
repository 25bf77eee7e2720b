import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { inaccessible, launchChromium } from './chromium.js';
import {
  confirm,
  fillIn,
  heading,
  isWiderThanWindow,
  offered,
  press,
  signIn,
  type Windows,
  windowsOf,
} from './console-steps.js';
import { freePort } from './free-port.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { recordPoison } from './poison.js';
import { waitUntil } from './wait-until.js';

const password = 'twelve or more characters';
const people = { viewer: 'vera', developer: 'dora', admin: 'adam', auditor: 'odo' } as const;
type Role = keyof typeof people;
const roles = Object.keys(people) as Role[];

let suite: IdentitySuite;
let browser: Browser;
let windows: Windows;
let root: Caller;
let url: string;
let receiver: Server;
let hook: string;
let receiverAnswers = 500;
const received: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  receiver = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume();
    response.writeHead(receiverAnswers).end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  suite = await startIdentitySuite(1, {
    CREDSTREAM_PORT: port,
    CREDSTREAM_PUBLIC_URL: url,
    CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8',
  });
  root = await signedIn(url, 'admin', adminPassword);
  for (const role of roles) {
    const json = {
      username: people[role],
      password,
      account: 'default',
      roles: [{ role, scope: 'default' }],
    };
    expect(await root('POST', '/api/v1/users', { json })).toMatchObject({ status: 201 });
  }
  browser = await launchChromium();
  windows = windowsOf(browser, url);
});
afterAll(async () => {
  await browser?.close();
  await suite?.stop();
  receiver?.close();
});
afterEach(async () => {
  expect(await windows.close()).toEqual([]);
});

const idOf = async (username: string): Promise<string> => {
  const { body } = await root('GET', `/api/v1/users?q=${username}`);
  return (body['items'] as { id: string }[])[0]?.id ?? '';
};
const dialogOf = (page: Page) => page.getByRole('dialog');

describe('the organization', () => {
  it('is a diagram in which scopes are made, moved and deleted, and which a scope of a table opens', async () => {
    const { page } = await windows.signedInAt('organization');
    const tree = page.getByRole('navigation', { name: 'Scopes of the account' });
    await tree.getByRole('link', { name: /default/ }).click();
    await press(page, 'Add a scope below');
    await dialogOf(page).getByLabel('Kind').selectOption('department');
    await fillIn(page, 'Name', 'Research!');
    await confirm(page, 'Add a scope below');
    await dialogOf(page).getByRole('alert').waitFor();
    await fillIn(page, 'Name', 'research');
    await confirm(page, 'Add a scope below');
    await tree.getByRole('link', { name: /research/ }).click();
    await page.getByRole('heading', { name: 'Scope default/research' }).waitFor();
    await press(page, 'Add a scope below');
    await fillIn(page, 'Name', 'genome');
    await confirm(page, 'Add a scope below');
    await tree.getByRole('link', { name: /genome/ }).click();

    await press(page, 'Rename or move');
    await fillIn(page, 'New path', 'default/research/proteins');
    await confirm(page, 'Rename or move');
    await page.getByRole('heading', { name: 'Scope default/research/proteins' }).waitFor();

    const scope = 'default/research/proteins';
    const json = { name: 'in-a-scope', type: 'token', scope, secret: { token: 'a token' } };
    expect(await root('POST', '/api/v1/credentials', { json })).toMatchObject({ status: 201 });
    await press(page, 'Delete');
    await dialogOf(page).getByRole('textbox').fill(scope);
    await confirm(page, 'Delete');
    await dialogOf(page).getByRole('alert').waitFor();
    await confirm(page, 'Cancel');
    await page.getByRole('link', { name: 'Credentials here and below' }).click();
    await heading(page, 'Credentials');
    await page.getByRole('link', { name: scope }).click();
    await page.getByRole('heading', { name: `Scope ${scope}` }).waitFor();
    expect(await tree.locator('[aria-current]').textContent()).toContain('proteins');
  });
});

describe('users', () => {
  it('are added, granted roles, disabled, off-boarded with a report, and admitted again', async () => {
    const { page } = await windows.signedInAt('users');
    await press(page, 'Add a user');
    await fillIn(page, 'Username', 'grace');
    await fillIn(page, 'Password', 'short');
    await confirm(page, 'Add a user');
    await dialogOf(page).getByRole('alert').waitFor();
    await fillIn(page, 'Password', password);
    await confirm(page, 'Add a user');
    await heading(page, 'grace');
    await page.getByText('No role.').waitFor();
    const grace = await signedIn(url, 'grace', password);
    expect((await grace('GET', '/api/v1/credentials')).status).toBe(403);

    await press(page, 'Grant a role');
    await dialogOf(page).getByLabel('Role').selectOption('developer');
    await confirm(page, 'Grant a role');
    await page.getByRole('button', { name: 'End developer at default' }).waitFor();
    await waitUntil('the role holds', async () =>
      (await grace('GET', '/api/v1/credentials')).status === 200 ? true : undefined,
    );
    const key = await grace('POST', '/api/v1/api-keys', {
      json: { name: 'of-grace', expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    });
    expect(key.status).toBe(201);

    await press(page, 'Disable');
    await confirm(page, 'Disable');
    await page.getByText('disabled').first().waitFor();
    await press(page, 'Enable');
    await page.getByRole('button', { name: 'Disable' }).waitFor();

    await press(page, 'Off-board');
    await dialogOf(page).getByText('1 active API key', { exact: true }).waitFor();
    expect(await dialogOf(page).getByRole('button', { name: 'Off-board' }).isDisabled()).toBe(true);
    await dialogOf(page).getByRole('textbox').fill('grace');
    await confirm(page, 'Off-board');
    await page.getByText('Everything has ended.').waitFor();
    await page.getByText('of-grace').waitFor();
    expect((await root('GET', `/api/v1/api-keys/${String(key.body['id'])}`)).body['status']).toBe('revoked');

    await press(page, 'Admit again');
    await fillIn(page, 'Password', password);
    await confirm(page, 'Admit again');
    await page.getByText('No role.').waitFor();
    await signedIn(url, 'grace', password);
    await page.reload();
    await page
      .getByRole('button', { name: /^End the session/ })
      .first()
      .click();
    await page.getByText('No session is open.').waitFor();
  });

  it('have roles at scopes, which are listed with what they allow, granted and ended', async () => {
    const { page } = await windows.signedInAt('roles?scope=default');
    await page.getByText('reveal the secrets of credentials').first().waitFor();
    await press(page, 'Grant a role');
    await dialogOf(page).getByLabel('User').fill('vera');
    await dialogOf(page).getByLabel('Role').selectOption('auditor');
    await confirm(page, 'Grant a role');
    const row = page.getByRole('row').filter({ hasText: 'vera' }).filter({ hasText: 'auditor' });
    await row.getByRole('button', { name: 'End auditor at default' }).click();
    await confirm(page, 'End');
    await row.waitFor({ state: 'detached' });
  });
});

describe('policies', () => {
  it('are explained, refused in words, and changed', async () => {
    const { page } = await windows.signedInAt('accounts');
    await page.getByRole('link', { name: 'default' }).click();
    await page.getByText('A new API key ends after 365 days at the latest.').waitFor();
    await press(page, 'Change policies');
    await fillIn(page, 'Longest life of an API key (days)', 'soon');
    await confirm(page, 'Change policies');
    await dialogOf(page).getByText('whole number').first().waitFor();
    await fillIn(page, 'Longest life of an API key (days)', '30');
    await fillIn(page, 'Warnings before an end (days)', '14, 2');
    await confirm(page, 'Change policies');
    await page.getByText('A new API key ends after 30 days at the latest.').waitFor();
    await page.getByText('expires: 14, 2.').waitFor();
    const { body } = await root('GET', '/api/v1/accounts/default');
    expect(body['policies']).toMatchObject({ maxApiKeyAgeDays: 30, expiryWarningDays: [14, 2] });
  });
});

describe('a webhook', () => {
  it('has its secret shown once, is tested, delivers again, and is deleted', async () => {
    const { page } = await windows.signedInAt('webhooks');
    await page.getByRole('link', { name: 'Add a webhook' }).click();
    await fillIn(page, 'Address', hook);
    await press(page, 'Add a webhook');
    await heading(page, 'The webhook is added');
    await press(page, /^Copy.*Secret of the webhook$/);
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/^whsec_/);
    await press(page, 'Done');
    await heading(page, hook);
    await press(page, 'Send a test');
    await page.getByText('The receiver did not take the test delivery.').waitFor();
    receiverAnswers = 204;
    await page
      .getByRole('button', { name: /^Deliver again: / })
      .first()
      .click();
    await waitUntil('it is delivered again', async () => (received.length > 1 ? true : undefined));
    expect(new Set(received).size).toBe(1);
    await waitUntil('it is listed as delivered', async () => {
      await press(page, 'Refresh');
      return (await page.getByRole('row').filter({ hasText: 'delivered' }).count()) > 0 ? true : undefined;
    });
    await press(page, 'Change address or types');
    await dialogOf(page).getByRole('checkbox', { checked: true }).first().uncheck();
    await confirm(page, 'Save');
    await dialogOf(page).waitFor({ state: 'detached' });
    await press(page, 'Delete');
    await dialogOf(page).getByRole('textbox').fill(hook);
    await confirm(page, 'Delete');
    await page.getByText('There is no webhook here.').waitFor();
  });
});

describe('operations', () => {
  it('show each part and each read model, build one anew, and settle what could not be taken in', async () => {
    await recordPoison(suite.eventStoreUrl);
    const { page } = await windows.signedInAt('operations');
    await page.getByText('ready', { exact: true }).first().waitFor();
    await press(page, 'Build anew: user_list');
    await fillIn(page, 'Reason', 'a test of the console');
    await confirm(page, 'Build anew');
    const row = page.getByRole('row').filter({ hasText: 'user_list' });
    await row.getByText('(built 2×)').waitFor();
    await press(page, /failures of user_list$/);
    await page.getByRole('button', { name: /^Try again: event/ }).click();
    await page.getByRole('button', { name: /^Do without it: event/ }).click();
    await page.getByText('skipped').waitFor();
    await row.getByText('up to date').waitFor();
  });
});

describe('each role', () => {
  const seen: Readonly<Record<Role, readonly string[]>> = {
    viewer: ['Credentials', 'API keys', 'Registries'],
    developer: ['Credentials', 'API keys', 'Registries'],
    admin: [
      ...['Credentials', 'API keys', 'Registries', 'Audit', 'Organization', 'Users', 'Roles'],
      ...['Accounts and policies', 'Webhooks'],
    ],
    auditor: ['Audit'],
  };
  const addresses: Readonly<Record<string, string>> = {
    audit: 'Audit',
    organization: 'Organization',
    users: 'Users',
    roles: 'Roles',
    accounts: 'Accounts and policies',
    webhooks: 'Webhooks',
    operations: 'Operations',
  };

  it.each(roles)(
    'of %s is offered what it may do, and is refused the rest when it asks anyway',
    async (role) => {
      const { page } = await windows.signedInAt('overview', [people[role], password]);
      await heading(page, 'Overview');
      const links = await offered(page);
      expect(links).toEqual(['Overview', ...seen[role], 'My profile']);
      for (const [address, title] of Object.entries(addresses)) {
        await page.goto(`${url}/console/${address}`);
        await heading(page, title);
        const refusal = page.getByRole('alert').filter({ hasText: 'Your roles do not allow this' });
        if (!seen[role].includes(title)) await refusal.first().waitFor();
        else expect([address, await refusal.count()]).toEqual([address, 0]);
      }
    },
  );

  it('of a system administrator is offered everything', async () => {
    const { page } = await windows.signedInAt('overview');
    await heading(page, 'Overview');
    expect(await offered(page)).toEqual(['Overview', ...seen.admin, 'Operations', 'My profile']);
  });
});

describe('two tabs', () => {
  it('have one session, and signing out everywhere ends both', async () => {
    const { page, context } = await windows.signedInAt('profile', ['vera', password]);
    await heading(page, 'My profile');
    const other = await context.newPage();
    await other.goto(`${url}/console/credentials`);
    await heading(other, 'Credentials');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await confirm(page, 'Sign out everywhere');
    await heading(page, 'Sign in');
    await press(other, 'Refresh');
    const dialog = other.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await signIn(page, 'vera', password);
    await heading(page, 'Overview');
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await context.cookies()).toHaveLength(1);
  });
});

describe('every page', () => {
  it.each(['light', 'dark'] as const)(
    'can be used by everybody, in the %s theme and at 360 px',
    async (scheme) => {
      const { body } = await root('POST', '/api/v1/webhooks', { json: { url: hook } });
      const pages = [
        ...['organization', 'users', `users/${await idOf('vera')}`, 'roles', 'accounts', 'accounts/default'],
        ...['webhooks', 'webhooks/new', `webhooks/${String(body['id'])}`, 'operations'],
      ];
      const { page } = await windows.signedInAt('overview', ['admin', adminPassword], { width: 360, scheme });
      await heading(page, 'Overview');
      for (const path of pages) {
        await page.goto(`${url}/console/${path}`);
        await page.locator('h1').waitFor();
        await page.waitForLoadState('networkidle');
        expect([path, await inaccessible(page)]).toEqual([path, []]);
        expect([path, await isWiderThanWindow(page)]).toEqual([path, false]);
      }
    },
  );
});
