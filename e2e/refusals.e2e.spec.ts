import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { inDays } from './session.js';
import { waitUntil } from './wait-until.js';

type Problem = Readonly<{
  status: number;
  title: string;
  detail: string;
  code: string;
  errors?: readonly Readonly<{ path: string; rule: string; message: string }>[];
}>;

let suite: IdentitySuite;
let administrator: Caller;
let bearer: string;
let keyId: string;
let stranger: string;

const created = async (path: string, json: object): Promise<string> => {
  const { status, body, text } = await administrator('POST', path, { json });
  if (status !== 201) throw new Error(text);
  return String(body['id']);
};
const problem = async (...call: Parameters<Caller>): Promise<Problem> =>
  (await administrator(...call)).body as unknown as Problem;

beforeAll(async () => {
  suite = await startIdentitySuite();
  administrator = await signedIn(suite.url, 'admin', adminPassword);
  const form = { grant_type: 'password', username: 'admin', password: adminPassword };
  bearer = String((await send('POST', `${suite.url}/oauth/token`, { form })).body['access_token']);
  keyId = await created('/api/v1/api-keys', { name: 'first', expiresAt: inDays(10) });
  await administrator('POST', '/api/v1/accounts', { json: { name: 'acme' } });
  stranger = await created('/api/v1/users', {
    username: 'ada',
    password: 'correct horse battery',
    account: 'acme',
  });
  await created('/api/v1/webhooks', { url: 'https://hooks.example.org/credstream' });
});
afterAll(() => suite.stop());

describe('a list with a filter that can match nothing is refused, not empty', () => {
  const lists = ['api-keys', 'users', 'role-assignments', 'webhooks', 'audit/events'];

  it.each([
    ['audit/events?type=Nope', 'type'],
    ['audit/events?type=toString', 'type'],
    ['audit/events?from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z', 'to'],
    ['api-keys?status=gone', 'status'],
    ['api-keys?sort=owner', 'sort'],
    ['api-keys?fields=secret', 'fields'],
    ['role-assignments?scope=acme/../other', 'scope'],
    ['role-assignments?userId=nobody', 'userId'],
    ['api-keys?account=default&userId=nobody', 'userId'],
    ['api-keys?userId=nobody', 'userId'],
    ['role-assignments?scope=nowhere/research', 'scope'],
    ['credentials?scope=nowhere', 'scope'],
    ['credentials/export?scope=nowhere/research', 'scope'],
  ])('%s', async (query, path) => {
    const { status, code, errors } = await problem('GET', `/api/v1/${query}`);
    expect([status, code, errors?.map((error) => error.path)]).toEqual([400, 'request.invalid', [path]]);
  });

  it.each(['role-assignments', 'api-keys'])('%s of a user of another account', async (list) => {
    const path = `/api/v1/${list}?account=default&userId=${stranger}`;
    expect((await problem('GET', path)).errors).toEqual([
      { path: 'userId', rule: 'userId', message: expect.stringContaining('in the account default') },
    ]);
    expect((await administrator('GET', `/api/v1/${list}?account=*&userId=${stranger}`)).status).toBe(200);
  });

  it('a scope of another account is not told from one that is not there', async () => {
    const ada = await signedIn(suite.url, 'ada', 'correct horse battery');
    for (const query of ['credentials?scope=', 'role-assignments?scope=']) {
      const [there, nowhere] = [
        await ada('GET', `/api/v1/${query}default`),
        await ada('GET', `/api/v1/${query}nowhere`),
      ];
      expect([query, there.status, there.body['code']]).toEqual([
        query,
        nowhere.status,
        nowhere.body['code'],
      ]);
    }
  });

  it.each(lists)('%s of what is no account, or none that exists', async (list) => {
    for (const account of ['', 'Acme', 'nowhere', '**', 'a/b']) {
      const path = `/api/v1/${list}?account=${encodeURIComponent(account)}`;
      const { status, errors } = await problem('GET', path);
      expect([account, status, errors?.map((error) => error.path)]).toEqual([account, 400, ['account']]);
    }
  });

  it.each(lists)(
    'but %s of all accounts are shown to the system administrator, and to nobody else',
    async (list) => {
      expect((await administrator('GET', `/api/v1/${list}?account=*`)).status).toBe(200);
      const ada = await signedIn(suite.url, 'ada', 'correct horse battery');
      expect([403, 404]).toContain((await ada('GET', `/api/v1/${list}?account=*`)).status);
    },
  );

  it.each(['api-keys', 'users', 'accounts', 'audit/events'])('%s with a NUL in q', async (list) => {
    const { status, errors } = await problem('GET', `/api/v1/${list}?q=a%00b`);
    expect([status, errors?.[0]?.path]).toEqual([400, 'q']);
  });

  it.each([
    ['GET', '/api/v1/api-keys'],
    ['GET', '/api/v1/me'],
    ['GET', '/api/v1/audit/events'],
    ['POST', '/api/v1/api-keys'],
    ['POST', '/api/v1/api-keys/verify'],
    ['GET', '/version'],
    ['GET', '/health/live'],
    ['POST', '/oauth/revoke'],
  ])('%s %s with a parameter that it does not know', async (method, path) => {
    const json = method === 'POST' ? { json: { key: 'x' } } : {};
    const { status, code, errors } = await problem(method, `${path}?stauts=all`, json);
    expect([status, code, errors?.[0]?.path]).toEqual([400, 'request.invalid', 'stauts']);
  });
});

describe('a request that is not right is told what to do', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${suite.url}/api/v1/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, ...headers },
      body: Buffer.from(body),
    });

  it.each([
    ['/api/v1/api-keys', { name: 'x' }, 'expiresAt is required'],
    ['/api/v1/users', {}, 'username is required'],
    ['/api/v1/role-assignments', { userId: 'x', role: 'viewer' }, 'scope is required'],
  ])('%s without a field', async (path, json, message) => {
    expect((await problem('POST', path, { json })).errors).toEqual([
      { path: message.split(' ')[0], rule: 'required', message },
    ]);
  });

  it.each([
    ['no Content-Type', {}],
    ['a form, as curl sends it unasked', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text', { 'content-type': 'text/plain' }],
  ])('JSON that is sent as %s', async (_what, headers) => {
    const response = await post(JSON.stringify({ name: 'x', expiresAt: inDays(1) }), headers);
    const { code, title, detail } = (await response.json()) as Problem;
    expect([response.status, code]).toEqual([415, 'request.media_type_unsupported']);
    expect(`${title} ${detail}`).toContain('Content-Type: application/json');
  });

  it.each([
    ['/api/v1/api-keys/', 200],
    ['/api/v1/me/', 200],
    ['/version/', 200],
  ])('%s, with a slash at its end, works', async (path, status) =>
    expect((await administrator('GET', path)).status).toBe(status),
  );

  it.each([
    ['Bearer Bearer abc', 'Authorization names its scheme twice'],
    ['abc', 'Authorization begins with Bearer, or with Basic and the username _api_key'],
    ['Bearer "abc"', 'The value behind Bearer in Authorization has no quotes or brackets'],
  ])('Authorization: %s', async (authorization, detail) => {
    const answer = await send('GET', `${suite.url}/api/v1/me`, { headers: { authorization } });
    expect([answer.status, answer.body['detail']]).toEqual([401, detail]);
  });

  it('an unknown permission is refused with the list of those that there are', async () => {
    const json = { name: 'x', expiresAt: inDays(1), permissions: ['registry.pull', 'registry.steal'] };
    const { code, detail, errors } = await problem('POST', '/api/v1/api-keys', { json });
    expect(code).toBe('apikey.permissions_invalid');
    expect(`${detail} ${errors?.map(({ message }) => message).join()}`).toContain('registry.push');
    const asked = await problem('POST', '/api/v1/api-keys/verify', {
      json: { key: 'x', permission: 'nope' },
    });
    expect(asked.errors?.[0]?.message).toContain('registry.push');
  });

  describe('a PATCH that holds nothing', () => {
    const scimPatch = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
    const empty: readonly (object | undefined)[] = [undefined, {}];
    const scimEmpty = [
      ...empty,
      { schemas: [scimPatch] },
      { schemas: [scimPatch], Operations: [] },
      { schemas: [scimPatch], Operations: [{ op: 'replace', value: {} }] },
    ];

    it('is refused on every route of the OpenAPI document, and by an empty object in it too', async () => {
      type Schema = Readonly<{ $ref?: string; type?: string; allOf?: readonly Schema[] }>;
      type Operation = Readonly<{
        requestBody: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>;
      }>;
      const { paths, components } = (await (await fetch(`${suite.url}/openapi.json`)).json()) as {
        paths: Readonly<Record<string, Readonly<{ patch?: Operation }>>>;
        components: { schemas: Record<string, Schema & { properties?: Record<string, Schema> }> };
      };
      const named = ({ $ref = '', allOf = [] }: Schema) =>
        components.schemas[[$ref, ...allOf.map((each) => each.$ref ?? '')].join('').split('/').at(-1) ?? ''];
      const ids: Readonly<Record<string, string>> = { '/api/v1/accounts/{name}': 'acme' };
      const routes = Object.entries(paths).flatMap(([path, { patch }]) => (patch ? [{ path, patch }] : []));
      expect(routes.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['/api/v1/credentials/{id}', '/scim/v2/Users/{id}', '/api/v1/webhooks/{id}']),
      );
      for (const { path, patch } of routes) {
        const [content] = Object.values(patch.requestBody.content);
        const properties = Object.entries(named(content?.schema ?? {})?.properties ?? {});
        const objects = properties.filter(
          ([, field]) => field.type === 'object' || named(field) !== undefined,
        );
        const bodies = path.startsWith('/scim')
          ? scimEmpty
          : [
              ...empty,
              ...objects
                .filter(([, field]) => !('enum' in (named(field) ?? {})))
                .map(([name]) => ({ [name]: {} })),
            ];
        const address = path.replace(/\{\w+\}/g, ids[path] ?? stranger);
        for (const json of bodies) {
          const { status, body } = await administrator('PATCH', address, { json });
          expect([path, json, status, body['detail'] !== '']).toEqual([path, json, 400, true]);
        }
      }
    });

    it('is a present password alone too', async () => {
      const json = { currentPassword: adminPassword };
      expect((await problem('PATCH', '/api/v1/users/me', { json })).detail).toBe('Send email or password');
    });
  });

  it.each([
    ['/api/v1/api-keys/{key}', 'expiresAt', inDays(100)],
    ['/api/v1/api-keys/{key}', 'permissions', ['registry.pull']],
    ['/api/v1/users/{user}', 'username', 'eve'],
    ['/api/v1/accounts/acme', 'status', 'active'],
    ['/api/v1/scopes', 'kind', 'project'],
  ])('PATCH %s of %s, which cannot be changed', async (path, field, value) => {
    const address = path.replace('{key}', keyId).replace('{user}', stranger);
    const { status, errors } = await problem('PATCH', address, { json: { [field]: value } });
    expect([status, errors]).toEqual([
      400,
      [{ path: field, rule: 'unchangeable', message: expect.stringContaining(`${field} cannot be changed`) }],
    ]);
  });

  it.each([
    ['POST', '/api/v1/users/{user}/enable', { reason: 'x' }],
    ['POST', '/api/v1/accounts/acme/enable', { force: true }],
  ])('%s %s with a body that it does not take', async (method, path, json) => {
    const { code, errors } = await problem(method, path.replace('{user}', stranger), { json });
    expect([code, errors?.[0]?.rule]).toEqual(['request.invalid', 'unknown_field']);
  });

  it('480 KB of unknown names are answered in few words', async () => {
    const json = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`name${at}`, 1]));
    const answer = await administrator('POST', '/api/v1/api-keys', { json });
    expect([400, 413]).toContain(answer.status);
    expect(answer.text.length).toBeLessThan(2_000);
  });

  it.each([
    ['GET', '/api/v1/nothing', 'request.not_found'],
    ['GET', '/api/v1/api-keys/nothing', 'apikey.not_found'],
    ['GET', '/api/v1/users/nothing', 'user.not_found'],
    ['DELETE', '/api/v1/api-keys', 'request.method_not_allowed'],
  ])('%s %s: the title does not repeat the detail', async (method, path, expected) => {
    const { code, title, detail } = await problem(method, path);
    expect(code).toBe(expected);
    expect(detail).not.toBe('');
    expect(detail).not.toContain(title);
  });
});

describe('a refused permission is an entry of the audit log', () => {
  type Entry = Readonly<{
    account: string;
    owasp: string;
    data: Readonly<{ refusals: readonly Readonly<{ username: string; request: string; code: string }>[] }>;
  }>;
  const entries = async (): Promise<readonly Entry[]> =>
    (await administrator('GET', '/api/v1/audit/events?type=AccessesRefused&account=acme')).body[
      'items'
    ] as Entry[];
  const refused = async (request: string): Promise<Entry | undefined> =>
    (await entries()).find(({ data }) => data.refusals.some((refusal) => refusal.request === request));
  const asked = [
    ['identity', 'POST', '/api/v1/scopes', { path: 'acme/x', kind: 'project' }],
    ['credential', 'POST', '/api/v1/system/master-keys/rotate', undefined],
    ['apikey', 'GET', '/api/v1/webhooks', undefined],
    ['token', 'POST', '/api/v1/registries', { name: 'reg', service: 'reg', hostname: 'reg.example.org' }],
    ['audit', 'GET', '/api/v1/audit/events', undefined],
  ] as const;
  const statuses = new Map<string, number>();

  beforeAll(async () => {
    const ada = await signedIn(suite.url, 'ada', 'correct horse battery');
    for (const [, method, path, json] of asked) {
      statuses.set(path, (await ada(method, path, { ...(json && { json }) })).status);
    }
    statuses.set('/authorize', (await ada('GET', '/authorize?permission=organization.manage')).status);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => ada('GET', '/api/v1/webhooks?account=acme')));
    }
    await waitUntil('the newest entry', () => refused('GET /api/v1/webhooks'));
  });

  it.each(asked.map(([service, method, path]) => [service, method, path]))(
    'of the %s service: %s %s',
    async (_service, method, path) => {
      expect(statuses.get(path)).toBe(403);
      const entry = await waitUntil('the entry', () => refused(`${method} ${path}`));
      expect(entry).toMatchObject({ account: 'acme', owasp: 'authz_fail' });
    },
  );

  it('of the gateway itself, at /authorize', async () => {
    expect(statuses.get('/authorize')).toBe(403);
    await waitUntil('the entry', () => refused('authorize organization.manage'));
  });

  it('of a loop makes a few entries', async () => {
    expect((await entries()).length).toBeLessThan(15);
  });
});
