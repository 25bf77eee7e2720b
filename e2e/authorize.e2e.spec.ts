import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { basic, send } from './http.js';
import { administratorOf, type CreatedApiKey, type Session, sessionOf, signIn } from './session.js';
import { startSuite } from './suite-process.js';

describe('the door', () => {
  let url: string;
  let admin: Session;
  let key: CreatedApiKey;
  let narrow: CreatedApiKey;
  let viewer: Session;

  beforeAll(async () => {
    ({ url } = await startSuite({ dataDir: temporaryFolder() }));
    admin = await administratorOf(url);
    key = await admin.createKey('whole');
    const permissions = ['credential.read'];
    narrow = await admin.createKey('narrow', { permissions, scope: 'default/research' });
    await admin.createUser('vera', [{ role: 'viewer', scope: 'default' }]);
    viewer = sessionOf(url, (await signIn(url, 'vera')).accessToken);
  });

  it('does not let a narrowed key read what it was not made for, though its owner may', async () => {
    const read = async (bearer: string, path: string) =>
      (await send('GET', `${url}${path}`, { bearer })).status;
    for (const path of ['/api/v1/audit/events', '/api/v1/users', '/api/v1/api-keys?account=default']) {
      expect([path, await read(key.key, path), await read(narrow.key, path)]).toEqual([path, 200, 403]);
    }
  });

  const ask = (bearer: string, query = '') => send('GET', `${url}/authorize${query}`, { bearer });

  describe('/authorize', () => {
    it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
      'answers %s with 204 and whose key it is, and without a body',
      async (method) => {
        const answer = await send(method, `${url}/authorize`, { headers: basic(key.key) });
        expect([answer.status, answer.text]).toEqual([204, '']);
        expect(answer.headers.get('x-credstream-user')).toBe('admin');
        expect(answer.headers.get('x-credstream-user-id')).toBe(key.userId);
        expect(answer.headers.get('x-credstream-account')).toBe('default');
        expect(answer.headers.get('x-credstream-key-id')).toBe(key.id);
      },
    );

    it('takes an access token, which has no key id', async () => {
      const answer = await ask(viewer.token);
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(answer.headers.get('x-credstream-user')).toBe('vera');
      expect(answer.headers.get('x-credstream-key-id')).toBe('');
    });

    it('refuses an access token with one character changed, without a body', async () => {
      const [head = '', claims = '', signature = ''] = viewer.token.split('.');
      const other = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
      const answer = await ask(`${head}.${claims}.${other}`);
      expect([answer.status, answer.text]).toEqual([401, '']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    });

    it.each([
      ['a permission that its owner has', '?permission=registry.push', 204],
      ['a permission in a scope of its owner', '?permission=registry.push&scope=default/research', 204],
      ['a permission that no key gives, whoever owns it', '?permission=credential.write', 403],
      ['something that is no permission', '?permission=fly', 400],
    ])('asked for %s, answers for a whole key', async (_what, query, status) => {
      expect((await ask(key.key, query)).status).toBe(status);
    });

    it.each([
      ['the permission it has, in its scope', '?permission=credential.read&scope=default/research', 204],
      ['the permission it has, below its scope', '?permission=credential.read&scope=default/research/a', 204],
      ['a permission it has not', '?permission=credential.write&scope=default/research', 403],
      ['the permission it has, beside its scope', '?permission=credential.read&scope=default/sales', 403],
      ['the permission it has, above its scope', '?permission=credential.read&scope=default', 403],
    ])('asked for %s, answers for a narrowed key', async (_what, query, status) => {
      const answer = await ask(narrow.key, query);
      expect([answer.status, answer.text]).toEqual([status, '']);
    });

    it('asked for a permission, answers for an access token by the roles of its user', async () => {
      expect((await ask(viewer.token, '?permission=credential.read')).status).toBe(204);
      expect(await ask(viewer.token, '?permission=credential.write')).toMatchObject({
        status: 403,
        text: '',
      });
    });

    it('refuses Basic with another user name than _api_key', async () => {
      const answer = await send('GET', `${url}/authorize`, { headers: basic(key.key, 'admin') });
      expect(answer.status).toBe(401);
    });

    it('is never kept by a cache', async () => {
      expect((await ask('cs_key_no')).headers.get('cache-control')).toBe('no-store');
    });
  });

  describe('/api/v1/api-keys/verify', () => {
    const verify = (session: Session, json: object) =>
      session.call('POST', '/api/v1/api-keys/verify', { json });

    it('tells all that a program must know about a good key', async () => {
      const { id: keyId, userId } = narrow;
      expect((await verify(admin, { key: narrow.key })).body).toEqual({
        valid: true,
        ...{ keyId, userId, username: 'admin', account: 'default', scope: 'default/research' },
        permissions: ['credential.read'],
        expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      });
    });

    it('tells why a key is refused to who may know the key, and to nobody else', async () => {
      const ended = await admin.createKey('ended');
      await admin.revoke(ended.id);
      expect((await verify(admin, { key: ended.key })).body).toEqual({ valid: false, reason: 'revoked' });
      expect((await verify(viewer, { key: ended.key })).body).toEqual({ valid: false, reason: 'unknown' });
    });

    it('refuses a key from an address that is not on its list', async () => {
      const bound = await admin.createKey('bound', { ipAllowList: ['192.0.2.0/24'] });
      expect((await verify(admin, { key: bound.key, ip: '192.0.2.7' })).body).toMatchObject({ valid: true });
      expect((await verify(admin, { key: bound.key, ip: '198.51.100.7' })).body).toEqual({
        valid: false,
        reason: 'ip_not_allowed',
      });
      expect((await ask(bound.key)).status).toBe(403);
    });
  });

  describe('the reference', () => {
    type OpenApi = Readonly<{
      openapi: string;
      paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
    }>;
    const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);
    const operations = async (): Promise<readonly string[]> => {
      const { openapi, paths } = (await send('GET', `${url}/openapi.json`)).body as unknown as OpenApi;
      expect(openapi).toMatch(/^3\.1\./);
      return Object.entries(paths).flatMap(([path, item]) =>
        Object.keys(item)
          .filter((name) => methods.has(name))
          .map((name) => `${name.toUpperCase()} ${path}`),
      );
    };

    it('lists every route that these tests use', async () => {
      expect(await operations()).toEqual(
        expect.arrayContaining([
          'POST /oauth/token',
          'GET /.well-known/jwks.json',
          'GET /api/v1/me',
          'POST /api/v1/users',
          'GET /api/v1/users',
          'GET /api/v1/users/{id}',
          'POST /api/v1/api-keys',
          'GET /api/v1/api-keys',
          'GET /api/v1/api-keys/{id}',
          'PATCH /api/v1/api-keys/{id}',
          'DELETE /api/v1/api-keys/{id}',
          'POST /api/v1/api-keys/{id}/revoke',
          'POST /api/v1/api-keys/verify',
          'GET /authorize',
          'GET /api/v1/audit/events',
          'GET /health/live',
          'GET /health/ready',
          'GET /version',
        ]),
      );
    });

    it('lists no route that does not exist', async () => {
      const asked = (await operations()).map(async (operation) => {
        const [method = '', path = ''] = operation.split(' ');
        const { body } = await send(method, `${url}${path.replaceAll(/\{\w+\}/g, 'some-id')}`);
        return { operation, code: body['code'] };
      });
      const missing = new Set(['request.not_found', 'request.method_not_allowed']);
      expect((await Promise.all(asked)).filter(({ code }) => missing.has(String(code)))).toEqual([]);
    });

    it('can be read at /docs, with all that the page loads', async () => {
      const page = await send('GET', `${url}/docs`);
      expect(page.status).toBe(200);
      const loaded = [...page.text.matchAll(/(?:src|href)="(\.?\/?[^"#]+\.(?:js|css|png))"/g)].map(
        ([, path = '']) => new URL(path, `${url}/docs`).href,
      );
      expect(loaded.length).toBeGreaterThan(2);
      const answers = await Promise.all(
        loaded.map(async (address) => [address, (await send('GET', address)).status]),
      );
      expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
    });

    it('explains every error code where its problem documents point to', async () => {
      const { body } = await send('GET', `${url}/nothing`);
      const [path, code] = String(body['type']).split('#');
      const page = await send('GET', `${url}${path}`);
      expect(page.text).toContain(`id="${code}"`);
    });
  });
});
