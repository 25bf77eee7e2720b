import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { waitUntil } from './wait-until.js';

const password = 'twelve or more characters';
let suite: IdentitySuite;
let root: Caller;
let rootId: string;
let counter = 0;

const fresh = (prefix: string): string => `${prefix}-${process.pid}-${(counter += 1)}`;

const newAccount = async (): Promise<string> => {
  const name = fresh('tenant');
  expect(await root('POST', '/api/v1/accounts', { json: { name } })).toMatchObject({ status: 201 });
  return name;
};
type User = Readonly<{ id: string; username: string; call: Caller }>;
const newUser = async (account: string, roles: readonly object[] = [], by: Caller = root): Promise<User> => {
  const username = fresh('user');
  const made = await by('POST', '/api/v1/users', { json: { username, password, account, roles } });
  expect(made).toMatchObject({ status: 201 });
  return { id: String(made.body['id']), username, call: await signedIn(suite.url, username, password) };
};
const inAccount = (account: string, role: string) => [{ role, scope: account }];
const code = (expected: string, status: number) => ({ status, body: { code: expected } });

beforeAll(async () => {
  suite = await startIdentitySuite();
  root = await signedIn(suite.url, 'admin', adminPassword);
  rootId = String((await root('GET', '/api/v1/me')).body['id']);
});
afterAll(() => suite.stop());

describe('an account', () => {
  it('is made by a system administrator, with the policies that were asked for', async () => {
    const name = fresh('acme');
    const made = await root('POST', '/api/v1/accounts', {
      json: { name, policies: { maxApiKeyAgeDays: 30 } },
    });
    expect(made).toMatchObject({ status: 201, body: { name, status: 'active' } });
    expect(made.headers.get('location')).toBe(`/api/v1/accounts/${name}`);
    const changed = await root('PATCH', `/api/v1/accounts/${name}`, {
      json: { policies: { expiryWarningDays: [14] } },
      headers: { 'if-match': made.headers.get('etag') ?? '' },
    });
    expect(changed.body['policies']).toMatchObject({ maxApiKeyAgeDays: 30, expiryWarningDays: [14] });
    const listed = await root('GET', `/api/v1/accounts?q=${name}`, {
      headers: { 'credstream-min-position': changed.headers.get('credstream-position') ?? '' },
    });
    expect(listed.body['items']).toEqual([changed.body]);
    expect(await root('POST', '/api/v1/accounts', { json: { name } })).toMatchObject(
      code('account.name_taken', 409),
    );
    expect(
      await root('PATCH', `/api/v1/accounts/${name}`, { json: { policies: { colour: 'red' } } }),
    ).toMatchObject(code('account.policy_invalid', 400));
  });

  it('is not seen by another tenant', async () => {
    const [ours, theirs] = [await newAccount(), await newAccount()];
    const { call } = await newUser(ours, inAccount(ours, 'admin'));
    const user = await newUser(theirs, inAccount(theirs, 'viewer'));
    expect(await call('GET', `/api/v1/accounts/${theirs}`)).toMatchObject(code('account.not_found', 404));
    expect(await call('GET', `/api/v1/scopes?account=${theirs}`)).toMatchObject(
      code('account.not_found', 404),
    );
    expect(await call('GET', `/api/v1/users?account=${theirs}`)).toMatchObject(
      code('account.not_found', 404),
    );
    expect(await call('GET', `/api/v1/users/${user.id}`)).toMatchObject(code('user.not_found', 404));
    expect(await call('POST', `/api/v1/users/${user.id}/disable`)).toMatchObject(code('user.not_found', 404));
    expect((await call('GET', '/api/v1/accounts')).body['items']).toMatchObject([{ name: ours }]);
    expect(await call('POST', '/api/v1/accounts', { json: { name: fresh('more') } })).toMatchObject(
      code('auth.not_permitted', 403),
    );
  });

  it('that is disabled stops its users, and lets them in again', async () => {
    const account = await newAccount();
    const { call, username } = await newUser(account, inAccount(account, 'admin'));
    expect(await root('POST', `/api/v1/accounts/${account}/disable`)).toMatchObject({ status: 200 });
    await expect(signedIn(suite.url, username, password)).rejects.toThrow(/invalid_grant/);
    await until401(() => call('GET', '/api/v1/me'));
    expect(await root('POST', `/api/v1/accounts/${account}/enable`)).toMatchObject({ status: 200 });
    await expect(signedIn(suite.url, username, password)).resolves.toBeDefined();
  });
});

const until401 = (ask: () => Promise<{ status: number }>): Promise<boolean> =>
  waitUntil('it is refused', async () => ((await ask()).status === 401 ? true : undefined));

describe('the scopes of an account', () => {
  it('are a tree that nests in order', async () => {
    const account = await newAccount();
    const { call } = await newUser(account, inAccount(account, 'admin'));
    const make = (path: string, kind: string) => call('POST', '/api/v1/scopes', { json: { path, kind } });
    expect(await make(`${account}/east`, 'cluster')).toMatchObject({ status: 201 });
    expect(await make(`${account}/east/research`, 'department')).toMatchObject({ status: 201 });
    expect(await make(`${account}/east/research/vision`, 'project')).toMatchObject({ status: 201 });
    expect(await make(`${account}/east/west`, 'cluster')).toMatchObject(code('scope.invalid', 400));
    expect(await make(`${account}/nowhere/vision`, 'project')).toMatchObject(code('scope.not_found', 404));
    expect((await call('GET', '/api/v1/scopes')).body).toEqual({
      path: account,
      kind: 'account',
      children: [
        {
          path: `${account}/east`,
          kind: 'cluster',
          children: [
            {
              path: `${account}/east/research`,
              kind: 'department',
              children: [{ path: `${account}/east/research/vision`, kind: 'project', children: [] }],
            },
          ],
        },
      ],
    });
    const move = (path: string, to: string) => call('PATCH', '/api/v1/scopes', { json: { path, to } });
    expect(await move(`${account}/east`, `${account}/east/research/east`)).toMatchObject(
      code('scope.inside_itself', 409),
    );
    expect(await move(`${account}/east`, `${account}/north`)).toMatchObject({
      status: 200,
      body: { path: `${account}/north`, kind: 'cluster' },
    });
    const remove = (path: string) => call('DELETE', `/api/v1/scopes?path=${encodeURIComponent(path)}`);
    expect(await remove(`${account}/north`)).toMatchObject(code('scope.has_children', 409));
    const held = [{ role: 'viewer', scope: `${account}/north/research/vision` }];
    const viewer = await newUser(account, held, call);
    expect(await remove(`${account}/north/research/vision`)).toMatchObject(code('scope.in_use', 409));
    const assignments = await call('GET', `/api/v1/role-assignments?userId=${viewer.id}`, {
      headers: { 'credstream-min-position': '9999999' },
    });
    const [{ id }] = assignments.body['items'] as [{ id: string }];
    expect(await call('DELETE', `/api/v1/role-assignments/${id}`)).toMatchObject({ status: 204 });
    expect(await remove(`${account}/north/research/vision`)).toMatchObject({ status: 204 });
    expect(await remove(`${account}/north/research/vision`)).toMatchObject(code('scope.not_found', 404));
  });
});

describe('a role', () => {
  it('is given, read and taken away', async () => {
    const account = await newAccount();
    const { call } = await newUser(account, inAccount(account, 'admin'));
    const { id: userId, call: asUser } = await newUser(account);
    expect(await asUser('GET', '/api/v1/users')).toMatchObject(code('auth.not_permitted', 403));
    const json = { userId, role: 'admin', scope: account };
    const given = await call('POST', '/api/v1/role-assignments', { json });
    expect(given).toMatchObject({ status: 201, body: { userId, role: 'admin', scope: account } });
    const location = given.headers.get('location') ?? '';
    expect((await call('GET', location)).body).toEqual(given.body);
    const position = given.headers.get('credstream-position') ?? '';
    const headers = { 'credstream-min-position': position };
    expect(await asUser('GET', '/api/v1/users', { headers })).toMatchObject({ status: 200 });
    const taken = await call('DELETE', location);
    expect(taken.status).toBe(204);
    expect(await call('GET', location)).toMatchObject(code('role.not_found', 404));
    const after = { 'credstream-min-position': taken.headers.get('credstream-position') ?? '' };
    expect(await asUser('GET', '/api/v1/users', { headers: after })).toMatchObject(
      code('auth.not_permitted', 403),
    );
  });

  it('that one does not have oneself cannot be given, nor taken', async () => {
    const account = await newAccount();
    const { call, id: userId } = await newUser(account, inAccount(account, 'admin'));
    const grant = (role: string, scope: string) =>
      call('POST', '/api/v1/role-assignments', { json: { userId, role, scope } });
    expect(await grant('system-admin', '/')).toMatchObject(code('auth.not_permitted', 403));
    expect(await grant('viewer', 'default')).toMatchObject(code('auth.not_permitted', 403));
    expect(await grant('viewer', `${account}/nowhere`)).toMatchObject(code('scope.not_found', 404));
    const deputy = await newUser('default', inAccount('default', 'admin'));
    expect(await deputy.call('POST', `/api/v1/users/${rootId}/disable`)).toMatchObject(
      code('auth.not_permitted', 403),
    );
  });
});

describe('the last system administrator', () => {
  it('cannot be disabled, off-boarded or stripped of the role', async () => {
    const refused = code('user.last_administrator', 409);
    expect(await root('POST', `/api/v1/users/${rootId}/disable`)).toMatchObject(refused);
    expect(await root('POST', `/api/v1/users/${rootId}/offboard`)).toMatchObject(refused);
    const { body } = await root('GET', `/api/v1/role-assignments?userId=${rootId}`);
    const [{ id }] = body['items'] as [{ id: string }];
    expect(await root('DELETE', `/api/v1/role-assignments/${id}`)).toMatchObject(refused);
    expect(await root('GET', '/api/v1/me')).toMatchObject({ status: 200 });
  });

  it('is left over when two disable each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await newUser('default', [{ role: 'system-admin', scope: '/' }]);
      const answers = await Promise.all([
        root('POST', `/api/v1/users/${other.id}/disable`),
        other.call('POST', `/api/v1/users/${rootId}/disable`),
      ]);
      const done = answers.filter(({ status }) => status === 200);
      expect(done).toHaveLength(1);
      const [survivor, disabled] = answers[0]?.status === 200 ? [root, other.id] : [other.call, rootId];
      const enabled = await survivor('POST', `/api/v1/users/${disabled}/enable`);
      expect(enabled).toMatchObject({ status: 200 });
      root = await signedIn(suite.url, 'admin', adminPassword);
      const headers = { 'credstream-min-position': enabled.headers.get('credstream-position') ?? '' };
      expect(await root('POST', `/api/v1/users/${other.id}/offboard`, { headers })).toMatchObject({
        status: 200,
      });
    }
  });
});

describe('a user', () => {
  it('changes the own password, which ends the sessions', async () => {
    const account = await newAccount();
    const { call, username } = await newUser(account);
    const json = { password: 'another long password', currentPassword: 'not the present one' };
    expect(await call('PATCH', '/api/v1/users/me', { json })).toMatchObject(code('auth.not_permitted', 403));
    const right = { json: { ...json, currentPassword: password } };
    expect(await call('PATCH', '/api/v1/users/me', right)).toMatchObject({ status: 200 });
    await until401(() => call('GET', '/api/v1/me'));
    await expect(signedIn(suite.url, username, json.password)).resolves.toBeDefined();
  });

  it('sees the own sessions and ends one of them; nobody else of the account does', async () => {
    const account = await newAccount();
    const { id, username, call } = await newUser(account, inAccount(account, 'developer'));
    const neighbour = await newUser(account, inAccount(account, 'developer'));
    const lost = await signedIn(suite.url, username, password);
    const listed = async () =>
      (await call('GET', '/api/v1/users/me/sessions')).body['items'] as { id: string }[];
    const both = await waitUntil('both sessions', async () => {
      const items = await listed();
      return items.length === 2 ? items : undefined;
    });
    expect(both[0]).toMatchObject({ grant: 'password', startedAt: expect.stringMatching(/Z$/) });
    const path = `/api/v1/users/${id}/sessions/${both[0]?.id}`;
    expect(await neighbour.call('DELETE', path)).toMatchObject(code('auth.not_permitted', 403));
    expect(await neighbour.call('GET', `/api/v1/users/${id}/sessions`)).toMatchObject({ status: 403 });
    expect(await neighbour.call('DELETE', `/api/v1/users/me/sessions/${both[0]?.id}`)).toMatchObject(
      code('session.not_found', 404),
    );
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await lost('GET', '/api/v1/me')).status).toBe(401);
    expect((await listed()).map((each) => each.id)).toEqual([both[1]?.id]);

    const admin = await newUser(account, inAccount(account, 'admin'));
    expect((await admin.call('DELETE', `/api/v1/users/${id}/sessions/${both[1]?.id}`)).status).toBe(204);
    expect((await call('GET', '/api/v1/me')).status).toBe(401);
    expect(await admin.call('GET', `/api/v1/users/${rootId}/sessions`)).toMatchObject({ status: 404 });
  });

  it('reads which roles there are and what each allows', async () => {
    const { call } = await newUser(await newAccount());
    const items = (await call('GET', '/api/v1/roles')).body['items'] as Record<string, unknown>[];
    expect(items.map(({ role }) => role)).toEqual([
      'viewer',
      'developer',
      'admin',
      'auditor',
      'system-admin',
    ]);
    expect(items[3]?.['permissions']).toEqual([
      { permission: 'audit.read', allows: 'read the audit log, history and proofs', apiKeys: true },
    ]);
  });

  it('has an e-mail address that is set once, and that nobody else has', async () => {
    const account = await newAccount();
    const { call } = await newUser(account, inAccount(account, 'admin'));
    const [one, two] = [await newUser(account), await newUser(account)];
    const email = `${fresh('ada')}@example.org`;
    const set = (id: string, address: string) =>
      call('PATCH', `/api/v1/users/${id}`, { json: { email: address } });
    expect(await set(one.id, email)).toMatchObject({ status: 200, body: { email } });
    expect(await set(one.id, `x${email}`)).toMatchObject(code('user.email_fixed', 409));
    expect(await set(two.id, email)).toMatchObject(code('user.email_taken', 409));
    const colon = { username: 'with:colon', password, account };
    expect(await call('POST', '/api/v1/users', { json: colon })).toMatchObject(
      code('user.username_invalid', 400),
    );
  });

  it('gets address and password by one request, which can be repeated', async () => {
    const account = await newAccount();
    const { id, username } = await newUser(account);
    const json = { email: `${fresh('ada')}@example.org`, password: 'another long password' };
    const headers = { 'idempotency-key': fresh('request-key') };
    const patch = () => root('PATCH', `/api/v1/users/${id}`, { json, headers });
    const first = await patch();
    expect(first).toMatchObject({ status: 200, body: { email: json.email } });
    await expect(signedIn(suite.url, username, json.password)).resolves.toBeDefined();
    const again = await patch();
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('of a provider is imported without a password', async () => {
    const account = await newAccount();
    const json = { username: fresh('saml'), origin: 'saml', account };
    expect(await root('POST', '/api/v1/users', { json })).toMatchObject({
      status: 201,
      body: { origin: 'saml' },
    });
    await expect(signedIn(suite.url, json.username, password)).rejects.toThrow(/invalid_grant/);
  });
});

describe('off-boarding', () => {
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const newKey = async (call: Caller): Promise<Readonly<{ id: string; key: string }>> => {
    const made = await call('POST', '/api/v1/api-keys', {
      json: { name: fresh('key'), expiresAt: inAMonth },
    });
    expect(made.status).toBe(201);
    return { id: String(made.body['id']), key: String(made.body['key']) };
  };
  const authorize = async (key: string): Promise<number> => {
    const response = await fetch(`${suite.url}/authorize`, { headers: { authorization: `Bearer ${key}` } });
    return response.status;
  };

  it('ends the sessions, revokes the keys and reports both', async () => {
    const account = await newAccount();
    const user = await newUser(account, inAccount(account, 'developer'));
    const keys = [await newKey(user.call), await newKey(user.call)];
    expect(await authorize(keys[0]?.key ?? '')).toBe(204);
    const done = await root('POST', `/api/v1/users/${user.id}/offboard`);
    expect(done).toMatchObject({ status: 200, body: { userId: user.id, complete: true } });
    expect(done.body['sessions']).toHaveLength(1);
    expect((done.body['apiKeys'] as { id: string }[]).map(({ id }) => id).sort()).toEqual(
      keys.map(({ id }) => id).sort(),
    );
    for (const { key } of keys) expect(await authorize(key)).toBe(401);
    expect(await user.call('GET', '/api/v1/me')).toMatchObject({ status: 401 });
    const again = await root('GET', `/api/v1/users/${user.id}/offboarding`);
    expect(again.body).toEqual(done.body);
    const { body } = await root(
      'GET',
      `/api/v1/audit/events?subject=apikey-${keys[0]?.id}&type=ApiKeyRevoked`,
      {
        headers: { 'credstream-min-position': '9999999999' },
      },
    );
    expect(body['items']).toMatchObject([{ actor: { kind: 'system', service: 'apikey-service' } }]);
    expect(await root('POST', `/api/v1/users/${user.id}/enable`)).toMatchObject(code('user.offboarded', 409));
  });

  it('is made good by a service that was down', async () => {
    const account = await newAccount();
    const user = await newUser(account, inAccount(account, 'developer'));
    const { id, key } = await newKey(user.call);
    await suite.stopService('apikey');
    const done = await root('POST', `/api/v1/users/${user.id}/offboard`);
    expect(done).toMatchObject({ status: 200, body: { complete: false, apiKeys: [] } });
    expect(await authorize(key)).not.toBe(204);
    await suite.startService('apikey');
    const report = await waitUntil('the off-boarding is complete', async () => {
      const { body } = await root('GET', `/api/v1/users/${user.id}/offboarding`);
      return body['complete'] === true ? body : undefined;
    });
    expect(report).toMatchObject({ complete: true, apiKeys: [{ id }] });
    expect(await authorize(key)).toBe(401);
  });
});
