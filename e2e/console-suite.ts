import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openWindow, type WatchedPage } from './chromium.js';
import { freePort } from './free-port.js';
import { adminPassword, type Caller, signedIn, startIdentitySuite } from './identity-suite.js';
import { waitUntil } from './wait-until.js';

export const password = 'twelve or more characters';

type User = readonly [username: string, password: string];
type WindowOptions = Parameters<typeof openWindow>[2];

/** The suite, and a browser that looks at its console. */
export type ConsoleSuite = Readonly<{
  url: string;
  /** Calls as the first administrator. */
  root: Caller;
  /** A window that nobody has signed in with. */
  openPage: (options?: WindowOptions) => Promise<WatchedPage>;
  /** A page of the console, by a user who has signed in before. */
  signedInAt: (path: string, as?: User, options?: WindowOptions) => Promise<WatchedPage>;
  addUser: (username: string, role: string) => Promise<void>;
  /** Closes all windows and tells what their pages did wrong. */
  closeWindows: () => Promise<readonly string[]>;
  stop: () => Promise<void>;
}>;

/** Signs in as the page does, and answers the cookie. */
const cookieOf = async (url: string, [username, secret]: User) => {
  const response = await fetch(`${url}/oauth/browser-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-credstream-console': '1' },
    body: JSON.stringify({ username, password: secret }),
  });
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  expect([response.status, name]).toEqual([expect.any(Number), expect.stringMatching(/credstream/)]);
  return { url, name, value, httpOnly: true, sameSite: 'Strict' as const };
};

/** Makes a thing; asks again, with the same key, while a machine that is busy with other things says 503. */
export const madeBy = (
  caller: Caller,
  path: string,
  json: object,
): Promise<Readonly<Record<string, unknown>>> => {
  const headers = { 'idempotency-key': randomUUID() };
  return waitUntil(`${path} is made`, async () => {
    const { status, body } = await caller('POST', path, { json, headers });
    if (status === 503) return undefined;
    expect([path, status, body]).toEqual([path, 201, body]);
    return body;
  });
};

export const startConsoleSuite = async (
  settingsFor: (url: string) => Promise<Readonly<Record<string, string>>> = async () => ({}),
): Promise<ConsoleSuite> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = await settingsFor(url);
  const suite = await startIdentitySuite(1, {
    CREDSTREAM_PORT: port,
    CREDSTREAM_PUBLIC_URL: url,
    ...settings,
  });
  const root = await signedIn(url, 'admin', adminPassword);
  const browser: Browser = await launchChromium();
  const open: WatchedPage[] = [];
  const cookies = new Map<string, ReturnType<typeof cookieOf>>();
  const openPage = async (options: WindowOptions = {}): Promise<WatchedPage> => {
    const window = await openWindow(browser, url, options);
    open.push(window);
    return window;
  };
  return {
    url,
    root,
    openPage,
    signedInAt: async (path, as = ['admin', adminPassword], options = {}) => {
      const cookie = cookies.get(as[0]) ?? cookieOf(url, as);
      cookies.set(as[0], cookie);
      const window = await openPage(options);
      await window.context.addCookies([await cookie]);
      await window.page.goto(`${url}/console/${path}`);
      return window;
    },
    addUser: async (username, role) => {
      const json = { username, password, account: 'default', roles: [{ role, scope: 'default' }] };
      await madeBy(root, '/api/v1/users', json);
    },
    closeWindows: async () => {
      const faults = open.flatMap((window) => window.faults);
      for (const { context } of open.splice(0)) await context.close();
      return faults;
    },
    stop: async () => {
      await browser.close();
      await suite.stop();
    },
  };
};

export const fillIn = (page: Page, label: string, text: string) =>
  page.getByRole('textbox', { name: label, exact: true }).fill(text);

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name, level: 1 }).waitFor();

export const signIn = async (page: Page, username = 'admin', secret = adminPassword) => {
  await fillIn(page, 'Username', username);
  await fillIn(page, 'Password', secret);
  await press(page, 'Sign in');
};

export const isWiderThanWindow = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');

/** Until nothing on the page is being read any more. */
export const isLoaded = async (page: Page): Promise<void> => {
  await page.locator('h1').first().waitFor();
  const busy = page.locator('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root');
  await waitUntil('everything is read', async () => (await busy.count()) === 0);
};
