import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { caddyBefore, exampleText, haproxyBefore, nginxBefore } from './forward-auth-proxies.js';
import { apisixBefore, envoyBefore, traefikBefore } from './forward-auth-stand-ins.js';
import { freePort } from './free-port.js';
import { basic } from './http.js';
import { blocksOf } from './markdown.js';
import { administratorOf, type CreatedApiKey, type Session, signIn } from './session.js';
import { startSuite, type Suite } from './suite-process.js';

const doors = {
  nginx: nginxBefore,
  HAProxy: haproxyBefore,
  Caddy: caddyBefore,
  Envoy: envoyBefore,
  Traefik: traefikBefore,
  APISIX: apisixBefore,
};
type Door = keyof typeof doors;
const names = Object.keys(doors) as readonly Door[];

/** What the application was told. */
type Told = Readonly<{ method: string; url: string; headers: Record<string, string>; body: string }>;

type Reply = Readonly<{ status: number; headers: Record<string, unknown>; told: Told | undefined }>;

/** Answers with what it was asked, so that nothing can be hidden from the tests. */
const startApplication = async (): Promise<string> => {
  const server = createServer({ maxHeaderSize: 128 * 1024 }, (request, response) => {
    void text(request).then((body) => {
      const { method, url, headers } = request;
      response
        .setHeader('content-type', 'application/x-told')
        .end(JSON.stringify({ method, url, headers, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  return String((server.address() as AddressInfo).port);
};

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** On a connection of its own, with the headers as they are written. */
const visit = (url: string, method = 'GET', headers: Headers = {}, body = ''): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers: headers as never, agent: false }, (response) => {
      void text(response).then((answer) => {
        const isTold = response.headers['content-type'] === 'application/x-told';
        const told = isTold ? (JSON.parse(answer) as Told) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, told });
      }, reject);
    });
    call.once('error', reject).end(body);
  });

const identityOf = ({ told }: Reply): Record<string, string> =>
  Object.fromEntries(Object.entries(told?.headers ?? {}).filter(([name]) => /^x[-_]credstream/i.test(name)));

/** A client that says itself who it is, in every spelling that an application could take for it. */
const lies: Headers = Object.fromEntries(
  ['User', 'User-Id', 'Account', 'Key-Id'].flatMap((name) => [
    [`X-Credstream-${name}`, ['mallory', 'root']],
    [`X_Credstream_${name.replace('-', '_')}`, 'mallory'],
  ]),
);

const bearer = (value: string): Headers => ({ authorization: `Bearer ${value}` });

describe('the guide', () => {
  const files: Readonly<Record<string, readonly string[]>> = {
    nginx: ['nginx/nginx.conf'],
    haproxy: ['haproxy/haproxy.cfg'],
    caddy: ['caddy/Caddyfile'],
    yaml: ['envoy/envoy.yaml', 'traefik/credstream.yaml'],
    json: ['apisix/route.json'],
  };
  const withoutIndent = (shown: string): string => shown.replace(/^\s+/gm, '');

  it('shows nothing but what is in the examples that are tested here', () => {
    const blocks = blocksOf('docs/guides/forward-auth.md');
    expect(blocks.map(({ language }) => language).sort()).toEqual(
      Object.entries(files)
        .flatMap(([language, paths]) => paths.map(() => language))
        .sort(),
    );
    for (const { language, text: shown } of blocks) {
      const examples = (files[language] ?? []).map((path) => withoutIndent(exampleText(path)));
      expect(examples.some((example) => example.includes(withoutIndent(shown)))).toBe(true);
    }
  });
});

describe('an application behind a proxy that asks Credstream', () => {
  let suite: Suite;
  let admin: Session;
  let key: CreatedApiKey;
  const urls = {} as Record<Door, string>;
  const dataDir = temporaryFolder();
  const env = { CREDSTREAM_TRUSTED_PROXIES: '1' };

  beforeAll(async () => {
    suite = await startSuite({ dataDir, port: await freePort(), env });
    admin = await administratorOf(suite.url);
    key = await admin.createKey('forwarded');
    const behind = { credstreamPort: suite.port, applicationPort: await startApplication() };
    for (const name of names) urls[name] = await doors[name](behind);
  });

  describe.each(names)('%s', (door) => {
    it('refuses who shows nothing, and says how to show a key', async () => {
      const reply = await visit(urls[door]);
      expect([reply.status, reply.told]).toEqual([401, undefined]);
      expect(reply.headers['www-authenticate']).toContain('Bearer');
    });

    it('refuses who shows something wrong, whatever they say they are', async () => {
      for (const wrong of [
        bearer('cs_key_no'),
        bearer('eyJ.eyJ.x'),
        { 'x-api-key': 'no' },
        basic(key.key, 'admin'),
      ]) {
        const reply = await visit(urls[door], 'GET', { ...lies, ...wrong });
        expect([reply.status, reply.told]).toEqual([401, undefined]);
      }
    });

    it('tells the application whose key it is, by Credstream alone, and never shows it the key', async () => {
      for (const shown of [bearer(key.key), basic(key.key), { 'x-api-key': key.key }]) {
        const reply = await visit(`${urls[door]}/a/b?c=d`, 'GET', { ...lies, ...shown });
        expect([reply.status, reply.told?.url]).toEqual([200, '/a/b?c=d']);
        expect(identityOf(reply)).toEqual({
          'x-credstream-user': 'admin',
          'x-credstream-user-id': key.userId,
          'x-credstream-account': 'default',
          'x-credstream-key-id': key.id,
        });
        expect(JSON.stringify(reply.told)).not.toContain(key.key);
        expect(reply.told?.headers).not.toHaveProperty('authorization');
      }
    });

    it('leaves nothing of what the client says where there is no key', async () => {
      const { accessToken } = await signIn(suite.url);
      const reply = await visit(urls[door], 'GET', { ...lies, ...bearer(accessToken) });
      expect(reply.status).toBe(200);
      const identity = identityOf(reply);
      expect([identity['x-credstream-user'], identity['x-credstream-key-id'] ?? '']).toEqual(['admin', '']);
      expect(JSON.stringify(identity)).not.toMatch(/mallory|root/);
    });

    it.each(['łukasz', 'Ярослава', '🦊', 'ж'.repeat(128), 'עברית'])(
      'lets in a user named %s',
      async (name) => {
        const username = `${door.toLowerCase()}-${name}`.slice(0, 128);
        const { id } = await admin.createUser(username);
        const theirs = await admin.createKey(`of ${username}`, { userId: id });
        const reply = await visit(urls[door], 'GET', bearer(theirs.key));
        expect(reply.status).toBe(200);
        expect(decodeURIComponent(identityOf(reply)['x-credstream-user'] ?? '')).toBe(username);
        expect(identityOf(reply)['x-credstream-user-id']).toBe(id);
      },
    );

    it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'REPORT'])(
      'hands on a request with the method %s, its body and its headers, which Credstream does not read',
      async (method) => {
        const body = 'x'.repeat(100_000);
        const headers = {
          ...bearer(key.key),
          'content-type': 'text/plain',
          'content-length': String(body.length),
          'if-match': 'nonsense',
          'idempotency-key': '1',
        };
        const { status, told } = await visit(`${urls[door]}/?token=x&permission=y`, method, headers, body);
        expect([status, told?.method, told?.body.length]).toEqual([200, method, body.length]);
        expect(told?.headers['if-match']).toBe('nonsense');
      },
    );

    it('lets through headers of 32 KiB', async () => {
      const large = Object.fromEntries([1, 2, 3].map((number) => [`x-large-${number}`, 'x'.repeat(10_500)]));
      expect((await visit(urls[door], 'GET', { ...bearer(key.key), ...large })).status).toBe(200);
    });

    it("believes nobody about the client's address", async () => {
      const bound = await admin.createKey(`bound ${door}`, { ipAllowList: ['192.0.2.7'] });
      const open = await admin.createKey(`open ${door}`, { ipAllowList: ['127.0.0.0/8'] });
      const forged = { 'x-forwarded-for': '192.0.2.7', forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' };
      expect((await visit(urls[door], 'GET', { ...bearer(bound.key), ...forged })).status).toBe(403);
      expect((await visit(urls[door], 'GET', { ...bearer(open.key), ...forged })).status).toBe(200);
    });

    it('refuses a preflight, which has no credentials', async () => {
      const preflight = { origin: 'https://example.org', 'access-control-request-method': 'GET' };
      expect((await visit(urls[door], 'OPTIONS', preflight)).status).toBe(401);
    });

    it('refuses a key at the very next request after it was revoked', async () => {
      const short = await admin.createKey(`short ${door}`);
      expect((await visit(urls[door], 'GET', bearer(short.key))).status).toBe(200);
      await admin.revoke(short.id);
      expect((await visit(urls[door], 'GET', bearer(short.key))).status).toBe(401);
    });
  });

  it('is open to nobody while Credstream is away', async () => {
    await suite.kill();
    for (const door of names) {
      const reply = await visit(urls[door], 'GET', { ...lies, ...bearer(key.key) });
      expect([door, reply.told, reply.status >= 400]).toEqual([door, undefined, true]);
    }
  });
});
