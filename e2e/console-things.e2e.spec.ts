import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inaccessible } from './chromium.js';
import {
  type ConsoleSuite,
  fillIn,
  heading,
  isLoaded,
  isWiderThanWindow,
  madeBy,
  password,
  press,
  startConsoleSuite,
} from './console-suite.js';
import { adminPassword, type Caller } from './identity-suite.js';
import { waitUntil } from './wait-until.js';

const many = 230;
const formula = '=HYPERLINK("https://evil.example","bulk")';

let suite: ConsoleSuite;
let root: Caller;

const addCredential = async (name: string, more: object = {}): Promise<string> => {
  const json = { name, type: 'token', scope: 'default', secret: { token: `secret of ${name}` }, ...more };
  return String((await madeBy(root, '/api/v1/credentials', json))['id']);
};

beforeAll(async () => {
  suite = await startConsoleSuite();
  ({ root } = suite);
  await suite.addUser('viewer', 'viewer');
  const names = Array.from({ length: many }, (_, at) => `row-${String(at).padStart(3, '0')}`);
  const rest = names.values();
  const add = async () => {
    for (const name of rest) await addCredential(name);
  };
  await Promise.all(Array.from({ length: 4 }, add));
});
afterAll(async () => {
  await suite?.stop();
});
afterEach(async () => {
  expect(await suite.closeWindows()).toEqual([]);
});

const list = (page: Page) => page.getByRole('region', { name: 'List of credentials' });
const saved = async (page: Page, format: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await press(page, 'Export');
  await page.getByRole('menuitem', { name: `Export as ${format}` }).click();
  return readFile(await (await download).path(), 'utf8');
};

describe('a table', () => {
  it('reads pages as their rows come near, and draws only what can be seen', async () => {
    const { page } = await suite.signedInAt('credentials?sort=name&rows=50&q=row-');
    await list(page).getByText('row-000').waitFor();
    await page.getByText('50 rows, and there are more').waitFor();
    await waitUntil('the last row is shown', async () => {
      await list(page).press('End');
      return (await list(page).getByText('row-229').count()) > 0 ? true : undefined;
    });
    await page.getByText(`${many} rows`, { exact: true }).waitFor();
    expect(await list(page).getByRole('row').count()).toBeLessThan(60);
    expect(await list(page).getByRole('table').getAttribute('aria-rowcount')).toBe(String(many + 1));
    const last = list(page).getByRole('row').filter({ hasText: 'row-229' });
    expect(await last.getAttribute('aria-rowindex')).toBe(String(many + 1));
    await press(page, 'Refresh');
    await list(page).getByText('row-000').waitFor();
    await page.getByText('50 rows, and there are more').waitFor();
  });

  it('has filters that are added by column, and an address that says them', async () => {
    await addCredential('filtered', { environment: 'staging' });
    const { page } = await suite.signedInAt('credentials?foreign=1');
    await press(page, 'Add a filter');
    await page.getByRole('menuitem', { name: 'Environment' }).click();
    await page.getByRole('textbox', { name: 'Environment' }).fill('staging');
    await page.keyboard.press('Enter');
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.getByLabel('Type', { exact: true }).selectOption('git');
    await page.getByText('Nothing fits the search').waitFor();
    await press(page, 'Columns');
    await page.getByRole('menuitemcheckbox', { name: 'Provider' }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/columns=/);
    const { search } = new URL(page.url());

    const other = await suite.signedInAt(`credentials${search}`, ['viewer', password]);
    await other.page.getByText('Nothing fits the search').waitFor();
    expect(await other.page.getByRole('textbox', { name: 'Environment' }).inputValue()).toBe('staging');
    await other.page.getByRole('columnheader', { name: 'Provider' }).waitFor();
    expect(await other.page.getByRole('checkbox').count()).toBe(0);
    await press(other.page, 'Remove the search and all filters');
    await other.page.getByText('50 rows, and there are more').waitFor();

    await press(page, 'Remove the filter Environment');
    await page.waitForURL((address) => !address.searchParams.has('environment'));
  });

  it('does one thing to all that are selected, and tells what happened to each', async () => {
    for (const name of ['bulk-1', 'bulk-2']) await addCredential(name);
    await addCredential('bulk-3', { description: formula });
    const used = await addCredential('bulk-used');
    const attached = { kind: 'workload', name: 'payments' };
    await root('POST', `/api/v1/credentials/${used}/attachments`, { json: attached });
    const { page } = await suite.signedInAt('credentials?q=bulk-&columns=name,status,description');
    await page.getByText('4 rows', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'Select bulk-3' }).check();
    await page.getByRole('status').getByText('1 selected').waitFor();
    expect(await saved(page, 'CSV')).toContain(`"'${formula.replaceAll('"', '""')}"`);
    const rows = JSON.parse(await saved(page, 'JSON')) as { name: string }[];
    expect(rows.map(({ name }) => name)).toEqual(['bulk-3']);

    await page.getByRole('checkbox', { name: 'Select all rows that are loaded' }).check();
    await page.getByRole('checkbox', { name: 'Select bulk-2' }).uncheck();
    await press(page, 'Delete');
    const dialog = page.getByRole('dialog');
    const remove = dialog.getByRole('button', { name: 'Delete' });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('delete 3 credentials');
    await remove.dblclick();
    await dialog.getByText('2 done, 1 refused').waitFor();
    const refused = dialog.getByRole('row').filter({ hasText: 'bulk-used' });
    expect(await refused.textContent()).toMatch(/refused.*use/);
    expect(await inaccessible(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('2 rows', { exact: true }).waitFor();
    const { body } = await root('GET', '/api/v1/credentials?q=bulk-&sort=name');
    expect(body['items']).toMatchObject([{ name: 'bulk-2' }, { name: 'bulk-used' }]);
    await page.getByRole('status').getByText('1 selected').waitFor();
  });

  it('of everything that fits is exported whole, and revoked whole', async () => {
    const { page } = await suite.signedInAt('credentials?q=row-0&sort=name&rows=25');
    await list(page).getByText('row-000').waitFor();
    const rows = (await saved(page, 'CSV')).trimEnd().split('\r\n');
    expect(rows).toHaveLength(101);
    await page.getByRole('checkbox', { name: 'Select row-001' }).check();
    await press(page, 'Select all that fit');
    await page.getByRole('status').getByText('100 selected').waitFor();
    await press(page, 'Revoke');
    const dialog = page.getByRole('dialog', { name: 'Revoke: 100 selected' });
    await dialog.getByText('and 90 more').waitFor();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByText('100 done', { exact: true }).waitFor();
    const { body } = await root('GET', '/api/v1/credentials?status=revoked&limit=200');
    expect(body['items']).toHaveLength(100);
  });

  it('of robot accounts stands beside that of tokens', async () => {
    const registry = {
      name: 'main',
      hostname: 'registry.example.com',
      service: 'registry',
      scope: 'default',
    };
    const id = String((await madeBy(root, '/api/v1/registries', registry))['id']);
    for (const json of [
      { name: 'builder', scopes: [{ type: 'repository', name: 'team/*', actions: ['pull'] }] },
      { kind: 'robot', name: 'deploy', scopes: [{ type: 'repository', name: 'team/*', actions: ['pull'] }] },
    ])
      await madeBy(root, `/api/v1/registries/${id}/tokens`, json);
    const { page } = await suite.signedInAt(`registries/${id}`, undefined, { width: 360 });
    await page.getByRole('link', { name: 'builder' }).waitFor();
    await page.getByRole('tab', { name: 'Robot accounts' }).click();
    await page.getByRole('link', { name: /deploy/ }).waitFor();
    expect(await page.getByRole('link', { name: 'builder' }).count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?kind=robot');
    await isLoaded(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await inaccessible(page)).toEqual([]);
    }
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.getByRole('checkbox', { name: /^Select .*deploy/ }).check();
    await press(page, 'Disable');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('1 done', { exact: true }).waitFor();
  });
});

describe('one thing', () => {
  const longSecret = `${'0123456789abcde\n'.repeat(4_095)}${'x'.repeat(16)}`;

  it('takes a key file that is dropped, and a secret of 64 KiB with its lines', async () => {
    expect(Buffer.byteLength(longSecret)).toBe(64 * 1024);
    const { page } = await suite.signedInAt('credentials/new');
    await press(page, 'Next');
    await fillIn(page, 'Name', 'dropped');
    await page.getByText('This name is free.').waitFor();
    await press(page, 'Next');
    await fillIn(page, 'Username', 'robot');
    const field = page.getByRole('textbox', { name: 'Password, token or key file' });
    const drop = async (text: string) => {
      const dataTransfer = await page.evaluateHandle(
        `(() => {
          const data = new DataTransfer();
          data.items.add(new File([${JSON.stringify(text)}], 'key.json'));
          return data;
        })()`,
      );
      await field.dispatchEvent('drop', { dataTransfer });
    };
    await drop('{"type": "service_account"}\n');
    await page.getByText('28 bytes, kept exactly as they are').waitFor();
    expect(await field.inputValue()).toBe('{"type": "service_account"}\n');
    await drop(`${longSecret}y`);
    await page.getByText('At most 64 KiB').waitFor();
    await drop(longSecret);
    await page.getByText('65,536 bytes, kept exactly as they are').waitFor();
    await press(page, 'Next');
    // Back, and nothing is lost.
    await page.goBack();
    await field.waitFor();
    expect(await field.inputValue()).toBe(longSecret);
    await press(page, 'Next');
    await press(page, 'Add a credential');
    await heading(page, 'dropped');

    await press(page, 'Reveal');
    await fillIn(page, 'Purpose', 'a test of long secrets');
    await page.clock.install();
    await page.getByRole('dialog').getByRole('button', { name: 'Reveal' }).click();
    const shown = page.getByRole('textbox', { name: 'password' });
    await shown.waitFor();
    expect(await shown.textContent()).toBe(longSecret);
    await page.getByText('That you have seen it is recorded').waitFor();
    await page.clock.runFor(31_000);
    await shown.waitFor({ state: 'detached' });
    const id = page.url().split('/').at(-1) ?? '';
    await waitUntil('the audit log has the purpose', async () => {
      const { text } = await root('GET', '/api/v1/audit/events?type=CredentialAccessed&include=bookkeeping');
      return text.includes(id) && text.includes('a test of long secrets');
    });
  });

  it('says what breaks, before it is rotated or deleted, and what it was at each moment', async () => {
    const id = await addCredential('watched', { description: 'as it was' });
    await root('GET', `/api/v1/credentials/${id}/values`);
    const { page } = await suite.signedInAt(`credentials/${id}`);
    await page.getByLabel('Kind', { exact: true }).selectOption('workload');
    await fillIn(page, 'Name of what uses it', 'payments <b>');
    await press(page, 'Attach');
    await page.getByText('Workload: payments <b>').waitFor();

    await press(page, 'Rotate');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('payments <b>').waitFor();
    await dialog.getByText('read by').waitFor();
    await dialog.getByRole('textbox', { name: 'Token' }).fill('the second secret');
    await dialog.getByLabel('The old version can still be read for').selectOption('24');
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await page.getByText('Version 2').waitFor();

    await press(page, 'Go back to version 1');
    await dialog.getByText('payments <b>').waitFor();
    await dialog.getByRole('button', { name: 'Go back to version 1' }).click();
    await page.getByText('Version 3').waitFor();

    // By the keyboard, one moment back and to the first.
    const slider = page.getByRole('slider', { name: 'Moment' });
    const last = Number(await slider.getAttribute('aria-valuemax'));
    await slider.press('ArrowLeft');
    const state = page.getByRole('region', { name: `State after event ${last} of ${last + 1}` });
    await state.getByRole('row').filter({ hasText: 'as it was' }).waitFor();
    await press(page, 'Credential Created');
    const first = page.getByRole('region', { name: `State after event 1 of ${last + 1}` });
    const attachments = first.getByRole('row').filter({ hasText: 'payments' });
    expect(await attachments.getByRole('cell').first().textContent()).toBe('none');
    expect(await inaccessible(page)).toEqual([]);
    await press(page, 'Back to now');
    const { body: values } = await root('GET', `/api/v1/credentials/${id}/values`);
    expect(values).toMatchObject({ token: 'secret of watched' });

    await press(page, 'Delete');
    await dialog.getByText('payments <b>').first().waitFor();
    await dialog.getByRole('textbox').first().fill('watched');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('alert').getByText('use', { exact: false }).first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await press(page, 'Detach payments <b>');
    await page.getByText('Workload: payments <b>').waitFor({ state: 'detached' });
    await press(page, 'Delete');
    await dialog.getByRole('textbox').first().fill('watched');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await list(page).waitFor();
    expect((await root('GET', `/api/v1/credentials/${id}`)).status).toBe(404);
  });

  it('that two people change is not overwritten unseen: what changed is shown, and one goes on', async () => {
    const id = await addCredential('shared', { description: 'before' });
    const { page } = await suite.signedInAt(`credentials/${id}`);
    const theirs = (json: object) => root('PATCH', `/api/v1/credentials/${id}`, { json });
    await press(page, 'Change name, description or interval');
    const dialog = page.getByRole('dialog');
    await theirs({ description: 'theirs', rotationDays: 30 });
    await dialog.getByRole('textbox', { name: 'Description' }).fill('mine');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody has changed this in the meantime').waitFor();
    await dialog.getByRole('row', { name: 'Description before theirs mine', exact: true }).waitFor();
    expect(await inaccessible(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
    await page.getByRole('definition').getByText('mine', { exact: true }).waitFor();
    const { body } = await root('GET', `/api/v1/credentials/${id}`);
    expect(body).toMatchObject({ description: 'mine', rotationDays: 30 });

    // What cannot be undone is asked about once more when the thing is another one than was looked at.
    await press(page, 'Delete');
    await theirs({ description: 'needed again' });
    await dialog.getByRole('textbox').first().fill('shared');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('needed again').waitFor();
    await dialog.getByRole('button', { name: 'Leave it as it is now' }).click();
    await page.getByRole('definition').getByText('needed again').waitFor();
    await press(page, 'Delete');
    await theirs({ description: 'needed no more' });
    await dialog.getByRole('textbox').first().fill('shared');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Go on all the same' }).click();
    await list(page).waitFor();
    expect((await root('GET', `/api/v1/credentials/${id}`)).status).toBe(404);
  });
});

describe('two people', () => {
  const isCompared = async (page: Page, row: readonly string[]) => {
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Somebody has changed this in the meantime').waitFor();
    const differing = dialog.getByRole('row').filter({ hasText: row[1]! });
    await differing.waitFor();
    expect(await differing.getByRole('cell').allTextContents()).toEqual(row);
  };

  it('who change one token see what the other one did before it goes', async () => {
    const registry = { name: 'shared', hostname: 'shared.example.com', service: 'shared', scope: 'default' };
    const id = String((await madeBy(root, '/api/v1/registries', registry))['id']);
    const scopes = [{ type: 'repository', name: 'team/*', actions: ['pull'] }];
    const token = await madeBy(root, `/api/v1/registries/${id}/tokens`, { name: 'theirs', scopes });
    const path = `registries/${id}/tokens/${String(token['id'])}`;
    const { page } = await suite.signedInAt(path);
    await press(page, 'Delete');
    const dialog = page.getByRole('dialog');
    await root('PATCH', `/api/v1/${path}`, { json: { status: 'disabled' } });
    await dialog.getByRole('textbox').fill(String(token['username']));
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await isCompared(page, ['enabled', 'disabled']);
    expect(await inaccessible(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Leave it as it is now' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await root('GET', `/api/v1/${path}`)).status).toBe(200);
  });

  it('who change one webhook lose nothing that was typed', async () => {
    const url = 'https://before.example.com/hook';
    const id = String((await madeBy(root, '/api/v1/webhooks', { url }))['id']);
    const { page } = await suite.signedInAt(`webhooks/${id}`);
    await press(page, 'Change address or types');
    const [theirs, mine] = ['https://theirs.example.com/hook', 'https://mine.example.com/hook'];
    await root('PATCH', `/api/v1/webhooks/${id}`, { json: { url: theirs } });
    await fillIn(page, 'Address', mine);
    await press(page, 'Save');
    await isCompared(page, [url, theirs, mine]);
    await press(page, 'Save mine over theirs');
    await heading(page, mine);
  });

  it('who change the policies of one account choose whose stay', async () => {
    const { page } = await suite.signedInAt('accounts/default');
    await press(page, 'Change policies');
    const policies = { expiryWarningDays: [9, 3] };
    await root('PATCH', '/api/v1/accounts/default', { json: { policies } });
    await fillIn(page, 'Warnings before an end (days)', '8, 2');
    await page.getByRole('dialog').getByRole('button', { name: 'Change policies' }).click();
    await page.getByRole('dialog').getByText('9, 3').waitFor();
    await press(page, 'Leave it as it is now');
    await page.getByText('expires: 9, 3.').waitFor();
  });
});

describe('an import', () => {
  it('tells of each entry of the file what became of it', async () => {
    const { page } = await suite.signedInAt('credentials');
    await page.getByRole('link', { name: 'Import credentials' }).click();
    await heading(page, 'Import credentials');
    const auth = Buffer.from('robot:password').toString('base64');
    const auths = { 'one.example.com': { auth }, 'two.example.com': { auth }, 'three.example.com': {} };
    await fillIn(page, 'The file as it is', JSON.stringify({ auths }));
    await page.getByRole('button', { name: 'Import', exact: true }).dblclick();
    await page.getByText('2 of 3 imported').waitFor();
    const { body } = await root('GET', '/api/v1/credentials?type=registry&q=example.com');
    expect(body['items']).toHaveLength(2);
    expect(await inaccessible(page)).toEqual([]);
    await page.getByRole('link', { name: 'imported' }).first().click();
    await heading(page, /example\.com/);
  });
});

describe('the keyboard alone', () => {
  it('signs in, makes an API key, copies it and ends it', async () => {
    const { page } = await suite.openPage();
    /** Tab by Tab, to a thing that shows that it has the focus. */
    const tabTo = async (role: 'button' | 'link' | 'textbox', name: string | RegExp) => {
      const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus-visible'));
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if ((await wanted.count()) > 0) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not lead to ${role} ${String(name)}`);
    };
    const enter = async (role: 'button' | 'link', name: string | RegExp) => {
      await page.getByRole(role, { name, exact: true }).waitFor();
      await tabTo(role, name);
      await page.keyboard.press('Enter');
    };
    await page.goto(suite.url);
    await heading(page, 'Sign in');
    await tabTo('textbox', 'Username');
    await page.keyboard.type('admin');
    await tabTo('textbox', 'Password');
    await page.keyboard.type(adminPassword);
    await page.keyboard.press('Enter');
    await heading(page, 'Overview');
    await enter('link', 'API keys');
    await enter('link', 'Create an API key');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    await tabTo('textbox', 'Name');
    await page.keyboard.type('by keyboard');
    for (const step of ['How long it works', 'What it may do', 'Check and create']) {
      await enter('button', 'Next');
      await page.getByRole('heading', { name: step }).waitFor();
    }
    await page.getByText('credential.reveal').waitFor();
    await enter('button', 'Create an API key');
    await heading(page, 'The API key is made');
    await enter('button', /^Copy.*API key$/);
    await page.getByText('Copied').waitFor();
    await enter('button', 'Done');
    await heading(page, 'by keyboard');
    await enter('button', 'Delete');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').waitFor();
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await heading(page, 'API keys');
    expect((await root('GET', '/api/v1/api-keys?q=keyboard&status=all')).body['items']).toEqual([]);
  });
});

describe('the audit log', () => {
  it('is followed live, filtered and exported as it is filtered', async () => {
    const { page } = await suite.signedInAt('audit?type=CredentialCreated');
    await press(page, 'Follow live');
    const live = page.getByRole('region', { name: 'Live' });
    await live.getByText('New entries appear here').waitFor();
    await addCredential('seen live');
    await live.getByText(/seen live/).waitFor();
    await press(page, 'Stop following');
    await live.waitFor({ state: 'detached' });

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as CSV' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^id,position,time,type/);
    expect(lines.length).toBeGreaterThan(many);
    expect(lines.slice(1).filter((line) => !line.includes(',CredentialCreated,'))).toEqual([]);
  });
});

describe('the overview', () => {
  it('leads from each number to a list of just what it counted', async () => {
    for (const [name, days] of [
      ['ends soon', 5],
      ['ends soon too', 6],
      ['ends later', 60],
    ] as const) {
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
      await madeBy(root, '/api/v1/api-keys', { name, expiresAt });
    }
    const { page } = await suite.signedInAt('overview');
    for (const [figure, named] of [
      ['API keys of yours', 'ends soon'],
      ['API keys of yours that were never used', 'ends later'],
    ] as const) {
      const link = page.getByRole('main').getByRole('link', { name: figure, exact: true });
      await link.waitFor();
      await isLoaded(page);
      const count = await link.locator('..').locator('.number').textContent();
      await link.click();
      await heading(page, 'API keys');
      await page.getByText(count === '1' ? '1 row' : `${count} rows`, { exact: true }).waitFor();
      await page.getByRole('link', { name: named, exact: true }).waitFor();
      await page.goBack();
      await heading(page, 'Overview');
    }
  });

  it('has charts, the same numbers as tables, and days that lead to their entries', async () => {
    const { page } = await suite.signedInAt('overview');
    await page.locator('.recharts-wrapper').first().waitFor();
    await isLoaded(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await inaccessible(page)).toEqual([]);
    }
    await page.getByText('The same as a table').first().click();
    const days = page.getByRole('table', { name: 'Uses and reads by day' });
    const today = new Date().toISOString().slice(0, 10);
    const row = days.getByRole('row').filter({ hasText: today });
    await row.waitFor();
    const [, , changes] = await row.getByRole('cell').allTextContents();
    expect(Number(changes)).toBeGreaterThan(many);
    await row.getByRole('link').click();
    await heading(page, 'Audit');
    expect(new URL(page.url()).searchParams.get('from')).toBe(`${today}T00:00:00.000Z`);
    await page.getByText('50 rows, and there are more').waitFor();
  });
});
