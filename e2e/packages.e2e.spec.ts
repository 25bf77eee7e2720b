import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { repository, startChild } from './child.js';
import { runProgram } from './run-program.js';
import { administratorPassword } from './suite-process.js';

const mustRun = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
  const { code, output } = await runProgram(command, args, { cwd });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}:\n${output}`);
  return output;
};

type Manifest = Readonly<{
  version: string;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
}>;

const installed = (name: string): string => join(repository, 'node_modules', name);

/** These packages and what they need, as they are installed here: the test asks no registry. */
const closure = (names: readonly string[], found = new Set<string>()): ReadonlySet<string> => {
  for (const name of names) {
    const file = join(installed(name), 'package.json');
    if (found.has(name) || !existsSync(file)) continue;
    found.add(name);
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    closure(Object.keys({ ...dependencies, ...optionalDependencies }), found);
  }
  return found;
};

/** Packs the folder, and installs the tarball into an empty one. */
const installAlone = async (packed: string): Promise<string> => {
  const folder = temporaryFolder();
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  // The library writes its types then; npm is told for the whole repository to run no script.
  const pack = ['pack', '--silent', '--ignore-scripts=false', '--pack-destination', tarballs];
  const name = (await mustRun('npm', pack, packed)).trim();
  const { dependencies = {} } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as Manifest;
  const needed = [...closure(Object.keys(dependencies))].map((each) => [each, `file:${installed(each)}`]);
  const place = join(folder, 'place');
  mkdirSync(place);
  const manifest = { private: true, type: 'module', dependencies: Object.fromEntries(needed) as object };
  writeFileSync(join(place, 'package.json'), JSON.stringify(manifest));
  const quietly = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund'];
  await mustRun('npm', ['install', ...quietly, join(tarballs, name.split('\n').at(-1) ?? '')], place);
  return place;
};

describe('a package that is installed alone', () => {
  it('is the command line with the whole suite, and the client library beside it', async () => {
    const place = await installAlone(join(repository, 'dist/cli'));
    const credstream = join(place, 'node_modules/.bin/credstream');
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Manifest;
    expect(await mustRun(credstream, ['--version'], place)).toBe(`${version}\n`);
    expect(await mustRun(credstream, ['completion', 'bash'], place)).toContain('complete -o default');

    const env = {
      CREDSTREAM_DATA_DIR: join(place, 'data'),
      CREDSTREAM_PORT: '0',
      CREDSTREAM_ADMIN_PASSWORD: administratorPassword,
      // gRPC asks for more files than NATS.
      CREDSTREAM_TRANSPORT: 'grpc',
    };
    const suite = startChild(credstream, ['up'], { cwd: place, env });
    const [, url = ''] = await suite.prints(/^Credstream is ready: (\S+)/m);
    const withCli = { XDG_CONFIG_HOME: join(place, 'config'), CREDSTREAM_ADDR: url };
    const cli = (args: readonly string[], input = '') =>
      runProgram(credstream, args, { cwd: place, env: withCli, input });
    expect(
      await cli(['login', '--username', 'admin', '--password-stdin'], administratorPassword),
    ).toMatchObject({ code: 0 });
    expect(await cli(['whoami', '-o', 'yaml', '--fields', 'username'])).toEqual({
      code: 0,
      output: 'username: admin\n',
    });
    // Fields of a request that is made of another one keep their rules and their conversions.
    const registry = [
      'registries',
      'create',
      'images',
      '--service',
      'images',
      '--hostname',
      'localhost:5000',
    ];
    expect((await cli([...registry, '--field', 'notificationToken'])).code).toBe(0);
    expect(await cli(['tokens', 'list', '--limit', '5', '-o', 'json'])).toEqual({ code: 0, output: '[]\n' });
    expect((await cli(['registries', 'repositories', 'images', '-o', 'name'])).code).toBe(0);
    expect((await fetch(`${url}/docs`)).status).toBe(200);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(await page.text()) ?? [];
    expect((await fetch(url + script)).headers.get('content-type')).toContain('text/javascript');
    expect(
      await runProgram(join(place, 'node_modules/.bin/docker-credential-credstream'), ['list'], {
        env: withCli,
      }),
    ).toEqual({ code: 0, output: '{}\n' });

    const other = await installAlone(join(repository, 'libs/sdk'));
    const source = `
      import { createCredstream, dataOf, signIn } from '@credstream/sdk';
      const [, , url, password] = process.argv;
      const session = await signIn({ url }, { username: 'admin', password });
      const me = await dataOf(createCredstream({ url, credential: { session } }).GET('/api/v1/me'));
      console.log(me.username);`;
    writeFileSync(join(other, 'program.mjs'), source);
    expect(await mustRun(process.execPath, ['program.mjs', url, administratorPassword], other)).toBe(
      'admin\n',
    );
    expect(existsSync(join(other, 'node_modules/@credstream/sdk/dist/index.d.ts'))).toBe(true);
    expect(await suite.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
