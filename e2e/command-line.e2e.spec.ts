import { beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterTests, temporaryFolder } from './after-tests.js';
import { type Child, repository, searchPath, startChild, type Variables } from './child.js';
import { makeImage } from './container-clients.js';
import { freePort } from './free-port.js';
import { blocksOf } from './markdown.js';
import { startNginx } from './nginx-process.js';
import { administratorPassword, startSuite, type Suite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

type Ran = Readonly<{ code: number | null; stdout: string; stderr: string }>;

const folder = temporaryFolder();
const bin = join(folder, 'bin');
const config = join(folder, 'config');
const path = `${bin}:${searchPath}`;
const passwordFile = join(folder, 'password');
let suite: Suite;

/** As an installed package puts them on the path. */
const installCommands = (): void => {
  mkdirSync(bin);
  const programs = { credstream: 'main.js', 'docker-credential-credstream': 'docker-credential-main.js' };
  for (const [name, file] of Object.entries(programs)) {
    const text = `#!/bin/sh\nexec '${process.execPath}' '${join(repository, 'apps/cli/dist', file)}' "$@"\n`;
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
};

const start = (command: string, args: readonly string[], env: Variables = {}): Child =>
  startChild(command, args, {
    cwd: folder,
    env: { PATH: path, XDG_CONFIG_HOME: config, CREDSTREAM_ADDR: suite.url, ...env },
  });

const ended = async (child: Child): Promise<Ran> => {
  const { code } = await child.exit;
  return { code, stdout: child.stdout(), stderr: child.stderr() };
};

/** `credstream` with these words; what is typed is piped in, and the pipe is closed behind it. */
const credstream = (
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Variables } = {},
) => {
  writeFileSync(join(folder, 'input'), input);
  return ended(start('sh', ['-c', 'exec credstream "$@" < input', 'sh', ...args], env));
};

const bash = (script: string, env: Variables = {}): Promise<Ran> => ended(start('bash', ['-c', script], env));

/** Something that answers in place of Credstream. */
const serverThat = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTests(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  suite = await startSuite({ dataDir: join(folder, 'suite') });
  installCommands();
  writeFileSync(passwordFile, `${administratorPassword}\n`, { mode: 0o600 });
  const { code, stderr } = await credstream([
    'login',
    '--username',
    'admin',
    '--password-file',
    passwordFile,
  ]);
  if (code !== 0) throw new Error(stderr);
});

describe('a day with Credstream', () => {
  it('needs the command line alone', async () => {
    const work = join(folder, 'work');
    mkdirSync(work);
    writeFileSync(join(work, 'password'), administratorPassword);
    const { code, stdout, stderr } = await ended(
      start('bash', [join(repository, 'e2e/command-line/journey.sh')], {
        FOLDER: work,
        XDG_CONFIG_HOME: join(work, 'config'),
        PROTECTED: await startNginx(suite.port),
        HOST: `localhost:${await freePort()}`,
        IMAGE: await makeImage(),
      }),
    );
    expect({ code, stderr, end: stdout.split('\n').at(-2) }).toMatchObject({
      code: 0,
      end: 'The day is over.',
    });
  });
});

describe('what a script gets', () => {
  it('is the secret alone where it is asked for, and a refusal where it would be lost', async () => {
    const lost = await credstream(['keys', 'create', 'lost', '--expires', '1d']);
    expect(lost).toMatchObject({ code: 2, stdout: '' });
    expect(lost.stderr).toContain('--field key');
    const { stdout } = await credstream(['keys', 'create', 'kept', '--expires', '1d', '--field', 'key']);
    expect(stdout).toMatch(/^cs_key_\w+\n$/);
    const { stdout: names } = await credstream(['keys', 'list', '--fields', 'name']);
    expect(names).toContain('kept\n');
    expect(names).not.toContain('lost');
  });

  it.each([`-leading dash ' and "`, '$(id) a  b 🔑', 'Кириллица مفتاح'])(
    'finds the key named %s by its name',
    async (name) => {
      const made = await credstream(['keys', 'create', '--expires', '1d', '--field', 'id', '--', name]);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      expect(await credstream(['keys', 'get', '--field', 'id', '--', name])).toEqual(made);
    },
  );

  it('is a line for each thing of a bulk command', async () => {
    const make = (name: string) => credstream(['keys', 'create', name, '--expires', '1d', '--field', 'id']);
    const ids = [(await make('bulk-1')).stdout.trim(), (await make('bulk-2')).stdout.trim()];
    const { code, stdout, stderr } = await credstream(['keys', 'revoke', '-', '--yes'], {
      input: `${ids.join('\n')}\nno such key\n`,
    });
    expect(code).toBe(1);
    for (const id of ids) expect(stdout).toContain(`${id}\tdone\n`);
    expect(stdout).toMatch(/^no such key\trefused: There is no API key "no such key"/m);
    expect(stderr).toContain('keys revoke: 2 done, 1 refused, 0 not done.');
  });

  it('ends quietly when nobody reads any more', async () => {
    const { stdout, stderr } = await bash(
      'credstream keys list --status all -o json | head -c 1 > head; echo "${PIPESTATUS[0]}"',
    );
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  });
});

describe('a session', () => {
  const sessionsFolder = join(config, 'credstream', 'sessions');

  it('is a file for its owner alone', () => {
    const [file = ''] = readdirSync(sessionsFolder);
    expect(statSync(join(sessionsFolder, file)).mode & 0o777).toBe(0o600);
  });

  it('is refreshed once for parallel commands, even beside the lock of one that was killed', async () => {
    const [name = ''] = readdirSync(sessionsFolder);
    const file = join(sessionsFolder, name);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    writeFileSync(file, JSON.stringify({ ...kept, expiresAt: '2020-01-01T00:00:00Z' }));
    const killed = start('true', []);
    await killed.exit;
    writeFileSync(`${file}.lock`, `${killed.pid}\n`);
    const all = await Promise.all(
      Array.from({ length: 4 }, () => bash('credstream whoami --field username')),
    );
    expect(all.map(({ code, stdout, stderr }) => ({ code, stdout, stderr }))).toEqual(
      Array.from({ length: 4 }, () => ({ code: 0, stdout: 'admin\n', stderr: '' })),
    );
    const next = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(next['accessToken']).not.toBe(kept['accessToken']);
    expect(readdirSync(sessionsFolder)).toEqual([name]);
  });

  it('is not shown to another address', async () => {
    const shown: (string | undefined)[] = [];
    const url = await serverThat((request, response) => {
      shown.push(request.headers.authorization);
      response.writeHead(500).end();
    });
    expect((await credstream(['whoami', '--addr', url])).code).toBe(4);
    expect(shown.filter(Boolean)).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const key = { CREDSTREAM_API_KEY: 'cs_key_of_nobody' };

  it.each<readonly [string, readonly string[], number, RegExp, Variables?]>([
    ['an unknown option', ['keys', 'list', '--nope'], 2, /unknown option '--nope'/],
    ['a mistyped noun', ['kesy', 'list'], 2, /Did you mean keys\?/],
    ['a mistyped verb', ['keys', 'revok', 'x'], 2, /Did you mean revoke\?/],
    ['no confirmation', ['keys', 'revoke', 'x'], 2, /confirm it with --yes/],
    ['no terminal for a prompt', ['login', '--username', 'admin'], 2, /no terminal to ask for the Password/],
    ['a profile that is not there', ['keys', 'list', '--profile', 'work'], 2, /There is no profile "work"/],
    ['a file that is not there', ['keys', 'verify', '--key-file', '/nope'], 2, /\/nope cannot be read/],
    ['a folder in place of a file', ['keys', 'verify', '--key-file', '/'], 2, /it is a folder/],
    [
      'a time that is none',
      ['keys', 'create', 'x', '--expires', 'soon', '--field', 'key'],
      2,
      /"soon" is no time/,
    ],
    [
      'a secret in an argument',
      ['credentials', 'create', 'x', '--type', 'git', '--set', 'password=p'],
      2,
      /seen by everybody/,
    ],
    ['no such thing', ['keys', 'get', 'nothing'], 1, /no API key "nothing"/],
    ['a wrong key', ['keys', 'list'], 4, /auth\.unauthenticated/, key],
    [
      'no server',
      ['keys', 'list', '--addr', 'http://127.0.0.1:2'],
      3,
      /cannot be reached: connect ECONNREFUSED/,
      key,
    ],
    ['an address that is none', ['keys', 'list', '--addr', 'ftp://x'], 2, /--addr is no address/],
  ])('%s is one clear sentence and its exit code', async (_what, args, code, words, env = {}) => {
    const ran = await credstream(args, { env });
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(words);
    expect(ran.stderr).not.toMatch(/^\s+at |cs_key_of_nobody/m);
  });

  it('a proxy that answers HTML is named', async () => {
    const url = await serverThat(
      (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the hotel</h1>'),
    );
    const ran = await credstream(['keys', 'list', '--addr', url], { env: key });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`${url} answered 200 with text/html, which is not an answer of Credstream`);
  });

  it('a configuration that others can read is warned of, and one that is no JSON is refused without its words', async () => {
    const other = join(folder, 'other');
    mkdirSync(join(other, 'credstream'), { recursive: true });
    const file = join(other, 'credstream', 'config.json');
    writeFileSync(file, '{}');
    chmodSync(file, 0o644);
    const env = { XDG_CONFIG_HOME: other, CREDSTREAM_API_KEY: 'cs_key_of_nobody' };
    expect((await credstream(['whoami'], { env })).stderr).toContain(`Run: chmod 600 ${file}`);
    writeFileSync(file, '{"apiKey": "a-secret"');
    const broken = await credstream(['whoami'], { env });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain(`${file} is not JSON`);
    expect(broken.stderr).not.toContain('a-secret');
  });

  it('10,000 lines stop at the first word of a server that is away', async () => {
    const input = Array.from({ length: 10_000 }, (_, index) => `key-${index}`).join('\n');
    const args = ['keys', 'revoke', '-', '--yes', '--addr', 'http://127.0.0.1:2'];
    const { code, stderr } = await credstream(args, { input, env: key });
    expect(code).toBe(3);
    expect(stderr).toMatch(/keys revoke: 0 done, \d refused, 999\d not done\./);
  });

  it('Ctrl-C in a bulk command says what was done', async () => {
    let asked = 0;
    const url = await serverThat((_request, response) => {
      asked += 1;
      // Three are answered; the others wait.
      if (asked <= 3)
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"revoked"}');
    });
    writeFileSync(
      join(folder, 'ids'),
      Array.from({ length: 20 }, (_, index) => `abcdefghij${index}`).join('\n'),
    );
    const child = start('bash', ['-c', 'exec credstream keys revoke - --yes < ids'], {
      ...key,
      CREDSTREAM_ADDR: url,
    });
    await waitUntil('the others wait', () => asked === 7);
    const { code } = await child.end('SIGINT');
    expect(code).toBe(130);
    expect(child.stderr()).toContain('Interrupted. keys revoke: 3 done, 0 refused, 17 not done.');
  });
});

describe('keys in the wrong places', () => {
  it('are found in files of any kind, offline, and not shown', async () => {
    const { stdout: key } = await credstream([
      'keys',
      'create',
      'leaked',
      '--expires',
      '1d',
      '--field',
      'key',
    ]);
    const look = join(folder, 'look');
    mkdirSync(look);
    const far = 'x'.repeat(65_500);
    writeFileSync(
      join(look, 'binary'),
      Buffer.concat([Buffer.from([0, 255]), Buffer.from(`${far}\n${key}`)]),
    );
    writeFileSync(join(look, 'clean'), `${key.slice(0, 30)}0${key.slice(31)}`);
    const ran = await credstream(['leaks', 'scan', look], { env: { CREDSTREAM_ADDR: 'http://127.0.0.1:2' } });
    expect(ran.code).toBe(5);
    expect(ran.stdout).toBe(`${join(look, 'binary')}\t2\tcs_key\t${key.split('_')[2]}\n`);
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(key.trim());
    expect((await credstream(['leaks', 'scan', join(look, 'clean')])).code).toBe(0);
  });
});

describe('other programs', () => {
  it('docker is told a miss in its own words, and what it stores or erases changes nothing', async () => {
    const helper = (operation: string, input: string) =>
      bash(`printf %s '${input}' | docker-credential-credstream ${operation}`);
    expect(await helper('get', 'https://nowhere.example.com')).toMatchObject({
      code: 1,
      stdout: 'credentials not found in native keychain\n',
      stderr: '',
    });
    const before = await credstream(['credentials', 'list', '-o', 'json']);
    expect((await helper('erase', 'https://index.docker.io/v1/')).code).toBe(0);
    expect((await helper('store', '{"ServerURL":"https://x","Username":"u","Secret":"s"}')).code).toBe(0);
    expect(await credstream(['credentials', 'list', '-o', 'json'])).toEqual(before);
  });

  it('kubelet is given the login of the most specific path', async () => {
    const make = async (name: string, url: string): Promise<void> => {
      const create = [
        'credentials',
        'create',
        name,
        '--type',
        'registry',
        '--username',
        name,
        '--password-stdin',
        '-q',
      ];
      expect((await credstream(create, { input: `of ${name}` })).code).toBe(0);
      expect(
        (await credstream(['credentials', 'attach', name, 'oci-registry', name, '--url', url, '-q'])).code,
      ).toBe(0);
    };
    await make('wide', 'https://kube.example.com');
    await make('narrow', 'https://kube.example.com/team');
    const apiVersion = 'credentialprovider.kubelet.k8s.io/v1';
    const asked = (image: string) =>
      credstream(['kubelet-credential-provider'], {
        input: JSON.stringify({ kind: 'CredentialProviderRequest', apiVersion, image }),
      });
    const authOf = async (image: string) =>
      (JSON.parse((await asked(image)).stdout) as { auth: object }).auth;
    expect(await authOf('kube.example.com/team/app:1')).toEqual({
      'kube.example.com': { username: 'narrow', password: 'of narrow' },
    });
    expect(await authOf('kube.example.com/teamster/app@sha256:0')).toEqual({
      'kube.example.com': { username: 'wide', password: 'of wide' },
    });
    expect(await authOf('nginx')).toEqual({});
  });

  it('bash completes nouns, verbs, options and choices', async () => {
    const complete = (words: string) =>
      `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _credstream; echo "\${COMPREPLY[*]}"`;
    const { stdout } = await bash(
      [
        'source <(credstream completion bash)',
        complete('credstream ke'),
        complete('credstream keys rev'),
        complete('credstream keys create x --ex'),
        complete('credstream completion z'),
      ].join('\n'),
    );
    expect(stdout).toBe('keys\nrevoke\n--expires\nzsh\n');
  });
});

describe('the client library', () => {
  it('types and works as its README shows', async () => {
    const place = join(folder, 'readme');
    mkdirSync(place);
    symlinkSync(join(repository, 'node_modules'), join(place, 'node_modules'));
    const examples = blocksOf('libs/sdk/README.md')
      .filter(({ language }) => language === 'ts')
      .map(({ text }) => text);
    expect(examples).toHaveLength(5);
    const source = [
      "const [, , url = '', password = ''] = process.argv;",
      ...examples,
      'console.log(me.username, owner.username, names.includes("sdk-example"), refusal, String(reason));',
    ].join('\n');
    writeFileSync(join(place, 'examples.mts'), source);
    const options = ['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--strict', '--noEmit'];
    const more = [
      '--customConditions',
      'credstream-source',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
    ];
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    const inPlace = (args: readonly string[]) => ended(startChild(process.execPath, args, { cwd: place }));
    expect(await inPlace([compiler, ...options, ...more, 'examples.mts'])).toMatchObject({
      code: 0,
      stdout: '',
    });
    const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
    writeFileSync(join(place, 'examples.mjs'), code);
    expect(await inPlace(['examples.mjs', suite.url, administratorPassword])).toMatchObject({
      stdout: 'admin admin true apikey.not_active Error: no longer wanted\n',
    });
  });
});
