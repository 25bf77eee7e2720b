import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  checkSecret,
  type CredentialType,
  render,
  type Renderable,
  type RenderFormat,
} from '@credstream/domain-credential';
import { describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { loadImage, makeImage, startDocker } from './container-clients.js';
import { basic } from './http.js';
import { helm, kubectl } from './kubernetes-programs.js';
import { runProgram } from './run-program.js';

const credential = (
  type: CredentialType,
  values: Readonly<Record<string, string>>,
  name = 'variables',
): Renderable => ({
  ...{ name, type, provider: 'custom' },
  secret: checkSecret(
    type,
    Object.entries(values).map(([field, text]) => ({ name: field, text })),
  ),
});
const generic = (values: Readonly<Record<string, string>>): Renderable => credential('generic', values);

/** The file that a credential is written as. */
const written = async (format: RenderFormat, of: Renderable): Promise<string> => {
  const file = join(temporaryFolder(), 'rendered');
  await writeFile(file, render(format, of).text, { mode: 0o600 });
  return file;
};

/** What a careless writer would quote, cut or expand. */
const values = {
  PLAIN: 'p@ss:w/rd%',
  QUOTES: `it's "quoted" \`x\` \\`,
  DOLLAR: '$HOME ${HOME} $(id)',
  SPACES: '  both ends  ',
  HASH: '#no comment',
  EQUALS: 'a=b=',
  EMPTY: '',
  WORDS: 'ключ 🔑 رمز',
};

describe('a file of variables', () => {
  it('is read as it was meant by the real docker', async () => {
    const daemon = await startDocker();
    await loadImage(daemon, await makeImage());
    const docker = (...args: string[]) => runProgram('docker', args, { env: daemon.env });
    const file = await written('env-docker', generic(values));
    const created = await docker('create', '--env-file', file, 'credstream/test:latest', 'true');
    expect(created.code).toBe(0);
    const id = created.output.trim().split('\n').at(-1) ?? '';
    const inspected = await docker('inspect', '--format', '{{json .Config.Env}}', id);
    const variables = JSON.parse(inspected.output) as string[];
    expect(variables.filter((each) => !each.startsWith('PATH='))).toEqual(
      Object.entries(values).map(([name, value]) => `${name}=${value}`),
    );
  });

  it('is read as it was meant by bash and by sh', async () => {
    const all = { ...values, LINES: 'two\nlines\n' };
    const file = await written('env-shell', generic(all));
    for (const shell of ['bash', 'sh']) {
      for (const [name, value] of Object.entries(all)) {
        const script = `. "$0"; printf '%s|' "$${name}"`;
        expect(execFileSync(shell, ['-c', script, file], { encoding: 'utf8' })).toBe(`${value}|`);
      }
    }
  });
});

/** Passwords that a careless writer of YAML, JSON or a URL would change. */
const password = 'p@ss: "w/rd%\' #no \\ <&> ключ 🔑';

describe('a manifest', () => {
  type Secret = Readonly<{ type: string; data: Readonly<Record<string, string>> }>;

  /** What kubectl makes, without a cluster. */
  const made = async (...args: string[]): Promise<Secret> => {
    const { code, output } = await kubectl([
      'create',
      'secret',
      ...args,
      '--dry-run=client',
      '--output=json',
    ]);
    if (code !== 0) throw new Error(output);
    return JSON.parse(output) as Secret;
  };
  /** What kubectl reads. */
  const read = async (format: RenderFormat, of: Renderable): Promise<Secret> => {
    const file = await written(format, of);
    const { code, output } = await kubectl(['label', '--local', '-f', file, 'read=yes', '--output=json']);
    if (code !== 0) throw new Error(output);
    expect(JSON.parse(output)).toMatchObject({ kind: 'Secret', apiVersion: 'v1' });
    return JSON.parse(output) as Secret;
  };
  const login = { username: 'robot$team+ci', password };

  it('of a registry is what kubectl makes of the same login', async () => {
    const asDocker = ({ type, data }: Secret) => [
      type,
      JSON.parse(Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString()) as unknown,
    ];
    const byKubectl = (...server: string[]) =>
      made(
        'docker-registry',
        'x',
        ...server,
        `--docker-username=${login.username}`,
        `--docker-password=${password}`,
      );
    const of = (url: string) => credential('registry', { ...login, url });
    for (const format of ['kubernetes-secret', 'flux'] as const) {
      expect(asDocker(await read(format, of('oci://Harbor.Example:8443/team/')))).toEqual(
        asDocker(await byKubectl('--docker-server=harbor.example:8443')),
      );
    }
    expect(asDocker(await read('kubernetes-secret', of('docker.io')))).toEqual(asDocker(await byKubectl()));
  });

  it.each<[CredentialType, Record<string, string>, string, Record<string, string>]>([
    ['username-password', login, 'kubernetes.io/basic-auth', login],
    ['git', { ...login, url: 'https://git.example' }, 'kubernetes.io/basic-auth', login],
    ['ssh-key', { privateKey: 'k\n' }, 'kubernetes.io/ssh-auth', { 'ssh-privatekey': 'k\n' }],
    ['generic', { 'a.b-C_1': password, e: '' }, 'Opaque', { 'a.b-C_1': password, e: '' }],
    ['token', { token: password }, 'Opaque', { token: password }],
  ])('of type %s is what kubectl makes of the same values', async (type, values, kind, expected) => {
    const literals = Object.entries(expected).map(([key, value]) => `--from-literal=${key}=${value}`);
    const { type: madeType, data } = await made('generic', 'x', `--type=${kind}`, ...literals);
    const rendered = await read('kubernetes-secret', credential(type, values));
    expect([rendered.type, rendered.data]).toEqual([madeType, data]);
  });

  it('of a certificate is what kubectl makes of the same pair', async () => {
    const folder = temporaryFolder();
    const [cert, key] = [join(folder, 'cert'), join(folder, 'key')];
    execFileSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=x', '-keyout', key, '-out', cert],
    ]);
    const { type, data } = await made('tls', 'x', `--cert=${cert}`, `--key=${key}`);
    const [certificate, privateKey] = [await readFile(cert, 'utf8'), await readFile(key, 'utf8')];
    const rendered = await read('kubernetes-secret', credential('tls', { certificate, privateKey }));
    expect([rendered.type, rendered.data]).toEqual([type, data]);
  });

  it('of each way to reach a repository is read by kubectl', async () => {
    const git = credential('git', { ...login, url: 'https://git.example/x.git' });
    for (const format of ['argocd-repository', 'flux'] as const) {
      const { data } = await read(format, git);
      expect(Buffer.from(data['password'] ?? '', 'base64').toString()).toBe(password);
    }
  });

  it.each([
    'db pass',
    '.',
    '..',
    '..a',
    '...',
    'ключ',
    'a/b',
    'a.b-C_1',
    '-a',
    '_',
    '.a',
    'x'.repeat(253),
    'x'.repeat(254),
  ])('with the key %j is made exactly when kubectl takes the key (a9)', async (key) => {
    const isTaken = await made('generic', 'x', `--from-literal=${key}=v`).then(
      () => true,
      () => false,
    );
    const ours = () => render('kubernetes-secret', generic({ [key]: 'v' }));
    if (isTaken) expect(ours().text).toContain(key);
    else expect(ours).toThrow(expect.objectContaining({ code: 'credential.not_renderable' }));
  });
});

describe('a file for a program that asks a server', () => {
  const username = 'a@corp.com';
  const asked: string[] = [];
  let host: string;
  let files: Readonly<Record<string, Buffer | string>>;

  /** Serves files to who sends the login. */
  const startServer = async (secretOf: string): Promise<string> => {
    const { authorization } = basic(secretOf, username);
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      if (request.headers.authorization !== authorization) {
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      }
      asked.push(path);
      const file = files[path];
      return file === undefined ? response.writeHead(404).end() : response.end(file);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    afterTests(() => void server.close());
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const chart = async (): Promise<Buffer> => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'web'));
    await writeFile(join(folder, 'web/Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.2.3\n');
    const { code, output } = await helm(['package', 'web', '--destination', '.'], { cwd: folder });
    if (code !== 0) throw new Error(output);
    return readFile(join(folder, 'web-1.2.3.tgz'));
  };

  it('is used by helm for a repository behind HTTP', async () => {
    host = await startServer(password);
    const index = {
      apiVersion: 'v1',
      entries: { web: [{ name: 'web', version: '1.2.3', urls: ['web-1.2.3.tgz'] }] },
    };
    files = { '/stable/index.yaml': JSON.stringify(index), '/stable/web-1.2.3.tgz': await chart() };
    const url = `http://${host}/stable/`;
    const use = async (secretOf: string) => {
      const file = await written(
        'helm',
        credential('registry', { username, password: secretOf, url }, 'Our Charts'),
      );
      const HOME = temporaryFolder();
      const config = ['--repository-config', file];
      const updated = await helm(['repo', 'update', ...config], { env: { HOME } });
      const shown = await helm(['show', 'chart', 'Our-Charts/web', ...config], { env: { HOME } });
      return { updated, shown };
    };
    const { updated, shown } = await use(password);
    expect(updated).toMatchObject({ code: 0 });
    expect(shown).toMatchObject({ code: 0, output: expect.stringContaining('version: 1.2.3') });
    expect((await use('another')).shown.code).not.toBe(0);
  });

  it.each(['p@ss:w/rd%', 'ключ🔑', '-x$`&;|<>()'])(
    'is used by curl and git as netrc, with the password %j',
    async (each) => {
      const of = await startServer(each);
      const id = '1'.repeat(40);
      files = { '/x.git/info/refs': `${id}\trefs/heads/main\n`, '/x.git/HEAD': 'ref: refs/heads/main\n' };
      const url = `http://${of}/x.git`;
      const file = await written('netrc', credential('git', { username, password: each, url }));
      const HOME = temporaryFolder();
      await writeFile(join(HOME, '.netrc'), await readFile(file), { mode: 0o600 });
      const curl = ['--fail', '--silent', '--netrc-file', file, `${url}/HEAD`];
      expect(await runProgram('curl', curl)).toEqual({ code: 0, output: 'ref: refs/heads/main\n' });
      const env = { HOME, GIT_TERMINAL_PROMPT: '0' };
      const listed = await runProgram('git', ['ls-remote', url], { env });
      expect(listed).toEqual({ code: 0, output: `${id}\tHEAD\n${id}\trefs/heads/main\n` });
      const stored = await written('git-credentials', credential('git', { username, password: each, url }));
      const store = ['-c', `credential.helper=store --file=${stored}`, 'ls-remote', url];
      expect((await runProgram('git', store, { env: { ...env, HOME: temporaryFolder() } })).code).toBe(0);
    },
  );
});
