import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { countEvents } from './count-events.js';
import { basic, send } from './http.js';
import { administratorOf, type CreatedApiKey, inDays, type Session } from './session.js';
import { startSuite } from './suite-process.js';

type Operation = Readonly<{ security?: readonly object[] }>;
type Document = Readonly<{ paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }>;
type Route = Readonly<{ method: string; path: string }>;

/**
 * Writes that are not of accounts, users, roles, credentials or API keys (ANC-17): asking about a key, and what
 * nobody signs in for with a key. Every other write of the document is closed to keys, so a new route is, too.
 */
const open = new Set([
  'POST /api/v1/api-keys/verify',
  'POST /api/v1/leaks',
  'POST /oauth/token',
  'POST /oauth/revoke',
  'POST /oauth/introspect',
  'POST /oauth/backchannel-logout',
  'POST /oauth/browser-session',
  'DELETE /oauth/browser-session',
  'POST /registry/notifications',
  'POST /registry/token',
  'POST /service/token',
]);

/** They read, or try, what is there. */
const readingByPost = new Set([
  'POST /api/v1/credentials/resolve',
  'POST /api/v1/credentials/render/dockerconfigjson',
  'POST /api/v1/credentials/{id}/check',
  'POST /api/v1/credentials/{id}/reveal',
]);

/** What a read must name besides its path. */
const neededQuery = (path: string): string => {
  if (/credentials\/(check-name|values)$/.test(path)) return '?name=free';
  if (/proofs\/inclusion(\/text)?$/.test(path)) return `?eventId=${randomUUID()}`;
  return '';
};

describe('with an API key, even of the system administrator', () => {
  let url: string;
  let admin: Session;
  let key: CreatedApiKey;
  let routes: readonly Route[];

  beforeAll(async () => {
    ({ url } = await startSuite({ dataDir: temporaryFolder() }));
    admin = await administratorOf(url);
    key = await admin.createKey('of-the-administrator');
    const document = (await send('GET', `${url}/openapi.json`)).body as unknown as Document;
    routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });

  const named = ({ method, path }: Route): string => `${method} ${path}`;
  const sendingHeaders = (headers: Readonly<Record<string, string>>) => ({ headers });

  it('nothing of accounts, users, roles, credentials and keys can be added, changed or removed', async () => {
    const writes = routes.filter(
      (route) => route.method !== 'GET' && !open.has(named(route)) && !readingByPost.has(named(route)),
    );
    expect(writes.length).toBeGreaterThan(12);
    const before = await countEvents(admin, key.id);
    const answers = [];
    for (const route of writes) {
      // The ids are those of things that exist, where there is one.
      const path = route.path.replace('{eventId}', 'e1').replace(/\{\w+\}/g, key.id);
      const answer = await send(route.method, `${url}${path}`, {
        ...sendingHeaders(basic(key.key)),
        json: {},
      });
      answers.push([named(route), answer.status, answer.body['code']]);
    }
    // A body that is not right may be refused before it is known what it is about; SCIM has errors of its own form.
    const others = answers.filter(([name, status, code]) => {
      if (String(name).includes(' /scim/')) return ![400, 401, 403].includes(Number(status));
      return status !== 400 && !(status === 403 && code === 'apikey.not_permitted');
    });
    expect(others).toEqual([]);
    expect((await countEvents(admin, key.id)) - before).toBe(1);
  });

  it.each([
    ['POST', '/api/v1/api-keys', { name: 'grown', expiresAt: inDays(9) }],
    ['POST', '/api/v1/api-keys/import', { name: 'x', expiresAt: inDays(9), sha256: 'a'.repeat(64) }],
    ['PATCH', '/api/v1/api-keys/:key', { name: 'renamed' }],
    ['POST', '/api/v1/api-keys/:key/rotate', {}],
    ['POST', '/api/v1/api-keys/:key/revoke', {}],
    ['DELETE', '/api/v1/api-keys/:key', undefined],
    ['POST', '/api/v1/webhooks', { url: 'https://example.org/' }],
    ['POST', '/api/v1/users', { username: 'mallory', password: 'correct horse battery' }],
    ['POST', '/api/v1/accounts', { name: 'other' }],
    ['PATCH', '/api/v1/accounts/default', { policies: { maxApiKeyAgeDays: 9 } }],
    ['POST', '/api/v1/scopes', { path: 'default/x', kind: 'project' }],
    ['POST', '/api/v1/role-assignments', { userId: ':user', role: 'admin', scope: 'default' }],
    ['POST', '/api/v1/users/:user/disable', {}],
    ['POST', '/api/v1/users/:user/offboard', {}],
  ])('%s %s is refused with a body that is right', async (method, path, json) => {
    const filled = (text: string) => text.replace(':key', key.id).replace(':user', key.userId);
    const answer = await send(method, `${url}${filled(path)}`, {
      ...sendingHeaders(basic(key.key)),
      ...(json && { json: JSON.parse(filled(JSON.stringify(json))) as object }),
    });
    expect([answer.status, answer.body['code']]).toEqual([403, 'apikey.not_permitted']);
  });

  it('every read route is open, by Basic with the user _api_key and by Bearer', async () => {
    // The report of an off-boarding is part of a write; keys do not manage the installation.
    const closed = [
      '/api/v1/users/{id}/offboarding',
      '/api/v1/system/master-keys',
      '/api/v1/audit/checkpoint/publications',
      '/api/v1/projections',
      '/api/v1/projections/{name}/failures',
    ];
    const reads = routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/v1/') && !closed.includes(path),
    );
    expect(reads.length).toBeGreaterThan(6);
    for (const route of reads) {
      const path = route.path
        .replace('{name}', 'default')
        .replace('{format}', 'netrc')
        .replace(/\{\w+\}/g, key.id);
      const query = neededQuery(path);
      for (const headers of [basic(key.key), { authorization: `Bearer ${key.key}` }]) {
        const { status } = await send('GET', `${url}${path}${query}`, sendingHeaders(headers));
        // 404: a user or webhook is asked for by the id of a key.
        expect([named(route), [200, 404].includes(status) || [named(route), status]]).toEqual([
          named(route),
          true,
        ]);
      }
    }
  });
});
