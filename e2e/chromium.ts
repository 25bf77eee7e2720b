import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, which asks for nothing outside of this machine by itself. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });

export type WatchedPage = Readonly<{ page: Page; context: BrowserContext; faults: string[] }>;

/** What a page must never do: break its own security policy, fail in its script, or ask another host. */
const watch = (page: Page, origin: string, faults: string[]): void => {
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (request.isNavigationRequest() || !request.frame().url().startsWith(origin)) return;
    if (url.protocol !== 'data:' && url.origin !== origin) faults.push(`asked ${url.origin}`);
  });
};

/** A window of a browser that nobody has signed in with. */
export const openWindow = async (
  browser: Browser,
  origin: string,
  options: Readonly<{ width?: number; scheme?: 'light' | 'dark' }> = {},
): Promise<WatchedPage> => {
  const { width = 1200, scheme = 'light' } = options;
  const context = await browser.newContext({
    ...{ viewport: { width, height: 800 }, colorScheme: scheme, reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  watch(page, origin, faults);
  return { page, context, faults };
};

type AxeResults = Readonly<{
  violations: readonly Readonly<{
    id: string;
    nodes: readonly Readonly<{ html: string; failureSummary?: string }>[];
  }>[];
}>;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with what is shown. */
export const inaccessible = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
};
