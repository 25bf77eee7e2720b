import { METHODS } from 'node:http';
import { createKey } from '@credstream/crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGatewayServer } from './authorize.fixture.js';

type Server = Awaited<ReturnType<typeof startGatewayServer>>;
let server: Server;
let key: string;
beforeAll(async () => {
  server = await startGatewayServer();
  key = server.key();
});
afterAll(() => server.stop());

const bearer = (value: string): string => `authorization: Bearer ${value}`;
const inThePast = () => new Date(Date.now() - 3_600_000);

describe('names of every script', () => {
  const names = [
    'łukasz',
    'Ярослава',
    '陳大文',
    'สมชาย',
    '🦊👩‍👩‍👧',
    'עברית\u202e',
    'a\r\nX-Credstream-User: admin',
    'ж'.repeat(255),
    '𐍈'.repeat(255),
    '\ud800',
  ];

  it.each(names)('come as percent-encoded UTF-8 with a key and with a session: %j', async (username) => {
    const wellFormed = username === '\ud800' ? '\ufffd' : username;
    for (const secret of [server.key({ username }), await server.token('u2', { username })]) {
      const { status, headers } = await server.ask('GET /authorize', bearer(secret));
      expect(status).toBe(204);
      expect(decodeURIComponent(headers['x-credstream-user'] ?? '')).toBe(wellFormed);
      expect(headers['x-credstream-user-id']).toMatch(/^u[12]$/);
    }
  });

  it('of accounts too', async () => {
    const { headers } = await server.ask('GET /authorize', bearer(server.key({ account: 'фирма' })));
    expect(decodeURIComponent(headers['x-credstream-account'] ?? '')).toBe('фирма');
  });

  it('leave every identity header set, those that have no value too', async () => {
    const { headers } = await server.ask(
      'GET /authorize',
      bearer(await server.token('u3', { username: 'vera' })),
    );
    expect(headers).toMatchObject({
      'x-credstream-user': 'vera',
      'x-credstream-user-id': 'u3',
      'x-credstream-account': 'acme',
      'x-credstream-key-id': '',
    });
  });
});

describe("the application's request", () => {
  it.each(METHODS.filter((method) => method !== 'CONNECT'))('may have the method %s', async (method) => {
    for (const [target, status] of [
      ['/authorize', 204],
      ['/authorize/a', 200],
    ] as const) {
      expect((await server.ask(`${method} ${target}`, bearer(key))).status).toBe(status);
      expect((await server.ask(`${method} ${target}`)).status).toBe(401);
    }
  });

  it.each([
    'content-type: text/plain',
    'content-type: application/json',
    'content-type: ;;;',
    'content-type: multipart/form-data',
  ])('may have any body, which is not read: %s', async (type) => {
    const answer = await server.ask('POST /authorize', bearer(key), type, 'content-length: 1000000');
    expect(answer.status).toBe(204);
  });

  it.each([
    'if-match: *, "x"',
    'if-match: nonsense',
    'idempotency-key: 1',
    'credstream-min-position: soon',
    'x-request-id: <script>',
    'x-http-method-override: DELETE',
    'content-encoding: br',
    'expect: 100-continue',
    'cookie: a=b; c=d',
    'upgrade: websocket',
    'range: bytes=0-',
  ])('may have any header: %s', async (header) => {
    for (const secret of [key, await server.token('u4', { username: 'x' })]) {
      expect((await server.ask('GET /authorize', bearer(secret), header)).status).toBe(204);
    }
  });

  it('may have 32 KiB of headers', async () => {
    const large = Array.from({ length: 4 }, (_, number) => `x-large-${number}: ${'x'.repeat(8 * 1024 - 20)}`);
    expect((await server.ask('GET /authorize', bearer(key), ...large)).status).toBe(204);
  });

  it('may name the whole address in its request line', async () => {
    expect((await server.ask('GET http://keys.example.org/authorize', bearer(key))).status).toBe(204);
    expect((await server.ask('GET http://keys.example.org/version')).status).toBe(200);
    expect((await server.ask('GET http://keys.example.org')).status).toBe(404);
  });

  it('is allowed with 200 where the proxy takes nothing else', async () => {
    for (const target of ['/authorize?status=200', '/authorize/', '/authorize/app/x?page=2&token=t']) {
      const { status, headers, body } = await server.ask(`GET ${target}`, bearer(key));
      expect([target, status, headers['content-length'], body]).toEqual([target, 200, '0', '']);
    }
  });

  it('ends alone when it has a body that never comes to an end', async () => {
    const answer = server.ask('POST /authorize', bearer(key), 'transfer-encoding: chunked');
    expect((await answer).status).toBe(204);
    expect((await server.ask('GET /authorize', bearer(key))).status).toBe(204);
  });
});

describe('a question that is not understood', () => {
  it.each([
    'permissions=registry.pull',
    'Permission=x',
    'perm=x',
    'permission=a&permission=b',
    'scope=',
    'x',
  ])('is never answered as if it had not been asked: ?%s', async (query) => {
    for (const secret of [key, await server.token('u5', { username: 'x' })]) {
      const { status, body } = await server.ask(`GET /authorize?${query}`, bearer(secret));
      expect([status, JSON.parse(body).code]).toEqual([400, 'request.invalid']);
    }
  });

  it.each([
    ['another key', `Bearer ${'x'.repeat(40)}`],
    ['the same key', undefined],
    ['nothing', ''],
  ])('is refused when Authorization comes twice, with %s', async (_what, other) => {
    const twice = [bearer(key), `AUTHORIZATION: ${other ?? `Bearer ${key}`}`];
    for (const route of ['GET /authorize', 'GET /api/v1/me', 'GET /version']) {
      const { status, body } = await server.ask(route, ...twice);
      expect([route, status, JSON.parse(body)]).toEqual([
        route,
        400,
        expect.objectContaining({
          code: 'request.invalid',
          errors: [expect.objectContaining({ path: 'authorization', rule: 'once' })],
        }),
      ]);
    }
  });

  it('that holds a secret is refused for that', async () =>
    expect(JSON.parse((await server.ask(`GET /authorize?token=${key}`)).body).code).toBe(
      'request.secret_in_url',
    ));
});

describe('a scope', () => {
  const roles = [{ role: 'viewer', scope: 'acme' }] as const;
  it.each([
    ['', 204],
    ['?scope=acme', 204],
    ['?scope=acme/research', 204],
    ['?scope=globex', 403],
    ['?permission=credential.read', 204],
    ['?permission=credential.read&scope=globex', 403],
    ['?permission=credential.write', 403],
  ])('means the same for a key and for a session: %s', async (query, status) => {
    const session = await server.token('u6', { username: 'x', roles });
    for (const secret of [server.key({ roles }), session]) {
      expect((await server.ask(`GET /authorize${query}`, bearer(secret))).status).toBe(status);
    }
  });
});

describe('why it is refused', () => {
  const refusal = async (...headers: readonly string[]) => {
    const answer = await server.ask('GET /authorize', ...headers);
    expect([answer.status, answer.body]).toEqual([401, '']);
    return [
      answer.headers['www-authenticate']?.includes('error="invalid_token"'),
      answer.headers['x-credstream-reason'],
    ];
  };

  it('is told to who has the right secret', async () => {
    expect(await refusal(bearer(server.key({ status: 'revoked' })))).toEqual([true, 'revoked']);
    expect(await refusal(bearer(server.key({ expiresAt: 1 })))).toEqual([true, 'expired']);
    expect(await refusal(bearer(server.key({ ownerActive: false })))).toEqual([true, 'owner_disabled']);
    expect(await refusal(bearer(await server.token('u7', { username: 'x' }, inThePast())))).toEqual([
      true,
      'expired',
    ]);
    const ended = await server.token('u8', { username: 'x' });
    server.endSession('u8');
    expect(await refusal(bearer(ended))).toEqual([true, 'revoked']);
  });

  it('is told to nobody else', async () => {
    const token = await server.token('u9', { username: 'x' });
    const ended = server.key({ status: 'revoked' });
    const otherSecret = `${ended.slice(0, 20)}${createKey('cs_key').value.slice(20)}`;
    for (const secret of [
      createKey('cs_key').value,
      otherSecret,
      'cs_key_no',
      'junk',
      `${token}A`,
      `eyJ.${token}`,
    ]) {
      expect([secret, ...(await refusal(bearer(secret)))]).toEqual([secret, true, undefined]);
    }
  });

  it('is not a matter of credentials where there are none', async () =>
    expect(await refusal()).toEqual([false, undefined]));
});

describe('a key that was made elsewhere', () => {
  it.each(['sk_live_51HxyzABCDEF', 'legacy-key-0001', 'a.b.c.d.e.f.g.h'])(
    'opens as Bearer, as the password of Basic and in X-API-Key: %s',
    async (value) => {
      server.importKey(value);
      const password = Buffer.from(`_api_key:${value}`).toString('base64');
      for (const header of [bearer(value), `authorization: Basic  ${password}`, `x-api-key: ${value}`]) {
        expect((await server.ask('GET /authorize', header)).status).toBe(204);
      }
    },
  );

  it('opens in X-API-Key whatever Authorization the application has, but not against ours', async () => {
    expect((await server.ask('GET /authorize', `x-api-key: ${key}`, 'authorization: Digest x')).status).toBe(
      204,
    );
    expect((await server.ask('GET /authorize', `x-api-key: ${key}`, bearer('cs_key_no'))).status).toBe(401);
    expect((await server.ask('GET /authorize', `x-api-key: ${key}`, `x-api-key: ${key}`)).status).toBe(401);
  });
});
