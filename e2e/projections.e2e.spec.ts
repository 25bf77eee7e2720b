import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests } from './after-tests.js';
import { repository } from './child.js';
import { send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { recordPoison } from './poison.js';
import { runProgram } from './run-program.js';
import { waitUntil } from './wait-until.js';

type Projection = Readonly<{
  name: string;
  service: string;
  generation: number;
  state: string;
  position: string;
  lag: number;
  failures: number;
}>;
type Failure = Readonly<{ id: string; stream: string; type: string; attempts: number; skipped: boolean }>;

const password = 'twelve or more characters';
let suite: IdentitySuite;
let admin: Caller;
let tenant: Caller;
let token: string;

const tokenOf = async (username: string, secret: string): Promise<string> => {
  const form = { grant_type: 'password', username, password: secret };
  return String((await send('POST', `${suite.url}/oauth/token`, { form })).body['access_token']);
};

const list = async (): Promise<readonly Projection[]> =>
  (await admin('GET', '/api/v1/projections')).body['items'] as readonly Projection[];
const find = async (name: string): Promise<Projection> => {
  const found = (await list()).find((each) => each.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
};
const failuresOf = async (name: string): Promise<readonly Failure[]> =>
  (await admin('GET', `/api/v1/projections/${name}/failures`)).body['items'] as readonly Failure[];
const usernames = async (): Promise<readonly string[]> => {
  const { body } = await admin('GET', '/api/v1/users?account=acme');
  return (body['items'] as { username: string }[]).map(({ username }) => username).sort();
};
const credstream = (...args: readonly string[]) =>
  runProgram(process.execPath, [join(repository, 'apps/cli/dist/main.js'), ...args], {
    env: { CREDSTREAM_ADDR: suite.url, CREDSTREAM_TOKEN: token, XDG_CONFIG_HOME: '/nonexistent' },
  });

beforeAll(async () => {
  // Two copies: one of them does the work, and either answers.
  suite = await startIdentitySuite(2);
  afterTests(() => suite.stop());
  admin = await signedIn(suite.url, 'admin', adminPassword);
  token = await tokenOf('admin', adminPassword);
  await admin('POST', '/api/v1/accounts', { json: { name: 'acme' } });
  const roles = [{ role: 'admin', scope: 'acme' }];
  await admin('POST', '/api/v1/users', { json: { username: 'ada', password, account: 'acme', roles } });
  tenant = await signedIn(suite.url, 'ada', password);
});

describe('the read models of all services', () => {
  it('are listed with where they are, for system administrators alone', async () => {
    const items = await waitUntil('all have caught up', async () => {
      const found = await list();
      return found.every(({ state, lag }) => state === 'live' && lag === 0) ? found : undefined;
    });
    const names = items.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(items.map(({ service }) => service))).toEqual(
      new Set(['identity', 'credential', 'apikey', 'token', 'audit'].map((each) => `${each}-service`)),
    );
    const paths = ['rebuild', 'failures/1/retry', 'failures/1/skip'].map((each) => `user_list/${each}`);
    for (const path of paths) {
      const { status } = await tenant('POST', `/api/v1/projections/${path}`, { json: {} });
      expect([path, status]).toEqual([path, 403]);
    }
    expect((await tenant('GET', '/api/v1/projections')).status).toBe(403);
    expect((await send('GET', `${suite.url}/api/v1/projections`)).status).toBe(401);
  });

  it('are not made up: what there is not is refused by its code, and nothing is recorded', async () => {
    for (const name of ['nothing', '__proto__', 'user_list_v2', 'שלום', '$where', 'x'.repeat(90)]) {
      const path = `/api/v1/projections/${encodeURIComponent(name)}/rebuild`;
      const { status, body } = await admin('POST', path, { json: {} });
      expect([name, status, body['code']]).toEqual([name, 404, 'projection.not_found']);
    }
    for (const id of ['0', '999999999999', '-1', '1e3', '١', '9'.repeat(90), '__proto__']) {
      const path = `/api/v1/projections/user_list/failures/${encodeURIComponent(id)}/skip`;
      const { status, body } = await admin('POST', path, { json: {} });
      expect([id, status, body['code']]).toEqual([id, 404, 'projection.failure_not_found']);
    }
    const reason = 'x'.repeat(501);
    const { status, body } = await admin('POST', '/api/v1/projections/user_list/rebuild', {
      json: { reason },
    });
    expect([status, body['code']]).toEqual([400, 'projection.reason_too_long']);
    expect((await find('user_list')).generation).toBe(0);
  });

  it('are built anew while they serve, and the log says who asked and why', async () => {
    const before = await usernames();
    const json = { reason: 'to see that it can be' };
    const { status, body } = await admin('POST', '/api/v1/projections/user_list/rebuild', { json });
    expect([status, body['name']]).toEqual([202, 'user_list']);
    let looks = 0;
    await waitUntil('it is built anew', async () => {
      expect(await usernames()).toEqual(before);
      looks += 1;
      return (await find('user_list')).generation === 1 || undefined;
    });
    expect(looks).toBeGreaterThan(0);
    expect(await usernames()).toEqual(before);
    const query = 'type=ProjectionRebuildRequested';
    const { body: audit } = await admin('GET', `/api/v1/audit/events?${query}`);
    expect(audit['items']).toMatchObject([
      { actor: { username: 'admin' }, data: { projection: 'user_list', generation: 1, ...json } },
    ]);
    const { body: history } = await admin('GET', '/api/v1/history/projections-identity');
    expect(history['state']).toMatchObject({ user_list: { generation: 1 } });
  });

  it('are rebuilt once for all who ask meanwhile', async () => {
    const asked = Array.from({ length: 20 }, () =>
      admin('POST', '/api/v1/projections/account_list/rebuild', { json: {} }),
    );
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([202]));
    // Who asks after the end of a rebuild starts another one.
    const { generation } = await waitUntil('account_list is built anew', async () => {
      const found = await find('account_list');
      return found.state === 'live' && found.generation > 0 ? found : undefined;
    });
    const { body } = await admin('GET', '/api/v1/audit/events?type=ProjectionRebuildRequested');
    const recorded = (body['items'] as { data: { projection: string } }[]).filter(
      ({ data }) => data.projection === 'account_list',
    );
    expect(recorded).toHaveLength(generation);
    expect(generation).toBeLessThan(20);
  });
});

describe('an event that a read model cannot take in', () => {
  let id: string;

  it('is listed, and the rest goes on', async () => {
    id = await recordPoison(suite.eventStoreUrl);
    const failures = await waitUntil('it is a failure', async () => {
      const found = await failuresOf('user_list');
      return found.length > 0 ? found : undefined;
    });
    expect(failures).toMatchObject([
      { id, stream: 'user-Poison12345', type: 'UserCreated', attempts: 1, skipped: false },
    ]);
    expect((await find('user_list')).failures).toBe(1);
    await admin('POST', '/api/v1/users', { json: { username: 'bob', password, account: 'acme' } });
    expect(await usernames()).toContain('bob');
  });

  it('is retried and skipped by the command line, and a log file has no progress bar', async () => {
    const retried = await credstream('projections', 'retry', 'user_list', id, '--reason', 'mended', '--wait');
    expect(retried).toMatchObject({ code: 1, output: expect.stringContaining('It failed again') });
    expect(await failuresOf('user_list')).toMatchObject([{ id, attempts: 2 }]);
    const listed = await credstream('projections', 'failures', 'user_list');
    expect(listed).toMatchObject({ code: 0, output: expect.stringContaining(`${id}\tuser-Poison12345`) });
    const why = 'of a version that was taken back';
    const skip = ['projections', 'skip', 'user_list', id, '--reason', why, '--yes', '--wait'];
    expect(await credstream(...skip)).toMatchObject({ code: 0 });
    expect((await find('user_list')).failures).toBe(0);
    const rebuilt = await credstream('projections', 'rebuild', 'user_list', '-o', 'json', '--wait');
    expect(rebuilt.code).toBe(0);
    expect(rebuilt.output).not.toContain('%');
    expect(JSON.parse(rebuilt.output)).toMatchObject({ generation: 2, state: 'live', failures: 0 });
    expect(await failuresOf('user_list')).toMatchObject([{ id, skipped: true }]);
    const { body } = await admin('GET', '/api/v1/audit/events?type=ProjectionFailureSkipped');
    expect(body['items']).toMatchObject([
      { actor: { username: 'admin' }, data: { projection: 'user_list', position: id, reason: why } },
    ]);
  });
});

describe('a service that is away', () => {
  it('is named in the list, and what it keeps is not said to be unknown', async () => {
    await suite.stopService('token');
    const { status, body } = await admin('GET', '/api/v1/projections');
    expect([status, body['unavailable']]).toEqual([200, ['token-service']]);
    const { status: refused } = await admin('POST', '/api/v1/projections/token_list/rebuild', { json: {} });
    expect(refused).toBe(503);
    await suite.startService('token');
    const { body: again } = await admin('GET', '/api/v1/projections');
    expect(again['unavailable']).toEqual([]);
  });
});
