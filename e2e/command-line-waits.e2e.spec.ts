import { mkdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { installCommands, type InstalledCommands, serverThat } from './command-line/installed-commands.js';
import { waitUntil } from './wait-until.js';

const sinks = temporaryFolder();
let commands: InstalledCommands;
const credstream: InstalledCommands['credstream'] = (...given) => commands.credstream(...given);

/** What a command that has waited answers. */
const waited = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { code, stdout, stderr } = await credstream([...args, '--wait', '-o', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
};

/** Answers by the verb and path, as `GET /version`. Each answer is the JSON that is given. */
const answering =
  (answers: (route: string) => object | undefined): RequestListener =>
  ({ method, url = '' }, response) => {
    const body = answers(`${method} ${url.split('?')[0]}`);
    if (body === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

beforeAll(async () => {
  mkdirSync(join(sinks, 'audit'));
  commands = await installCommands({ CREDSTREAM_SINK_FOLDER: join(sinks, 'audit') });
});

describe('a command with --wait', () => {
  it('ends when the read model is built anew, and without it when that is begun', async () => {
    const rebuild = ['projections', 'rebuild', 'apikey_list'];
    expect(await waited(...rebuild)).toMatchObject({ name: 'apikey_list', generation: 1, state: 'live' });
    const begun = await credstream([...rebuild, '--field', 'name']);
    expect(begun).toMatchObject({ code: 0, stdout: 'apikey_list\n' });
    expect(begun.stderr).toBe(
      'How far it is: credstream projections list. With --wait the command ends when it is done.\n',
    );
  });

  it('ends when all secrets are under the new master key', async () => {
    const create = ['credentials', 'create', 'kept', '--type', 'token', '--password-stdin', '-q'];
    expect(await credstream(create, { input: 'a secret' })).toMatchObject({ code: 0 });
    expect(await waited('master-keys', 'rotate', '--yes')).toMatchObject({
      items: [
        { epoch: 1, status: 'former', emptiedAt: expect.any(String) },
        { epoch: 2, status: 'current' },
      ],
      progress: { phase: 'finished', rewrapped: 1, failed: 0 },
    });
    const reveal = ['credentials', 'reveal', 'kept', '--field', 'secret.token'];
    expect(await credstream(reveal)).toMatchObject({ code: 0, stdout: 'a secret\n' });
  });

  it('ends when nothing is left of who was off-boarded', async () => {
    const create = ['users', 'create', 'grace', '--password-file', commands.passwordFile, '-q'];
    expect(await credstream(create)).toMatchObject({ code: 0 });
    const report = await waited('users', 'offboard', 'grace', '--yes');
    expect(report).toMatchObject({ username: 'grace', complete: true });
    const shown = await credstream(['users', 'offboarding', 'grace', '-o', 'json']);
    expect(JSON.parse(shown.stdout)).toEqual(report);
  });

  it('ends when a sink has taken all that was recorded before', async () => {
    const create = ['sinks', 'create', 'archive', '--kind', 'file', '--file', 'audit.ndjson', '--from-start'];
    expect(await waited(...create)).toMatchObject({ lag: 0, status: 'idle' });
    expect(readFileSync(join(sinks, 'audit', 'audit.ndjson'), 'utf8')).toContain('UserSignedIn');
  });

  it('ends when the new key of a registry signs, and at once when that is later than it may wait', async () => {
    const create = ['registries', 'create', 'images', '--service', 'images', '--hostname', 'r.example.com'];
    expect(await credstream([...create, '--field', 'notificationToken'])).toMatchObject({ code: 0 });
    const rotate = ['registries', 'keys', 'rotate', 'images'];
    const used = await waited(...rotate, '--published-for', '1');
    const keys = used as unknown as readonly Readonly<{ phase: string }>[];
    expect(keys.map(({ phase }) => phase)).toEqual(['previous', 'used']);
    const late = await credstream([...rotate, '--wait', '--wait-timeout', '1d']);
    expect(late).toMatchObject({ code: 1, stdout: '' });
    expect(late.stderr).toMatch(/^credstream: It is due at .*, later than --wait-timeout 1d\./);
  });
});

describe('a wait that comes to nothing', () => {
  const env = { CREDSTREAM_API_KEY: 'any' };
  const rebuild = ['projections', 'rebuild', 'user_list', '--wait'];
  const rebuilding = { name: 'user_list', generation: 0, state: 'rebuilding' };
  const endless = answering((route) => (route.startsWith('POST') ? rebuilding : { items: [rebuilding] }));

  it('ends after its time with exit code 1, and says that the work goes on', async () => {
    const addr = await serverThat(endless);
    const ran = await credstream([...rebuild, '--wait-timeout', '1s', '--addr', addr], { env });
    expect(ran).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'credstream: It was not done within 1s. The server goes on with it: credstream projections list\n',
    });
  });

  it('ends after its time with exit code 3 when the server is away then', async () => {
    const addr = await serverThat(({ method, socket }, response) => {
      if (method !== 'POST') return void socket.destroy();
      response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(rebuilding));
    });
    const ran = await credstream([...rebuild, '--wait-timeout', '1s', '--addr', addr], { env });
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain(`${addr} cannot be reached`);
  });

  it('ends after its time when the server takes the question and says nothing', async () => {
    const addr = await serverThat(answering((route) => (route.startsWith('POST') ? rebuilding : undefined)));
    const ran = await credstream([...rebuild, '--wait-timeout', '1s', '--addr', addr], { env });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('It was not done within 1s.');
  });

  it('ends with Ctrl-C, which leaves the work alone', async () => {
    let looks = 0;
    const addr = await serverThat((request, response) => {
      if (request.method === 'GET') looks += 1;
      endless(request, response);
    });
    const child = commands.start('credstream', [...rebuild, '--addr', addr], env);
    await waitUntil('it waits', () => looks > 1);
    expect(await child.end('SIGINT')).toMatchObject({ code: 130 });
    expect(child.stderr()).toBe(
      'credstream: Interrupted. The server goes on with it: credstream projections list\n',
    );
  });

  it('says why an event was given up again, and not why it was before', async () => {
    let asked = 0;
    const [webhookId, eventId] = ['7d1Kx0aQ2w9Z', '3f6c1f0a-5f1e-8c1b-9a3e-2c7f0d9b4e11'];
    const old = { eventId, status: 'abandoned', settledAt: '2026-01-01T00:00:00Z', error: 'old' };
    const states = [old, old, { eventId, status: 'pending' }, { ...old, settledAt: 'now', error: '503' }];
    const addr = await serverThat(
      answering((route) => (route.startsWith('POST') ? { id: webhookId } : { items: [states[asked++]] })),
    );
    const redeliver = ['webhooks', 'redeliver', webhookId, eventId, '--wait', '--addr', addr];
    expect(await credstream(redeliver, { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'credstream: It was given up again: 503\n',
    });
    expect(asked).toBe(4);
  });

  it.each([
    ['without --wait', ['--wait-timeout', '1m'], /Take both/],
    ['of no time', ['--wait', '--wait-timeout', '0s'], /no time to wait for/],
    ['of words', ['--wait', '--wait-timeout', 'soon'], /no time to wait for/],
    ['of an instant', ['--wait', '--wait-timeout', '2030-01-01'], /no time to wait for/],
    ['of more than a timer holds', ['--wait', '--wait-timeout', '90d'], /from 1s to 20d/],
  ])('is refused before anything is sent: a timeout %s', async (_what, more, words) => {
    const refused = await credstream(['users', 'offboard', 'admin', '--yes', ...more]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(words);
    const { stdout } = await credstream(['users', 'get', 'admin', '--field', 'status']);
    expect(stdout).toBe('active\n');
  });
});
