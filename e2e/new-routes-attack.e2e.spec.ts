import { request as httpRequest } from 'node:http';
import { createKey } from '@credstream/crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests } from './after-tests.js';
import { type Answer, basic, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';

type Schema = Readonly<{
  $ref?: string;
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  example?: unknown;
}>;
type Operation = Readonly<{
  parameters?: readonly Readonly<{ name: string; in: string }>[];
  requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>;
}>;
type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>;
}>;

const isNew = (path: string): boolean =>
  /^\/api\/v1\/(credentials|registries|users\/\{userId\}\/(cli-secret|sessions)|roles)/.test(path);
const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** What no field expects, as JSON. */
const strange: readonly unknown[] = [
  ...[
    '',
    '__proto__',
    'constructor',
    'a\u0000b',
    '\ud800',
    'שלום \u202e',
    '👩‍👩‍👧‍👦',
    'x'.repeat(20_000),
    '../../etc/passwd',
  ],
  ...[{ $ne: null }, { toString: 1 }, [], [null], [{}], ['\ud800'], null, true, -1, 1e300, 0.5, deep(20)],
];
/** The same for places that hold text. */
const strangeTexts = ['__proto__', 'a\u0000b', '%', 'שלום', '👩‍👩‍👧‍👦', '..', "'", '$ne', 'x'.repeat(250), '*'];

let suite: IdentitySuite;
let admin: Caller;
let stranger: Caller;
let document: Document;

const created = async (caller: Caller, path: string, json: object): Promise<Record<string, string>> => {
  const { status, body, text } = await caller('POST', path, { json });
  if (status !== 201 && status !== 200) throw new Error(`POST ${path}: ${status} ${text}`);
  return body as Record<string, string>;
};

beforeAll(async () => {
  suite = await startIdentitySuite();
  afterTests(() => suite.stop());
  admin = await signedIn(suite.url, 'admin', adminPassword);
  document = (await send('GET', `${suite.url}/openapi.json`)).body as unknown as Document;
  await created(admin, '/api/v1/accounts', { name: 'elsewhere' });
  const password = 'twelve or more characters';
  const roles = [{ role: 'admin', scope: 'elsewhere' }];
  await created(admin, '/api/v1/users', { username: 'stranger', password, account: 'elsewhere', roles });
  stranger = await signedIn(suite.url, 'stranger', password);
});

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
const propertiesOf = (schema: Schema): Readonly<Record<string, Schema>> => {
  const { properties = {}, allOf = [] } = resolved(schema);
  return Object.assign({}, properties, ...allOf.map(propertiesOf)) as Readonly<Record<string, Schema>>;
};
const exampleOf = (schema: Schema): object =>
  Object.fromEntries(
    Object.entries(propertiesOf(schema)).flatMap(([name, each]) =>
      resolved(each).example === undefined ? [] : [[name, resolved(each).example]],
    ),
  );

const newRoutes = (): readonly (readonly [string, string, Operation])[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    isNew(path)
      ? Object.entries(operations).flatMap(([verb, operation]) =>
          ['get', 'post', 'put', 'patch', 'delete'].includes(verb) ? [[verb, path, operation] as const] : [],
        )
      : [],
  );

describe('values that nobody expects', () => {
  const newThings = async (): Promise<Readonly<Record<string, string>>> => {
    const service = `attacked-${Math.random().toString(36).slice(2, 10)}`;
    const registry = await created(admin, '/api/v1/registries', {
      name: service,
      service,
      hostname: service,
    });
    const scopes = [{ type: 'repository', name: 'team/app', actions: ['pull'] }];
    const token = await created(admin, `/api/v1/registries/${registry['id']}/tokens`, {
      name: 'attacked',
      scopes,
    });
    const secret = { token: 't' };
    const credential = await created(admin, '/api/v1/credentials', { name: service, type: 'token', secret });
    return { registry: registry['id'] ?? '', token: token['id'] ?? '', credential: credential['id'] ?? '' };
  };
  const fill = (path: string, things: Readonly<Record<string, string>>): string =>
    path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
      if (path.startsWith('/api/v1/credentials/{') && name === 'id') return things['credential'] ?? '';
      if (path.includes('/tokens/{') && name === 'id') return things['token'] ?? '';
      if (name === 'registryId' || (path.startsWith('/api/v1/registries/{id}') && name === 'id')) {
        return things['registry'] ?? '';
      }
      return name === 'userId' ? 'me' : 'none';
    });

  it('are refused by every new route, wherever they stand; none is a fault', async () => {
    const faults: string[] = [];
    const note = (what: string, { status, text }: Answer): void => {
      if (status >= 500) faults.push(`${what}: ${status} ${text.slice(0, 300)}`);
    };
    for (const [verb, path, operation] of newRoutes()) {
      const things = await newThings();
      const address = fill(path, things);
      const schema = operation.requestBody?.content['application/json']?.schema;
      const method = verb.toUpperCase();
      if (schema) {
        const example = exampleOf(schema);
        for (const name of [...Object.keys(propertiesOf(schema)), '__proto__', 'unknown\u0000']) {
          for (const value of strange) {
            const json = `{${[...Object.entries(example).filter(([other]) => other !== name), [name, value]]
              .map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`)
              .join(',')}}`;
            note(
              `${verb} ${path} ${name}=${JSON.stringify(value)?.slice(0, 60)}`,
              await admin(method, address, { json }),
            );
          }
        }
      }
      const queries = (operation.parameters ?? []).filter((each) => each.in === 'query');
      for (const { name } of queries) {
        for (const value of strangeTexts) {
          const query = new URLSearchParams({ [name]: value }).toString();
          note(`${verb} ${path}?${query}`, await admin(method, `${address}?${query}`));
        }
      }
      for (const [parameter] of path.matchAll(/\{\w+\}/g)) {
        for (const value of strangeTexts) {
          const strangePath = fill(path.replace(parameter, encodeURIComponent(value)), things);
          note(
            `${verb} ${strangePath}`,
            await admin(method, strangePath, schema ? { json: exampleOf(schema) } : {}),
          );
        }
      }
    }
    expect(faults).toEqual([]);
    expect((await fetch(`${suite.url}/health/ready`)).status).toBe(200);
  }, 900_000);
});

describe('another tenant', () => {
  const scopes = [{ type: 'repository', name: 'team/app', actions: ['pull'] }];
  const secret = { token: 't' };

  it('reaches nothing by ids and names of others in bodies, queries and behind ids of its own', async () => {
    const registry = await created(admin, '/api/v1/registries', {
      ...{ name: 'ours', service: 'ours.example.org', hostname: 'ours.example.org', scope: 'default' },
    });
    const theirs = await created(stranger, '/api/v1/registries', {
      ...{ name: 'theirs', service: 'theirs.example.org', hostname: 'theirs.example.org' },
    });
    const token = await created(admin, `/api/v1/registries/${registry['id']}/tokens`, {
      name: 'ci-main',
      scopes,
    });
    const credential = await created(admin, '/api/v1/credentials', { name: 'ours', type: 'token', secret });
    const thing = { kind: 'workload', name: 'ours' };
    await created(admin, `/api/v1/credentials/${credential['id']}/attachments`, thing);
    const own = `/api/v1/registries/${theirs['id']}/tokens`;
    const attempts: readonly (readonly [string, string, object?])[] = [
      ['POST', '/api/v1/credentials', { name: 'x', type: 'token', secret, scope: 'default' }],
      ['GET', '/api/v1/credentials?scope=default'],
      ['GET', '/api/v1/credentials/check-name?name=ours&scope=default'],
      ['GET', '/api/v1/credentials/export?scope=default'],
      ['POST', '/api/v1/credentials/import', { format: 'env', data: 'A=b', name: 'x', scope: 'default' }],
      ['POST', '/api/v1/credentials/resolve', { ...thing, scope: 'default' }],
      ['POST', '/api/v1/credentials/resolve', thing],
      ['POST', '/api/v1/credentials/render/dockerconfigjson', { ids: [credential['id']] }],
      ['GET', '/api/v1/credentials/values?name=ours&scope=default'],
      ['GET', '/api/v1/credentials/values?name=ours'],
      ['POST', '/api/v1/registries', { name: 'y', service: 'y', hostname: 'y', scope: 'default' }],
      ['GET', '/api/v1/registries?account=default'],
      ['GET', '/api/v1/registries?account=*'],
      ['GET', `${own}/${token['id']}`],
      ['PATCH', `${own}/${token['id']}`, { description: 'mine' }],
      ['POST', `${own}/${token['id']}/rotate`, {}],
      ['POST', `${own}/${token['id']}/revoke`, {}],
      ['GET', `${own}/${token['id']}/usage`],
      ['GET', `${own}/${token['id']}/refusals`],
      ['DELETE', `${own}/${token['id']}/scopes`],
      ['DELETE', `${own}/${token['id']}`],
      ['PATCH', `/api/v1/registries/${theirs['id']}`, { projects: [{ project: 'a', scope: 'default' }] }],
    ];
    const reached: unknown[] = [];
    for (const [method, path, json] of attempts) {
      const { status, text } = await stranger(method, path, json ? { json } : {});
      if (![400, 403, 404].includes(status)) reached.push([method, path, status, text]);
      expect(text).not.toContain(registry['id']);
    }
    expect(reached).toEqual([]);
    const { body } = await admin('GET', `/api/v1/registries/${registry['id']}/tokens/${token['id']}`);
    expect(body).toMatchObject({ id: token['id'], status: 'enabled', scopes: [{ name: 'team/app' }] });
  });
});

describe('a stranger', () => {
  /** Sends the head of a request alone, and resolves with the status that comes before any of its body. */
  const statusBeforeBody = (path: string, headers: Readonly<Record<string, string>>): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${suite.url}${path}`, { method: 'POST', headers });
      request.on('response', ({ statusCode = 0 }) => {
        request.destroy();
        resolve(statusCode);
      });
      request.on('error', reject);
      request.flushHeaders();
    });

  it('is refused as a registry before its body is read, though the form of its token is right', async () => {
    const { key } = (await created(admin, '/api/v1/api-keys', {
      ...{ name: 'no registry', expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
    })) as { key: string };
    for (const bearer of [createKey('cs_tok').value, key]) {
      const status = await statusBeforeBody('/registry/notifications', {
        ...{ authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        'content-length': '1000000',
      });
      expect(status).toBe(401);
    }
  });

  it('may ask for tokens so often, and is then sent away before anything is asked', async () => {
    // Without a service nothing is looked up, so that the allowance is spent faster than it grows.
    const ask = (query: string): Promise<number> =>
      send('GET', `${suite.url}/registry/token${query}`, { headers: basic('x', 'x') }).then(
        ({ status }) => status,
      );
    let status = await ask('?service=nobody.example.org');
    expect(status).toBe(400);
    while (status !== 429) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask('')));
      expect(new Set(answers)).toEqual(new Set([400]));
      status = await ask('?service=nobody.example.org');
    }
    expect((await fetch(`${suite.url}/health/ready`)).status).toBe(200);
  });
});
