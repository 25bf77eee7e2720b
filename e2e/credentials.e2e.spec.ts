import { execFile, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { freePort } from './free-port.js';
import { adminPassword, type IdentitySuite, startIdentitySuite } from './identity-suite.js';
import { helm, kubectl } from './kubernetes-programs.js';
import { blocksOf } from './markdown.js';
import { inDays, type Session, sessionOf, signIn } from './session.js';
import { waitUntil } from './wait-until.js';

const run = promisify(execFile);

type RemoteRef = Readonly<Record<string, string>>;
type Pushed = Readonly<{ match: Readonly<{ secretKey: string }> }>;
/** What is looked at in the manifests of the guide. */
type Manifest = Readonly<{
  spec: Readonly<{
    provider?: Readonly<{
      webhook: Readonly<{ url: string; method?: string; headers: Readonly<Record<string, string>> }>;
    }>;
    data?: readonly Readonly<{ remoteRef: RemoteRef }>[];
    dataFrom?: readonly Readonly<{ extract: RemoteRef }>[];
  }>;
}>;

/** As users of Ankra write it, but for the name of the host. */
const ankra = (host: string, token: string) => `
import requests

TOKEN = "${token}"
headers = {"Authorization": f"Bearer {TOKEN}"}

# List credentials
response = requests.get(
    "${host}/api/v1/credentials",
    headers=headers
)
print(response.status_code)

# Create credential
response = requests.post(
    "${host}/api/v1/credentials",
    headers=headers,
    json={
        "name": "my-registry-auth",
        "provider": "registry",
        "username": "myuser",
        "password": "mytoken"
    }
)
print(response.status_code, response.json()["type"], response.text.find("mytoken"))
`;

/** The registry of distribution, which takes one login. */
const startRegistry = async (username: string, password: string): Promise<string> => {
  const folder = temporaryFolder();
  const port = await freePort();
  const htpasswd = execFileSync('htpasswd', ['-Bbn', username, password]);
  writeFileSync(join(folder, 'htpasswd'), htpasswd);
  const configuration = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(configuration));
  const registry = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  afterTests(() => void registry.kill());
  await waitUntil('the registry answers', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => undefined);
    return answer?.status === 401;
  });
  return `127.0.0.1:${port}`;
};

let suite: IdentitySuite;
let admin: Session;

beforeAll(async () => {
  suite = await startIdentitySuite(1, { CREDSTREAM_EGRESS_ALLOW: '127.0.0.1' });
  admin = sessionOf(suite.url, (await signIn(suite.url, 'admin', adminPassword)).accessToken);
});
afterAll(() => suite.stop());

let counter = 0;
const create = async (json: Readonly<Record<string, unknown>>) => {
  const name = `credential-${(counter += 1)}`;
  const { status, body, text } = await admin.call('POST', '/api/v1/credentials', { json: { name, ...json } });
  if (status !== 201) throw new Error(`${status}: ${text}`);
  return { id: String(body['id']), name: String(body['name']), body };
};
const rendered = async (id: string, format: string): Promise<string> => {
  const { status, text } = await admin.call('GET', `/api/v1/credentials/${id}/render/${format}`);
  expect(status).toBe(200);
  return text;
};
const login = (username: string, password: string, url?: string) => ({
  secret: { username, password, ...(url !== undefined && { url }) },
});

describe('a credential', () => {
  it('is made and listed by the lines that users of Ankra have (ANK-18)', async () => {
    const { stdout } = await run('python3', ['-c', ankra(suite.url, admin.token)]);
    expect(stdout.trim().split('\n')).toEqual(['200', '201 registry -1']);
  });

  it('is read and pushed as the manifests of the guide have External Secrets do it (a8)', async () => {
    const manifests = await Promise.all(
      blocksOf('docs/guides/credentials.md')
        .filter(({ language }) => language === 'yaml')
        .map(async ({ text: input }) => {
          const read = ['label', '--local', '-f', '-', 'read=yes', '--output=json'];
          const { code, output } = await kubectl(read, { input });
          if (code !== 0) throw new Error(output);
          return JSON.parse(output) as Manifest;
        }),
    );
    const [store, wanted, pushStore, pushed] = manifests;
    const values = { 'db-pass': 'two\nlines & more', other: 'ключ' };
    await create({ name: 'remote key+1', type: 'generic', secret: { values } });
    const { key } = await admin.createKey('external-secrets-read');

    /** The request that a store makes of a reference: what goes into its URL is escaped as a query is. */
    const ask = async ({ spec }: Manifest, remoteRef: RemoteRef, token: string, body?: Buffer) => {
      const { url, method = 'GET', headers } = spec.provider!.webhook;
      const filled = (text: string, escape: (value: string) => string) =>
        text.replace(/\{\{ \.(\w+)\.(\w+) \}\}/g, (_, from: string, name: string) =>
          escape((from === 'auth' ? { token } : remoteRef)[name] ?? ''),
        );
      const escape = (value: string) => new URLSearchParams({ v: value }).toString().slice('v='.length);
      const target = filled(url, escape).replace('https://credstream.example.com', suite.url);
      const sent = Object.entries(headers).flatMap(([name, value]) => [
        '-H',
        `${name}: ${filled(value, String)}`,
      ]);
      const file = join(temporaryFolder(), 'body');
      if (body) writeFileSync(file, body);
      const bytes = body ? ['--data-binary', `@${file}`, '-H', 'Content-Type:'] : [];
      const curl = ['-sS', '--fail', '-X', method, ...sent, ...bytes, target];
      return (await run('curl', curl, { encoding: 'buffer' })).stdout;
    };
    const [one] = wanted!.spec.data!;
    const [all] = wanted!.spec.dataFrom!;
    const named = { key: 'remote key+1' };
    expect(one!.remoteRef).toEqual({ key: 'remote-key', property: 'db-pass' });
    expect((await ask(store!, { ...one!.remoteRef, ...named }, key)).toString()).toBe(values['db-pass']);
    const whole = await ask(store!, { ...all!.extract, ...named }, key);
    expect(JSON.parse(whole.toString())).toEqual(values);

    const [{ match }] = pushed!.spec.data as unknown as [Pushed];
    const remoteRef = { remoteKey: named.key, secretKey: match.secretKey };
    const bytes = Buffer.from([0xff, 0x00, 0x0a]);
    await ask(pushStore!, remoteRef, admin.token, bytes);
    expect(await ask(store!, { ...one!.remoteRef, ...named }, key)).toEqual(bytes);
  });

  it('is read and pushed by External Secrets: one value as it is, 304, and bytes without a Content-Type (a8)', async () => {
    const { name } = await create({
      name: 'remote-key',
      type: 'generic',
      secret: { values: { 'db-pass': 'one' } },
    });
    const { key } = await admin.createKey('external-secrets');
    const url = `${suite.url}/api/v1/credentials/values?name=${name}&property=db-pass`;
    const read = (headers: Record<string, string> = {}) =>
      fetch(url, { headers: { authorization: `Bearer ${key}`, ...headers } });
    const first = await read();
    expect([first.status, await first.text()]).toEqual([200, 'one']);
    const etag = first.headers.get('etag') ?? '';
    expect((await read({ 'if-none-match': etag })).status).toBe(304);
    const body = Buffer.from([0xff, 0x00, 0x0a]);
    const push = (bearer: string, method: string) =>
      fetch(url, { method, body, headers: { authorization: `Bearer ${bearer}` } });
    expect((await push(key, 'POST')).status).toBe(403);
    expect((await push(admin.token, 'POST')).status).toBe(200);
    const after = await read({ 'if-none-match': etag });
    expect(Buffer.from(await after.arrayBuffer())).toEqual(body);
    expect((await push(admin.token, 'PUT')).status).toBe(200);
    const gone = await fetch(`${suite.url}/api/v1/credentials/values?name=nobody`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(gone.status).toBe(404);
  });

  it('is tried at a registry, and a bad secret never replaces a good one (ANK-16, ANK-20, a1)', async () => {
    const host = await startRegistry('robot', 'the right one');
    const url = `http://${host}`;
    const { id } = await create({ type: 'registry', ...login('robot', 'the right one', url) });
    const check = async (of: string) =>
      (await admin.call('POST', `/api/v1/credentials/${of}/check`, { json: {} })).body;
    expect(await check(id)).toMatchObject({ status: 'ok', host });
    const rotate = (password: string, more = {}) =>
      admin.call('POST', `/api/v1/credentials/${id}/rotate`, { json: { secret: { password }, ...more } });
    const refused = await rotate('the wrong one', { verifyFirst: true });
    expect([refused.status, refused.body['code']]).toEqual([422, 'credential.verification_failed']);
    const { body } = await admin.call('GET', `/api/v1/credentials/${id}`);
    expect(body).toMatchObject({ status: 'ok', version: 1 });
    expect((await rotate('the right one', { verifyFirst: true })).body).toMatchObject({ version: 2 });

    const { id: other } = await create({ type: 'registry', ...login('robot', 'the right one\n', url) });
    expect(await check(other)).toMatchObject({ status: 'issues', reason: 'unauthorized' });
    const shown = await admin.call('GET', `/api/v1/credentials/${other}`);
    expect(shown.body).toMatchObject({
      status: 'issues',
      advice: expect.arrayContaining(['trailing_newline']),
    });

    const file = join(temporaryFolder(), 'config.json');
    const answers = async (of: string) => {
      writeFileSync(file, await rendered(of, 'dockerconfigjson'));
      const args = ['list-tags', '--authfile', file, '--tls-verify=false', `docker://${host}/nothing`];
      return run('skopeo', args).then(
        ({ stdout }) => stdout,
        (error: unknown) => String((error as { stderr?: string }).stderr),
      );
    };
    expect(await answers(id)).toMatch(/404|name unknown/);
    expect(await answers(other)).toMatch(/401|unauthorized|authentication required/);

    const chart = async (of: string): Promise<string> => {
      writeFileSync(file, await rendered(of, 'helm'));
      const args = ['show', 'chart', `oci://${host}/nothing`, '--version', '1.0.0', '--plain-http'];
      const HOME = temporaryFolder();
      return (await helm([...args, '--registry-config', file], { env: { HOME } })).output;
    };
    const oci = { type: 'registry', ...login('robot', 'the right one', `oci://${host}`) };
    expect(await chart((await create(oci)).id)).toMatch(/not found/);
    const wrong = { type: 'registry', ...login('robot', 'the wrong one', `oci://${host}`) };
    expect(await chart((await create(wrong)).id)).toMatch(/401|[Uu]nauthorized|authentication required/);
  });

  it('is written as files that git and bash read (a11)', async () => {
    const folder = temporaryFolder();
    const password = 'p@ss:w/rd%\' "$x`';
    const { id } = await create({ type: 'git', ...login('a@corp.com', password, 'https://git.example.org') });
    const file = join(folder, 'credentials');
    writeFileSync(file, await rendered(id, 'git-credentials'), { mode: 0o600 });
    const asked = 'protocol=https\nhost=git.example.org\n\n';
    const read = execFileSync('git', ['credential-store', '--file', file, 'get'], {
      input: asked,
      encoding: 'utf8',
    });
    expect(read).toBe(`username=a@corp.com\npassword=${password}\n`);
    const { id: generic } = await create({
      type: 'generic',
      secret: { values: { A: `two\nlines ${password}` } },
    });
    writeFileSync(file, await rendered(generic, 'env-shell'));
    const shell = execFileSync('bash', ['-c', '. "$0"; printf %s "$A"', file], { encoding: 'utf8' });
    expect(shell).toBe(`two\nlines ${password}`);
    const docker = await admin.call('GET', `/api/v1/credentials/${generic}/render/env-docker`);
    expect([docker.status, docker.body['code']]).toEqual([422, 'credential.not_renderable']);
  });

  it('may be as large as a Kubernetes Secret carries, over HTTP', async () => {
    const value = '\n'.repeat(64 * 1024 - 1);
    const values = { a: value, b: value, c: value, d: value };
    const { id } = await create({ type: 'generic', secret: { values } });
    const revealed = await admin.call('POST', `/api/v1/credentials/${id}/reveal`, { json: {} });
    expect(revealed.body).toEqual({ version: 1, secret: { values } });
    expect(revealed.headers.get('cache-control')).toBe('no-store');
    const more = await admin.call('POST', '/api/v1/credentials', {
      json: { name: 'too large', type: 'generic', secret: { values: { a: `${value}xx` } } },
    });
    expect([more.status, more.body['code']]).toEqual([400, 'credential.secret_too_large']);
  });

  it.each([
    ['a number', { values: { k: 1 } }],
    ['null', { values: { k: null } }],
    ['a list', { values: { k: [] } }],
    ['an unknown form', { values: { k: { hex: 'ff' } } }],
    ['both forms', { values: { k: { base64: 'YQ==', generate: { length: 20 } } } }],
    ['half a surrogate pair', '{"values":{"k":"\\ud800"}}'],
    ['a name that reaches a prototype', '{"values":{"__proto__":"v"}}'],
  ])('is refused when a value is %s', async (_what, secret) => {
    const written = typeof secret === 'string' ? secret : JSON.stringify(secret);
    const json = `{"name":"bad","type":"generic","secret":${written}}`;
    const { status, body } = await admin.call('POST', '/api/v1/credentials', { json });
    expect(status).toBe(400);
    expect(['request.invalid', 'request.body_malformed', 'credential.secret_invalid']).toContain(
      body['code'],
    );
  });

  it('is imported from a Kubernetes Secret once (RUN-8), and exported without its secret', async () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's3', namespace: 'runai', labels: { 'run.ai/resource': 'access-key' } },
      stringData: { AccessKeyId: 'AKIAEXAMPLE', SecretKey: 'a secret key of some length' },
    };
    const json = { name: 'from-cluster', existingSecret: manifest };
    expect((await create(json)).body).toMatchObject({ type: 'access-key' });
    const again = await admin.call('POST', '/api/v1/credentials', { json: { ...json, name: 'again' } });
    expect([again.status, again.body['code']]).toEqual([409, 'credential.existing_secret_used']);
    const headers = { authorization: `Bearer ${admin.token}` };
    const exported = await (await fetch(`${suite.url}/api/v1/credentials/export`, { headers })).text();
    const lines = exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toEqual({ complete: true, count: lines.length - 1 });
    expect(lines.length).toBeGreaterThan(5);
    expect(exported).not.toContain('a secret key of some length');
  });

  it('in use is not deleted, unless the account allows it and a reason is given (ANK-11, RUN-11)', async () => {
    const { id } = await create({ type: 'token', secret: { token: 'x' }, expiresAt: inDays(3) });
    const attachment = { kind: 'helm-registry', name: 'charts', url: 'https://charts.example.org' };
    const attached = await admin.call('POST', `/api/v1/credentials/${id}/attachments`, { json: attachment });
    expect(attached.headers.get('location')).toMatch(new RegExp(`^/api/v1/credentials/${id}/attachments/`));
    const remove = (query = '') => admin.call('DELETE', `/api/v1/credentials/${id}${query}`);
    const refused = await remove();
    expect(refused.status).toBe(412);
    expect(refused.body).toMatchObject({
      code: 'credential.in_use',
      errors: [{ message: 'helm-registry charts uses this credential' }],
    });
    const policies = { onDeleteInUse: 'force' };
    expect((await admin.call('PATCH', '/api/v1/accounts/default', { json: { policies } })).status).toBe(200);
    await waitUntil('the policy is known', async () => (await remove('?force=true')).status === 400);
    expect((await remove('?force=true&reason=moved')).status).toBe(204);
    expect((await admin.call('GET', `/api/v1/credentials/${id}`)).status).toBe(404);
  });
});
