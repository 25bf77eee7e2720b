import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contexts, grpcSetting, type ServiceContext } from '@credstream/contracts';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { afterTests, temporaryFolder } from './after-tests.js';
import { newBrowser } from './browser.js';
import { type Child, startChild } from './child.js';
import { freePort } from './free-port.js';
import { type Answer, basic, type Call, send } from './http.js';
import { startOpenIdProvider } from './openid-provider.js';
import { findSecrets } from './secret-forms.js';
import { inDays } from './session.js';
import { startTap, type Tap } from './tap.js';
import { waitUntil } from './wait-until.js';

/** Secrets that the test chooses: their words are in nothing else. */
const chosen = {
  'password of the administrator': 'canary-Administrator-0a31',
  'password of a user': 'canary-Łódź-🗝-5b1e',
  'next password of a user': 'canary-Next-Password-77f0',
  'wrong password': 'canary-Wrong-Password-19c4',
  'password of a wrong shape': 'canary-Shape-d2e8',
  'Idempotency-Key': 'canary-Idempotency-93ab',
  'SCIM token': 'canary-scim-token-of-at-least-32-characters',
  'wrong SCIM token': 'canary-wrong-scim-of-at-least-32-characters',
  'password from SCIM': 'canary-Scim-Password-4d9c',
  'imported key': 'canary_live_51HqLyjWDarjtT1zdp7dc',
  'malformed body': 'canary-Malformed-e077',
  'value of an unknown field': 'canary-Unknown-Field-c61d',
  'logout token': 'canary.logout.token',
  'password of a credential': 'canary-Credential-🔑-6c2f',
  'next password of a credential': 'canary-Next-Credential-b07d',
  'value by name': 'canary-Value-By-Name-2f5e',
  'imported value': 'canary-Imported-Value-8a60',
  'secret of a wrong shape': 'canary-Secret-Shape-e3c9',
  'password of a proxy': 'canary-Proxy-Password-5b92',
  'secret from a rotation webhook': 'canary-Rotated-Secret-7e14',
  'answer of a rotation webhook that is no secret': 'canary-Rotation-Answer-c3a8',
  'uploaded CLI secret': 'Canary-Cli-Secret-41ab',
} as const;

const natsPassword = 'canary-nats-b8d3';
/** What is no secret, and has to be found wherever facts are kept or told: so that the sweep is known to see there. */
const visible = 'visible-ada';

/** All files below a folder; those that are gone meanwhile are no find. */
const filesBelow = (folder: string): readonly Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));

const keySecrets = (folder: string): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name): [string, Buffer][] => {
      const content = () => readFileSync(join(folder, name));
      if (name.endsWith('.secret')) return [[`key file ${name}`, content()]];
      if (!name.endsWith('.pem')) return [];
      const { d = '' } = createPrivateKey(content()).export({ format: 'jwk' });
      return [[`key file ${name}`, Buffer.from(d, 'base64url')]];
    }),
  );

const readModels = async (url: string): Promise<readonly Buffer[]> => {
  const client = await new MongoClient(url).connect();
  try {
    const { databases } = await client.db('admin').admin().listDatabases();
    const documents = databases.map(async ({ name }) => {
      const collections = await client.db(name).collections();
      return Promise.all(collections.map(async (each) => JSON.stringify(await each.find().toArray())));
    });
    return (await Promise.all(documents)).flat().map((text) => Buffer.from(text));
  } finally {
    await client.close();
  }
};

describe('the sweep', () => {
  it('finds what crosses a wire in a header of HTTP/2, in a body, and as part of something in base64', async () => {
    const secret = chosen['password of the administrator'];
    const server = createHttp2Server((_request, response) => response.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const tap = await startTap((server.address() as AddressInfo).port);
    const client = connectHttp2(`http://127.0.0.1:${tap.port}`);
    for (const before of ['', 'a', 'bc']) {
      const request = client.request({ ':method': 'POST', 'x-name': `${before}${secret}.` });
      request.end(`${before}${secret}${Buffer.from(`${before}${secret}.`).toString('base64')}`);
      await once(request.resume(), 'end');
    }
    client.close();
    server.close();
    const found = findSecrets(new Map([['it', secret]]), { 'the wire': tap.recorded() });
    expect(found.map((each) => /\((.*)\)/.exec(each)?.[1])).toEqual(
      expect.arrayContaining(['as it is', 'base64', 'a header of HTTP/2']),
    );
  });
});

describe.each(['nats', 'grpc'])('every secret of a suite at log level trace, over %s', (transport) => {
  const secrets = new Map<string, string | Buffer>(Object.entries(chosen));
  const refusals: Answer[] = [];
  const apps: Child[] = [];
  const taps: Record<string, Tap[]> = {};
  const store = temporaryFolder();
  const keysDir = join(temporaryFolder(), 'keys');
  let url: string;
  let mongoDbUrl: string;
  let stopServers: () => Promise<void>;
  let signInAtProvider: () => Promise<void>;
  let hookUrl: string;
  let rootToken: string;

  const secret = (name: string, value: unknown): string => {
    expect(value).toEqual(expect.stringMatching(/^.{30}/));
    secrets.set(name, value as string);
    return value as string;
  };
  /** The part of a key that nobody may know: the rest is its public name. */
  const keySecret = (name: string, key: unknown): string => {
    secret(name, /^cs_key_[^_]+_(.{43})/.exec(String(key))?.[1]);
    return String(key);
  };
  const tapped = async (name: string, port: string | number): Promise<number> => {
    const tap = await startTap(port);
    (taps[name] ??= []).push(tap);
    return tap.port;
  };
  const ask = async (method: string, path: string, call: Call = {}): Promise<Answer> => {
    const answer = await send(method, `${url}${path}`, call);
    if (answer.status >= 400) refusals.push(answer);
    return answer;
  };
  const token = (form: Readonly<Record<string, string>>, headers = {}): Promise<Answer> =>
    ask('POST', '/oauth/token', { form, headers });
  const tokensOf = async (whose: string, form: Readonly<Record<string, string>>, headers = {}) => {
    const { status, body } = await token(form, headers);
    expect(status).toBe(200);
    const access = secret(`access token ${whose}`, body['access_token']);
    secret(`signature of the access token ${whose}`, access.split('.')[2]);
    const refresh = body['refresh_token'] as string | undefined;
    if (refresh !== undefined) secret(`refresh token ${whose}`, refresh.split('.')[1]);
    return { access, refresh: refresh ?? '' };
  };

  const startServers = async (): Promise<Readonly<Record<string, string>>> => {
    const eventStore = await startEventStoreDb({ port: 0, dataDir: join(store, 'eventstore') });
    const ignore = (): void => undefined;
    const mongo = await startMongoDb({
      port: 0,
      store: { folder: join(store, 'mongodb'), identity: 'sweep', onDropped: ignore, onError: ignore },
    });
    const nats = startChild('nats-server', [
      '-a',
      '127.0.0.1',
      '-p',
      '-1',
      '--user',
      'me',
      '--pass',
      natsPassword,
    ]);
    const [, natsPort = ''] = await nats.prints(
      /client connections on 127\.0\.0\.1:(\d+)[^]*Server is ready/,
    );
    let stopping: Promise<void> | undefined;
    stopServers = () => (stopping ??= Promise.all([eventStore.stop(), mongo.stop()]).then(() => undefined));
    afterTests(stopServers);
    mongoDbUrl = mongo.url;
    const at = async (name: string, serverUrl: string, port: number) =>
      serverUrl.replace(`:${port}`, `:${await tapped(name, port)}`);
    return {
      EVENTSTORE_URL: await at('EventStoreDB', eventStore.url, eventStore.port),
      MONGODB_URL: await at('MongoDB', mongo.url, mongo.port),
      NATS_URL: `nats://me:${natsPassword}@127.0.0.1:${await tapped('NATS', natsPort)}`,
    };
  };

  /** What the rotation webhooks answer, by their paths. */
  const rotations = {
    '/gives': [200, JSON.stringify({ secret: { password: chosen['secret from a rotation webhook'] } })],
    '/no-json': [200, `{"secret": "${chosen['answer of a rotation webhook that is no secret']}`],
    '/no-secret': [
      200,
      JSON.stringify({ secret: { passwort: chosen['answer of a rotation webhook that is no secret'] } }),
    ],
    '/no-time': [
      200,
      JSON.stringify({
        secret: { password: chosen['answer of a rotation webhook that is no secret'] },
        expiresAt: chosen['answer of a rotation webhook that is no secret'],
      }),
    ],
    '/fails': [500, chosen['answer of a rotation webhook that is no secret']],
  } as const;

  /** Receives deliveries, and refuses them: then their errors are told, too. */
  const startReceiver = async (): Promise<string> => {
    const server = createServer(({ url: path = '' }, response) => {
      const [status, body] = rotations[path as keyof typeof rotations] ?? [500, 'no'];
      response.writeHead(status).end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    afterTests(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    hookUrl = await startReceiver();
    const provider = await startOpenIdProvider(url, { visible: { preferred_username: 'from-provider' } });
    afterTests(provider.stop);
    secrets.set('client secret of the provider', provider.clientSecret);
    const env = {
      ...(await startServers()),
      CREDSTREAM_KEYS_DIR: keysDir,
      CREDSTREAM_TRANSPORT: transport,
      CREDSTREAM_LOG_LEVEL: 'trace',
      CREDSTREAM_CHECK_REPLIES: 'on',
      CREDSTREAM_PORT: port,
      CREDSTREAM_PUBLIC_URL: url,
      CREDSTREAM_ADMIN_PASSWORD: chosen['password of the administrator'],
      CREDSTREAM_SCIM_TOKEN: chosen['SCIM token'],
      CREDSTREAM_OIDC_ISSUER: provider.issuer,
      CREDSTREAM_OIDC_CLIENT_ID: provider.clientId,
      CREDSTREAM_OIDC_CLIENT_SECRET: provider.clientSecret,
      CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8',
      CREDSTREAM_WEBHOOK_RETRIES: '0',
    };
    const made = startChild(process.execPath, ['apps/cli/dist/main.js', 'system-keys', 'create'], { env });
    expect([await made.exit, made.stderr()]).toEqual([{ code: 0, signal: null }, '']);
    keySecrets(keysDir).forEach((value, name) => secrets.set(name, value));
    const start = (app: string, more: Readonly<Record<string, string>> = {}): Child => {
      const child = startChild(process.execPath, [`apps/${app}/dist/main.js`], { env: { ...env, ...more } });
      apps.push(child);
      return child;
    };
    const overGrpc = async (context: ServiceContext) => {
      const child = start(`${context}-service`, { CREDSTREAM_GRPC_LISTEN: '127.0.0.1:0' });
      const [, servicePort = ''] = await child.prints(/"grpcAddress":"127\.0\.0\.1:(\d+)".*"started"/);
      return [grpcSetting(context), `127.0.0.1:${await tapped('gRPC', servicePort)}`] as const;
    };
    if (transport === 'grpc') {
      start('gateway', Object.fromEntries(await Promise.all(contexts.map(overGrpc))));
    } else {
      for (const context of contexts) start(`${context}-service`);
      start('gateway');
    }
    await waitUntil('the suite is ready', () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    );
    signInAtProvider = async () => {
      const browser = newBrowser();
      const page = await browser.open(`${url}/oauth/login?provider=oidc`);
      const callback = await browser.signInAt(page, 'visible', `${url}/oauth/callback`);
      secret('code of the provider', new URL(callback).searchParams.get('code'));
      const { access_token: access } = (await (await browser.open(callback)).json()) as Record<
        string,
        string
      >;
      secret('access token from the provider', access);
      // The same address again: its code is spent.
      refusals.push(await send('GET', callback));
    };
  });

  it('is used, offered in wrong places, and in hand while the servers go away', async () => {
    const password = chosen['password of the administrator'];
    const root = await tokensOf('of the administrator', {
      grant_type: 'password',
      username: 'admin',
      password,
    });
    rootToken = root.access;
    const asRoot = (method: string, path: string, json?: unknown, headers = {}) =>
      ask(method, path, { bearer: root.access, ...(json !== undefined && { json }), headers });
    const user = { username: visible, roles: [{ role: 'developer', scope: 'default' }] };
    const made = await asRoot(
      'POST',
      '/api/v1/users',
      { ...user, password: chosen['password of a user'] },
      { 'idempotency-key': chosen['Idempotency-Key'] },
    );
    expect(made.status).toBe(201);
    const signIn = { grant_type: 'password', username: visible, password: chosen['password of a user'] };
    const session = await tokensOf('of a user', signIn);
    const second = await tokensOf('refreshed', {
      grant_type: 'refresh_token',
      refresh_token: session.refresh,
    });
    const asUser = (method: string, path: string, json?: unknown) =>
      ask(method, path, { bearer: second.access, ...(json !== undefined && { json }) });

    const key = await asUser('POST', '/api/v1/api-keys', { name: 'first', expiresAt: inDays(9) });
    const id = String(key.body['id']);
    const firstKey = keySecret('key', key.body['key']);
    const rotated = await asUser('POST', `/api/v1/api-keys/${id}/rotate`, { overlapUntil: inDays(1) });
    const secondKey = keySecret('rotated key', rotated.body['key']);
    const exchanged = await tokensOf('of a key', { grant_type: 'client_credentials' }, basic(secondKey));
    for (const bearer of [firstKey, secondKey, exchanged.access]) {
      expect((await ask('GET', '/authorize', { bearer })).status).toBe(204);
    }
    const sha256 = createHash('sha256').update(chosen['imported key']).digest('hex');
    const imported = { name: 'imported', expiresAt: inDays(9), sha256 };
    expect((await asRoot('POST', '/api/v1/api-keys/import', imported)).status).toBe(201);
    expect((await ask('GET', '/authorize', { bearer: chosen['imported key'] })).status).toBe(204);
    const hook = await asRoot('POST', '/api/v1/webhooks', { url: hookUrl, types: ['apikey.revoked'] });
    expect(hook.status).toBe(201);
    const hookSecret = secret('webhook secret', hook.body['secret']);
    secrets.set('webhook secret as bytes', Buffer.from(hookSecret.replace(/^whsec_/, ''), 'base64'));
    await asRoot('POST', `/api/v1/webhooks/${String(hook.body['id'])}/test`);
    await signInAtProvider();

    await credentials(asRoot);
    const registryPassword = await registries(asRoot);
    await wrongPlaces(asRoot, asUser, [
      registryPassword,
      firstKey,
      secondKey,
      second.refresh,
      exchanged.access,
    ]);
    await scim();

    const change = {
      password: chosen['next password of a user'],
      currentPassword: chosen['password of a user'],
    };
    const changing = [
      () => asUser('PATCH', `/api/v1/users/${String(made.body['id'])}`, change),
      () => asUser('POST', `/api/v1/api-keys/${id}/rotate`, {}),
      () => token(signIn),
      () => ask('GET', '/authorize', { bearer: secondKey }),
    ];
    for (const each of changing) {
      const under = each();
      for (const tap of Object.values(taps).flat()) tap.cut();
      const { body } = await under;
      if ('key' in body) keySecret('key made while servers went away', body['key']);
    }
    await waitUntil('the suite is ready again', async () =>
      (await fetch(`${url}/health/ready`)).ok ? true : undefined,
    );
    const next = { ...signIn, password: chosen['next password of a user'] };
    await waitUntil('the password is changed', async () => {
      if ((await token(next)).status === 200) return true;
      await asUser('PATCH', `/api/v1/users/${String(made.body['id'])}`, change);
      return undefined;
    });
    await ask('POST', '/oauth/revoke', { form: { token: second.refresh }, bearer: root.access });
    await asRoot('POST', `/api/v1/api-keys/${id}/revoke`, {});
    expect(refusals.length).toBeGreaterThan(20);
  });

  type Asked = (method: string, path: string, json?: unknown) => Promise<Answer>;

  const wrongPlaces = async (asRoot: Asked, asUser: Asked, values: readonly string[]): Promise<void> => {
    const signIn = { grant_type: 'password', username: visible };
    await token({ ...signIn, password: chosen['wrong password'] });
    await token({ ...signIn, password: chosen['wrong password'], username: chosen['wrong password'] });
    await token({ ...signIn, grant_type: chosen['wrong password'] });
    await ask('POST', '/oauth/token', { json: `{"password":"${chosen['malformed body']}` });
    await asRoot('POST', '/api/v1/users', `{"password":"${chosen['malformed body']}"`);
    await asRoot('POST', '/api/v1/users', { username: 'x', password: [chosen['password of a wrong shape']] });
    await asRoot('POST', '/api/v1/users', {
      username: 'x',
      password: chosen['password of a wrong shape'],
      roles: 7,
    });
    await asRoot('POST', '/api/v1/users', {
      username: 'x',
      passwort: chosen['value of an unknown field'],
    });
    await asUser('PATCH', '/api/v1/users/none', { password: chosen['password of a wrong shape'] });
    await ask('POST', '/oauth/backchannel-logout', { form: { logout_token: chosen['logout token'] } });
    for (const value of values) {
      await ask('GET', `/authorize?key=${encodeURIComponent(value)}`);
      await ask('GET', `/api/v1/api-keys/${encodeURIComponent(value)}`, { bearer: value });
      await ask('GET', '/authorize?permission=none', { bearer: `${value}x` });
      await ask('GET', '/authorize', { headers: { cookie: `session=${value}`, 'x-request-id': value } });
      await token({ ...signIn, username: value, password: value });
      await token({ ...signIn, [value]: value });
      await token({ grant_type: 'refresh_token', refresh_token: value.slice(0, -1) });
      await asRoot('POST', '/api/v1/api-keys/verify', { key: value, permission: value });
      await asRoot('POST', '/oauth/introspect', { token: value, [value]: value });
      await ask('GET', '/authorize', { headers: { 'x-api-key': value, authorization: `Other ${value}` } });
      await ask('GET', `/scim/v2/Users?filter=${encodeURIComponent(`${value} eq "${value}"`)}`, {
        bearer: chosen['SCIM token'],
      });
      await asRoot('POST', '/api/v1/webhooks', { url: `https://user:${value}@hooks.invalid/` });
    }
    for (const value of values.filter((each) => each.startsWith('cs_key_'))) {
      await asUser('POST', '/api/v1/api-keys', { name: value, expiresAt: inDays(9), description: value });
    }
  };

  const credentials = async (asRoot: Asked): Promise<void> => {
    const path = '/api/v1/credentials';
    const works = async (method: string, end: string, json?: unknown): Promise<Answer> => {
      const answer = await asRoot(method, `${path}${end}`, json);
      expect([end, answer.status < 300]).toEqual([end, true]);
      return answer;
    };
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { d = '' } = privateKey.export({ format: 'jwk' });
    secrets.set('client key', Buffer.from(d, 'base64url'));
    const login = {
      ...{ username: visible, password: chosen['password of a credential'] },
      url: 'https://registry.example.org',
      clientKey: privateKey.export({ format: 'pem', type: 'pkcs8' }),
      proxyPassword: chosen['password of a proxy'],
    };
    const connection = { proxy: hookUrl.replace('//', `//${visible}@`).replace(/\/$/, '') };
    const made = await works('POST', '', { name: 'swept', type: 'registry', secret: login, connection });
    const id = String(made.body['id']);
    const revealed = await works('POST', `/${id}/reveal`, { purpose: 'the sweep' });
    expect(revealed.text).toContain(login.password);
    await works('GET', `/${id}/values`);
    await works('GET', `/${id}/render/dockerconfigjson`);
    await works('POST', `/${id}/attachments`, { kind: 'helm-registry', name: visible });
    await works('POST', '/resolve', { kind: 'helm-registry', name: visible });
    const next = { ...login, password: chosen['next password of a credential'] };
    await works('POST', `/${id}/rotate`, { secret: next });
    await works('POST', `/${id}/check`, { kind: 'oci', url: hookUrl });
    // Through the proxy that refuses, with its password and the key of the client.
    await works('POST', `/${id}/check`, {});
    await rotatedByWebhooks(works);
    await works('POST', '', { name: 'generic', type: 'generic', secret: { values: { a: 'b' } } });
    const named = { bytes: Buffer.from(chosen['value by name']), bearer: rootToken };
    const pushed = await ask('PUT', `${path}/values?name=generic&property=a`, named);
    expect(pushed.status).toBe(200);
    await works('POST', '/import', { format: 'env', name: 'env', data: `A=${chosen['imported value']}` });
    await works('GET', '/export');
    const wrong = chosen['secret of a wrong shape'];
    for (const secretOf of [wrong, [wrong], { passwort: wrong }, { username: 7, password: wrong }]) {
      await asRoot('POST', path, { name: 'wrong', type: 'registry', secret: secretOf });
      await asRoot('POST', `${path}/${id}/rotate`, { secret: secretOf });
    }
    await asRoot('POST', path, { name: 'wrong', type: wrong, password: wrong });
    await asRoot('POST', `${path}/import`, { format: 'kubernetes', data: `kind: ${wrong}` });
  };

  const rotatedByWebhooks = async (works: Asked): Promise<void> => {
    const rotated = Object.keys(rotations).map(async (path) => {
      // A quarter of its life before its end the webhook is asked.
      const expiresAt = new Date(Date.now() + 6_000).toISOString().replace(/\.\d+/, '');
      const secretOf = { username: visible, password: chosen['password of a credential'] };
      const json = { name: `rotated ${path}`, type: 'username-password', secret: secretOf, expiresAt };
      const end = `/${String((await works('POST', '', json)).body['id'])}`;
      await works('PUT', `${end}/rotation`, { url: new URL(path, hookUrl).href });
      await waitUntil(`the webhook ${path} was asked`, async () => {
        const { version, rotation } = (await works('GET', end)).body as never as {
          version: number;
          rotation: { failedAttempts: number };
        };
        return version === 2 || rotation.failedAttempts > 0 || undefined;
      });
    });
    await Promise.all(rotated);
  };

  /** Answers the password of a token. */
  const registries = async (asRoot: Asked): Promise<string> => {
    const service = 'registry.example.org';
    const registry = await asRoot('POST', '/api/v1/registries', {
      name: 'swept',
      service,
      hostname: service,
    });
    secret('notification token', registry.body['notificationToken']);
    const tokens = `/api/v1/registries/${String(registry.body['id'])}/tokens`;
    const scopes = [{ type: 'repository', name: 'team/app', actions: ['pull'] }];
    const made = await asRoot('POST', tokens, { name: 'swept', scopes, expiresAt: inDays(9) });
    const password = secret('password of a token', made.body['password']);
    const rotated = await asRoot('POST', `${tokens}/${String(made.body['id'])}/rotate`, {
      overlapUntil: inDays(1),
    });
    secret('rotated password of a token', rotated.body['password']);
    const cli = await asRoot('GET', '/api/v1/users/me/cli-secret');
    const cliSecret = secret('CLI secret', cli.body['secret']);
    const query = `service=${service}&scope=repository:team/app:pull&client_id=docker`;
    for (const [username, value] of [
      ['swept', password],
      ['admin', cliSecret],
    ] as const) {
      const granted = await ask('GET', `/registry/token?${query}`, {
        headers: basic(value, username),
      });
      expect([username, granted.status]).toEqual([username, 200]);
      secret(`registry token of ${username}`, granted.body['token']);
      await ask('GET', `/registry/token?${query}&account=${value}`);
      await ask('POST', '/registry/token', {
        form: { grant_type: 'password', service, username: value, password },
      });
      await ask('POST', '/registry/notifications', { bearer: value, json: { events: [] } });
    }
    const own = { secret: chosen['uploaded CLI secret'] };
    expect((await asRoot('PUT', '/api/v1/users/me/cli-secret', own)).status).toBe(200);
    return password;
  };

  const scim = async (): Promise<void> => {
    const headers = { 'content-type': 'application/scim+json' };
    const json = { userName: 'from-scim', externalId: 'scim-1', password: chosen['password from SCIM'] };
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...json };
    for (const bearer of [chosen['SCIM token'], chosen['SCIM token'], chosen['wrong SCIM token']]) {
      await ask('POST', '/scim/v2/Users', { bearer, headers, json: body });
    }
  };

  it('is in no log, file, read model, answer of an error, and in nothing that is sent between parts', async () => {
    const models = await readModels(mongoDbUrl);
    keySecrets(keysDir).forEach((value, name) => secrets.set(name, value));
    for (const app of [...apps].reverse()) {
      const ended = await app.end('SIGTERM');
      expect([ended, app.stderr().slice(-400)]).toEqual([{ code: 0, signal: null }, expect.any(String)]);
    }
    await stopServers();
    const traffic = Object.entries(taps).map(([name, each]) => [
      `the traffic of ${name}`,
      each.flatMap((tap) => tap.recorded()),
    ]);
    const places = {
      'a log': apps.flatMap((app) => [Buffer.from(app.stdout()), Buffer.from(app.stderr())]),
      'the data directory': filesBelow(store),
      'a read model': models,
      'an error': refusals.map(({ headers, text }) => Buffer.from(`${JSON.stringify([...headers])}${text}`)),
      ...(Object.fromEntries(traffic) as Record<string, readonly Buffer[]>),
    };
    expect(findSecrets(secrets, places)).toEqual([]);

    // That the sweep sees what is there: a name in all places that hold facts, and a password where it has to be.
    const seen = findSecrets(
      new Map([
        ['the name', visible],
        ['the password of NATS', natsPassword],
      ]),
      places,
    );
    for (const place of [
      'the data directory',
      'a read model',
      'the traffic of EventStoreDB',
      'the traffic of MongoDB',
    ]) {
      expect(seen).toContain(`the name in ${place} (as it is)`);
    }
    expect(seen.filter((each) => each.startsWith('the password of NATS'))).toEqual([
      'the password of NATS in the traffic of NATS (as it is)',
      'the password of NATS in the traffic of NATS (in a URL)',
      'the password of NATS in the traffic of NATS (in JSON)',
    ]);
    expect(places['a log'].some((text) => text.includes('"level":20'))).toBe(true);
    const carrier = transport === 'grpc' ? 'the traffic of gRPC' : 'the traffic of NATS';
    expect(
      Buffer.concat([...(places as Record<string, readonly Buffer[]>)[carrier]!]).length,
    ).toBeGreaterThan(50_000);
  });
});
