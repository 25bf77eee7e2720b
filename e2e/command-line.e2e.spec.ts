import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import { repository, startChild, type Variables } from './child.js';
import {
  ended,
  installCommands,
  type InstalledCommands,
  serverThat,
} from './command-line/installed-commands.js';
import { makeImage } from './container-clients.js';
import { freePort } from './free-port.js';
import { blocksOf } from './markdown.js';
import { startNginx } from './nginx-process.js';
import { administratorPassword, type Suite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

let commands: InstalledCommands;
let suite: Suite;
let folder: string;
let config: string;
let passwordFile: string;
const start: InstalledCommands['start'] = (...given) => commands.start(...given);
const credstream: InstalledCommands['credstream'] = (...given) => commands.credstream(...given);
const bash: InstalledCommands['bash'] = (...given) => commands.bash(...given);
const onTerminal: InstalledCommands['onTerminal'] = (...given) => commands.onTerminal(...given);

beforeAll(async () => {
  commands = await installCommands();
  ({ suite, folder, config, passwordFile } = commands);
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
    if (code !== 0) throw new Error(`${stdout}${stderr}`);
    expect(stdout.split('\n').at(-2)).toBe('The day is over.');
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
  const sessionsFolder = () => join(config, 'credstream', 'sessions');

  it('is a file for its owner alone', () => {
    const [file = ''] = readdirSync(sessionsFolder());
    expect(statSync(join(sessionsFolder(), file)).mode & 0o777).toBe(0o600);
  });

  it('is refreshed once for parallel commands, even beside the lock of one that was killed', async () => {
    const [name = ''] = readdirSync(sessionsFolder());
    const file = join(sessionsFolder(), name);
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
    expect(readdirSync(sessionsFolder())).toEqual([name]);
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

describe('the audit log', () => {
  it('is followed as it grows, until Ctrl-C', async () => {
    const tail = start('credstream', [
      'audit',
      'tail',
      '-o',
      'json',
      '--type',
      'ApiKeyCreated',
      '--from',
      '1h',
    ]);
    await tail.prints(/API key created: kept/);
    await credstream(['keys', 'create', 'followed', '--expires', '1d', '--field', 'id']);
    const [line] = await tail.prints(/^\{.*API key created: followed.*$/m);
    expect(JSON.parse(line)).toMatchObject({ type: 'ApiKeyCreated' });
    expect(await tail.end('SIGINT')).toMatchObject({ code: 0 });
  });

  it('goes on behind the last entry where the connection broke', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serverThat(({ headers }, response) => {
      asked.push(headers['last-event-id'] as string | undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`id: ${asked.length}\ndata: {"type":"T${asked.length}"}\n\ndata: {"half`);
    });
    const tail = start('credstream', ['audit', 'tail', '-o', 'json', '--addr', url], {
      CREDSTREAM_TOKEN: 'any',
    });
    await tail.prints(/T2/);
    expect(await tail.end('SIGINT')).toMatchObject({ code: 0 });
    expect(asked.slice(0, 2)).toEqual([undefined, '1']);
    expect(tail.stdout()).toBe('{"type":"T1"}\n{"type":"T2"}\n');
    expect(tail.stderr()).toContain('The server has ended the connection. Going on in 1 s.');
  });
});

describe('a secret', () => {
  // The last test looks for it in the arguments of every process, also of others.
  const tokenOfRotation = randomUUID();

  it('of one who only looks is not shown', async () => {
    const first = await credstream(['cli-secret', 'show', '-o', 'json']);
    expect(first.stdout).not.toContain('cs_cli_');
    expect(JSON.parse(first.stdout)).not.toHaveProperty('secret');
    expect(first.stderr).toContain('credstream cli-secret generate --field secret');
    const { stdout } = await credstream(['cli-secret', 'generate', '--field', 'secret']);
    expect(stdout).toMatch(/^cs_cli_\w+\n$/);
    const chosen = 'Chosen-by-me-123';
    const set = await credstream(['cli-secret', 'set', '--secret-file', '-'], { input: chosen });
    expect(set.code).toBe(0);
    expect(`${set.stdout}${set.stderr}`).not.toContain(chosen);
  });

  it('that is rotated has the form of its type', async () => {
    const create = ['credentials', 'create', 'a-token', '--type', 'token', '--password-stdin', '-q'];
    expect(await credstream(create, { input: 'first' })).toMatchObject({ code: 0, stderr: '' });
    const rotate = ['credentials', 'rotate', 'a-token', '--password-stdin', '-q'];
    expect(await credstream(rotate, { input: tokenOfRotation })).toMatchObject({ code: 0, stderr: '' });
    const reveal = ['credentials', 'reveal', 'a-token', '--field', 'secret.token'];
    expect(await credstream(reveal)).toMatchObject({ stdout: `${tokenOfRotation}\n` });
    const wrong = await credstream([...rotate, '--username', 'bot'], { input: 'third' });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('A credential of type token has no field username.');
    expect(await credstream(reveal)).toMatchObject({ stdout: `${tokenOfRotation}\n` });
  });

  it('is in no argument, no message and no line of --verbose', async () => {
    const home = join(folder, 'watched');
    const env = { XDG_CONFIG_HOME: home };
    const login = ['login', '--username', 'admin', '--password-stdin', '--verbose'];
    const { stderr } = await credstream(login, { input: administratorPassword, env });
    expect(stderr).toMatch(/^POST \/oauth\/token 200 \d+ ms /m);
    const [file = ''] = readdirSync(join(home, 'credstream/sessions'));
    const { accessToken, refreshToken } = JSON.parse(
      readFileSync(join(home, 'credstream/sessions', file), 'utf8'),
    ) as Record<string, string>;
    const made = await credstream(
      ['keys', 'create', 'quiet', '--expires', '1d', '--field', 'key', '--verbose'],
      { env },
    );
    const wrong = await credstream(['login', '--username', 'admin', '--password-stdin', '--verbose'], {
      input: 'not the password 123',
      env,
    });
    expect(wrong.code).toBe(4);
    const told = `${stderr}${made.stderr}${wrong.stderr}`;
    for (const secret of [
      administratorPassword,
      accessToken,
      refreshToken,
      made.stdout.trim(),
      'not the password 123',
    ]) {
      expect(told).not.toContain(secret);
    }
    const child = start('credstream', [
      'run',
      '--credential',
      'a-token',
      '--',
      'sh',
      '-c',
      'echo started; exec sleep 60',
    ]);
    await child.prints(/started/);
    const { stdout: processes } = await bash('cat /proc/[0-9]*/cmdline 2> nobody | tr "\\0" " "');
    expect(processes).toContain('--credential a-token');
    expect(processes).not.toContain(tokenOfRotation);
    await child.end('SIGTERM');
  });
});

describe('a terminal', () => {
  it('sees a heading, in bold unless NO_COLOR is set; a pipe sees neither', async () => {
    const list = 'credstream keys list --fields name';
    expect((await onTerminal(list)).stdout).toContain('\u001b[1mNAME\u001b[0m\r\n');
    const plain = (await onTerminal(list, { NO_COLOR: '1' })).stdout;
    expect(plain).toContain('NAME\r\n');
    expect(plain).not.toContain('\u001b');
    expect((await onTerminal(`${list} | cat`)).stdout).not.toMatch(/NAME|\u001b/);
  });

  it('sees the progress of what goes into a file, and a file sees none', async () => {
    const exported = join(folder, 'exported');
    const { stdout } = await onTerminal(`credstream audit export > '${exported}'`);
    expect(stdout).toMatch(/\r\u001b\[K\d+ lines, \d+\.\d MB/);
    expect(readFileSync(exported, 'utf8')).not.toContain('\u001b');
    expect((await bash(`credstream audit export > '${exported}'`)).stderr).toBe('');
  });

  it('sees the progress of a bulk command and of a verification, and a pipe sees none', async () => {
    const answer: RequestListener = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"revoked"}');
    const env = { CREDSTREAM_ADDR: await serverThat(answer), CREDSTREAM_API_KEY: 'any' };
    const ids = Array.from({ length: 20 }, (_, index) => `abcdefghij${index}`);
    writeFileSync(join(folder, 'bulk'), ids.join('\n'));
    const revoke = 'credstream keys revoke - --yes < bulk > outcomes';
    expect((await onTerminal(revoke, env)).stdout).toMatch(/\r\u001b\[K[#.]{20} \d+ %, \d+ of 20/);
    expect(readFileSync(join(folder, 'outcomes'), 'utf8')).not.toContain('\u001b');
    expect((await bash(revoke, env)).stderr).toBe('keys revoke: 20 done, 0 refused, 0 not done.\n');

    const prepared = 'credstream audit public-key > log.key && credstream audit export > log.ndjson';
    expect(await bash(prepared)).toMatchObject({ code: 0 });
    const verify = 'credstream audit verify log.ndjson --key log.key';
    expect((await onTerminal(verify)).stdout).toMatch(/\r\u001b\[K[#.]{20} \d+ %, \d+ of \d+/);
    expect(await bash(verify)).toMatchObject({ code: 0, stderr: '' });
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

  it('a certificate that does not fit is named', async () => {
    const names = ['-keyout', 'tls.key', '-out', 'tls.pem', '-subj', '/CN=another.example.com', '-days', '2'];
    const made = await bash(`openssl req -x509 -newkey rsa:2048 -nodes ${names.join(' ')} 2> openssl.log`);
    expect(made.code).toBe(0);
    const [cert, privateKey] = ['tls.pem', 'tls.key'].map((name) => readFileSync(join(folder, name)));
    const url = await serverThat((_request, response) => void response.end(), { cert, key: privateKey });
    const unknown = await credstream(['keys', 'list', '--addr', url], { env: key });
    expect(unknown).toMatchObject({ code: 3, stdout: '' });
    expect(unknown.stderr).toMatch(/cannot be reached: self-signed certificate/);
    const other = await credstream(['keys', 'list', '--addr', url], {
      env: { ...key, NODE_EXTRA_CA_CERTS: join(folder, 'tls.pem') },
    });
    expect(other.code).toBe(3);
    expect(other.stderr).toMatch(/does not match certificate's altnames/);
  });

  it('a server of another version says so, at doctor and at a call that it does not know', async () => {
    const url = await serverThat((request, response) => {
      const known = request.url === '/version' || request.url === '/health/ready';
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/problem+json' });
      response.end(
        JSON.stringify(
          known ? { version: '9.9.9' } : { code: 'request.not_found', title: 'No route', status: 404 },
        ),
      );
    });
    const { stdout } = await credstream(['doctor', '--addr', url], { env: key });
    expect(stdout).toMatch(/^version\twarning\tthe server is 9\.9\.9, this is /m);
    const ran = await credstream(['keys', 'list', '--addr', url], { env: key });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('The server may be of another version: credstream doctor.');
  });

  it('a session that has ended asks for another sign-in, once', async () => {
    const home = join(folder, 'ended');
    const env = { XDG_CONFIG_HOME: home };
    const login = ['login', '--username', 'admin', '--password-file', passwordFile, '-q'];
    expect(await credstream(login, { env })).toMatchObject({ code: 0, stderr: '' });
    const sessions = join(home, 'credstream/sessions');
    const file = join(sessions, readdirSync(sessions)[0] ?? '');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const wrong = {
      expiresAt: '2020-01-01T00:00:00Z',
      refreshToken: `${kept['refreshToken']?.slice(0, -4)}AAAA`,
    };
    writeFileSync(file, JSON.stringify({ ...kept, ...wrong }));
    const ran = await credstream(['whoami'], { env });
    expect(ran).toMatchObject({ code: 4, stdout: '' });
    expect(ran.stderr).toBe(
      'credstream: The session has ended\nSign in: credstream login. Programs set CREDSTREAM_API_KEY.\n',
    );
    expect(readdirSync(sessions)).toEqual([]);
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
    const another = key[30] === '0' ? '1' : '0';
    writeFileSync(join(look, 'clean'), `${key.slice(0, 30)}${another}${key.slice(31)}`);
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

  const begun = [
    'credstream ke',
    'credstream keys rev',
    'credstream keys create x --ex',
    'credstream completion z',
  ];

  it('fish completes the same', async () => {
    const asked = begun.map((line) => `complete -C '${line}'`).join('; ');
    const { stdout, stderr } = await ended(
      start('fish', ['-c', `credstream completion fish | source; ${asked}`], { HOME: folder }),
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'keys\nrevoke\n--expires\nzsh\n', stderr: '' });
  });

  it('zsh completes the same', async () => {
    // What is completed is printed: the cursor goes to the beginning of the line, and `print` is put before it.
    const script = `
      zmodload zsh/zpty
      zpty z 'zsh -f -i'
      zpty -w z 'PS1=; autoload -Uz compinit; compinit -D; source <(credstream completion zsh); bindkey "^I" complete-word; print re""ady'
      zpty -r z line $'*ready\r*'
      for begun in ${begun.map((line) => `'${line}'`).join(' ')}; do
        zpty -w -n z "$begun"$'\t\x01print -r -- :\n'
        zpty -r z line $'*\n:*\r\n*'
        line=\${line##*$'\n':}
        print -r -- "\${line%%$'\r'*}"
      done
      zpty -d z`;
    const { stdout } = await ended(start('zsh', ['-f', '-c', script], { HOME: folder, TERM: 'dumb' }));
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'credstream keys',
      'credstream keys revoke',
      'credstream keys create x --expires',
      'credstream completion zsh',
      '',
    ]);
  });

  it('bash completes nouns, verbs, options and choices', async () => {
    const complete = (words: string) =>
      `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _credstream; echo "\${COMPREPLY[*]}"`;
    const { stdout } = await bash(
      ['source <(credstream completion bash)', ...begun.map(complete)].join('\n'),
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
