import type { Browser, Page } from 'playwright-core';
import { openWindow, type WatchedPage } from './chromium.js';
import { adminPassword } from './identity-suite.js';

export const fillIn = (page: Page, label: string, text: string): Promise<void> =>
  page.getByRole('textbox', { name: label, exact: true }).fill(text);

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** In the dialog that is open. */
export const confirm = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

export const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();

export const signIn = async (page: Page, username = 'admin', password = adminPassword): Promise<void> => {
  await fillIn(page, 'Username', username);
  await fillIn(page, 'Password', password);
  await press(page, 'Sign in');
};

/** The pages that one may go to, by their names in the menu. */
export const offered = (page: Page): Promise<readonly string[]> =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();

export const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');

export type Windows = Readonly<{
  open: (options?: Parameters<typeof openWindow>[2]) => Promise<WatchedPage>;
  /** A window of its own, in which somebody has signed in on the way to a page of the console. */
  signedInAt: (
    path: string,
    as?: readonly [string, string],
    options?: Parameters<typeof openWindow>[2],
  ) => Promise<WatchedPage>;
  /** Closes all of them; answers what went wrong in any. */
  close: () => Promise<readonly string[]>;
}>;

export const windowsOf = (browser: Browser, url: string): Windows => {
  const opened: WatchedPage[] = [];
  const open: Windows['open'] = async (options = {}) => {
    const window = await openWindow(browser, url, options);
    opened.push(window);
    return window;
  };
  return {
    open,
    signedInAt: async (path, as = ['admin', adminPassword], options = {}) => {
      const window = await open(options);
      await window.page.goto(`${url}/console/${path}`);
      await signIn(window.page, ...as);
      return window;
    },
    close: async () => {
      const faults = opened.flatMap((window) => window.faults);
      for (const { context } of opened.splice(0)) await context.close();
      return faults;
    },
  };
};
