import { ServiceUnavailable } from '@credstream/domain-kernel';
import { createClock, createLogger } from '@credstream/service-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SessionIndex } from './auth/session-index.js';
import { createHttpServer, type HttpServer } from './http-server.js';
import { KeyIndex } from './key-index/key-index.js';
import { openApiDocument } from './openapi.js';
import { TokenMemory } from './registry/token-memory.js';

type Route = Readonly<{ pattern: string; method: string }>;

/** What anyone may ask. Everything else wants to know who is asking. */
const forAnyone = [
  'DELETE /oauth/browser-session',
  'GET /',
  'GET /.well-known/jwks.json',
  'GET /.well-known/oauth-authorization-server',
  'GET /assets/*',
  'GET /console',
  'GET /console/*',
  'GET /docs/errors',
  'GET /health/live',
  'GET /health/ready',
  'GET /oauth/browser-session',
  'GET /oauth/callback',
  'GET /oauth/login',
  'GET /registry/token',
  'GET /scim/v2/ResourceTypes',
  'GET /scim/v2/ResourceTypes/:id',
  'GET /scim/v2/Schemas',
  'GET /scim/v2/Schemas/:id',
  'GET /scim/v2/ServiceProviderConfig',
  'GET /service/token',
  'GET /version',
  'POST /oauth/backchannel-logout',
  'POST /oauth/browser-session',
  'POST /oauth/revoke',
  'POST /oauth/token',
  'POST /registry/token',
  'POST /service/token',
];

let server: HttpServer;
let url: string;
let document: OpenAPIObject;

beforeAll(async () => {
  // The services are away: whoever is let in learns that from a 503.
  const client = { call: () => Promise.reject(new ServiceUnavailable()), close: () => Promise.resolve() };
  server = await createHttpServer({
    clock: createClock(),
    client,
    index: new KeyIndex(client, 1_000),
    sessions: new SessionIndex(client, 1_000),
    registryTokens: new TokenMemory(1_000),
    peppers: () => [Buffer.alloc(32)],
    accessTokenKeys: () => ({ keys: [] }),
    cookieKeys: () => [Buffer.alloc(32)],
    browserSessions: { idleSeconds: 1_800, maxSeconds: 43_200 },
    trustedProxies: 0,
    log: createLogger('gateway', 'silent'),
  });
  await server.app.listen(0, '127.0.0.1');
  url = await server.app.getUrl();
  document = openApiDocument(server.app);
});
afterAll(() => server.app.close());

/** Fastify adds HEAD to each GET by itself. */
const routes = (): readonly Route[] => server.routes.entries().filter(({ method }) => method !== 'HEAD');
const named = ({ pattern, method }: Route): string => `${method} ${pattern}`;
const call = ({ pattern, method }: Route, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + pattern.replace(/:\w+/g, 'x'), { method, headers });

describe('every route', () => {
  it('refuses whoever does not say who they are, but for those that anyone may ask', async () => {
    const open: string[] = [];
    for (const route of routes()) {
      const response = await call(route);
      const refused = response.status === 401 && response.headers.has('www-authenticate');
      // A route without a rule is a fault, not an open door.
      expect([named(route), response.status]).not.toEqual([named(route), 500]);
      if (!refused) open.push(named(route));
    }
    expect(open.sort()).toEqual(forAnyone);
    expect(routes().length).toBeGreaterThan(20);
  });

  it('refuses a secret in its address before it asks who it is', async () => {
    for (const route of routes()) {
      const response = await call({ ...route, pattern: `${route.pattern}?token=x` });
      expect([named(route), response.status, response.headers.get('content-type')]).toEqual([
        named(route),
        400,
        // Clients of registries read another form.
        `application/${route.pattern.endsWith('/token') && !route.pattern.startsWith('/oauth') ? '' : 'problem+'}json; charset=utf-8`,
      ]);
    }
  });

  it('gives the request id back, or one of its own', async () => {
    const version = { pattern: '/version', method: 'GET' };
    const sent = await call(version, { 'x-request-id': 'mine-1' });
    expect(sent.headers.get('x-request-id')).toBe('mine-1');
    expect((await call(version)).headers.get('x-request-id')).toMatch(/^[\w-]+\.\w+$/);
  });
});

describe('an address that has another spelling', () => {
  const key = '/api/v1/api-keys';
  it.each([
    '/api/v1/%61pi-keys',
    '/api/v1/api%2Dkeys',
    '//api/v1/api-keys',
    '/api//v1/api-keys',
    '/api/v1/./api-keys',
    '/api/v1/x/../api-keys',
    '/api/v1/api-keys/',
    '/api/v1/api-keys;x=1',
    '/API/v1/api-keys',
    '/api/v1/api-keys%00',
    '/api/v1/api-keys%2F',
    '/api/v1/api-keys%252F',
    '/%2561uthorize',
    '/authorize/',
    '/AUTHORIZE',
    '/authorize%20',
  ])('gets to no route past its guard: %s', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const response = await fetch(url + path, { method, redirect: 'manual' });
      expect([400, 401, 404, 405]).toContain(response.status);
    }
    expect((await fetch(url + key)).status).toBe(401);
  });

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'is asked with the method of the request line, whatever %s says',
    async (name) => {
      const response = await fetch(`${url}/version`, { method: 'GET', headers: { [name]: 'DELETE' } });
      expect(response.status).toBe(200);
    },
  );
});

describe('the OpenAPI document', () => {
  type Operation = Readonly<{
    operationId?: string;
    responses?: object;
    security?: readonly object[];
    parameters?: readonly { name: string; in: string; required?: boolean }[];
  }>;
  const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>)
        .filter(([method]) => methods.includes(method))
        .map(([method, operation]) => ({ path, method, name: `${method.toUpperCase()} ${path}`, operation })),
    );
  const documentedName = (name: string): string => name.replace(/:(\w+)/g, '{$1}');
  const documented = (route: Route): string => documentedName(named(route));

  const described = (response: { $ref?: string; description?: unknown }) =>
    response.$ref === undefined
      ? response
      : ((document.components?.responses ?? {})[response.$ref.split('/').at(-1) ?? ''] as typeof response);

  it('describes every route, and no other', () => {
    const served = routes()
      // Pages for people.
      .filter(({ pattern }) => !/^\/(?:docs\/errors|assets\/.*|console.*)?$/.test(pattern))
      // For a proxy, whatever the method of the request that it asks about.
      .filter(({ pattern, method }) => pattern !== '/authorize' || method === 'GET')
      .map(documented);
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...served].sort());
  });

  it('is OpenAPI 3.1 with a title and a version', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({
      title: 'Credstream',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('names each operation once', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('says for each operation what it answers', () => {
    const silent = operations().filter(
      ({ operation }) =>
        Object.keys(operation.responses ?? {}).length === 0 ||
        Object.entries(operation.responses ?? {}).some(
          ([status, response]) =>
            !/^([1-5](\d\d|XX)|default)$/.test(status) || typeof described(response).description !== 'string',
        ),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('says for each operation who may call it, in words that it declares, and the truth', () => {
    const schemes = Object.keys(document.components?.securitySchemes ?? {});
    for (const { name, operation } of operations()) {
      const security = operation.security ?? [];
      expect([name, security.length]).not.toEqual([name, 0]);
      for (const used of security.flatMap(Object.keys))
        expect([name, schemes]).toEqual([name, expect.arrayContaining([used])]);
      const open = security.some((each) => Object.keys(each).length === 0);
      expect([name, open]).toEqual([name, forAnyone.map(documentedName).includes(name)]);
    }
  });

  it('declares each parameter of a path, and none that the path has not', () => {
    for (const { path, name, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([name, ...declared.map((parameter) => parameter.name)]).toEqual([name, ...inPath]);
      expect(declared.every(({ required }) => required === true)).toBe(true);
    }
  });

  it('refers only to what is in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target = '']) => target,
    );
    const resolves = (target: string): boolean =>
      target.startsWith('#/') &&
      target
        .slice(2)
        .split('/')
        .reduce<unknown>(
          (inner, part) => (inner as Record<string, unknown> | undefined)?.[part],
          document,
        ) !== undefined;
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((target) => !resolves(target))).toEqual([]);
  });

  it('gives every schema a type that JSON Schema knows', () => {
    const known = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'];
    const types = [...JSON.stringify(document.components?.schemas ?? {}).matchAll(/"type":"([^"]*)"/g)];
    expect(types.map(([, type]) => type).filter((type) => !known.includes(type ?? ''))).toEqual([]);
  });
});
