/**
 * Takes the pictures of the console that the documents show, of an installation that `credstream up --demo` has filled:
 * `CREDSTREAM_ADDR=… CREDSTREAM_PASSWORD=… node tools/screenshots.mjs docs/guides/console`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { CREDSTREAM_ADDR: url, CREDSTREAM_PASSWORD: password } = process.env;
const [folder] = process.argv.slice(2);
if (!url || !password || !folder) {
  console.error('CREDSTREAM_ADDR, CREDSTREAM_PASSWORD and the folder of the pictures are needed');
  process.exit(1);
}

/** What is pictured, by the names of the files. */
const pictures = [
  { name: 'overview', path: 'overview' },
  { name: 'credentials', path: 'credentials?rows=25' },
  { name: 'organization', path: 'organization?scope=default/research' },
  { name: 'audit', path: 'audit?rows=25' },
  { name: 'operations', path: 'operations', scheme: 'dark' },
];

const unfinished = '[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root';

/** Playwright takes PNG; Chromium itself makes WebP of it, which is a third as large. */
const asWebp = async (page, png) => {
  const base64 = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.8).split(',')[1];
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return Buffer.from(base64, 'base64');
};

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({
    viewport: { width: 1100, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(60_000);
  const blank = await context.newPage();
  const page = await context.newPage();
  await page.goto(`${url}/console/overview`);
  await page.getByRole('textbox', { name: 'Username' }).fill('admin');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  for (const { name, path, scheme = 'light' } of pictures) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${url}/console/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForFunction((selector) => document.querySelector(selector) === null, unfinished);
    const file = join(folder, `${name}.webp`);
    writeFileSync(file, await asWebp(blank, await page.screenshot()));
    console.log(file);
  }
} finally {
  await browser.close();
}
