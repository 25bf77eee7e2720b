import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { temporaryFolder } from './after-tests.js';
import { repository, searchPath } from './child.js';
import { type Ran, type RunOptions, runProgram } from './run-program.js';
import { administratorOf, type Session } from './session.js';
import { startSuite, type Suite } from './suite-process.js';

const folder = temporaryFolder();
const example = (path: string): string => join(repository, 'examples', path);

let suite: Suite;
let admin: Session;
let serviceKey: string;
let env: Record<string, string>;

const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  runProgram(command, args, { ...options, env: { ...env, ...options.env } });

beforeAll(async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${join(repository, 'apps/cli/dist/main.js')}' "$@"\n`;
  writeFileSync(join(bin, 'credstream'), program, { mode: 0o755 });
  suite = await startSuite({ dataDir: join(folder, 'data') });
  admin = await administratorOf(suite.url);
  serviceKey = (await admin.createKey('the service that verifies')).key;
  env = { PATH: `${bin}:${searchPath}`, CREDSTREAM_API_KEY: serviceKey, CREDSTREAM_ADDR: suite.url };
});

describe('a key is verified', () => {
  const ways: readonly (readonly [string, string, string])[] = [
    ['from Node', process.execPath, 'verify-key/verify.mjs'],
    ['from Python', 'python3', 'verify-key/verify.py'],
    ['from bash', 'bash', 'verify-key/verify.sh'],
  ];

  it.each(ways)('%s: a good one, one that nobody made, a revoked one', async (_how, command, file) => {
    const { id, key } = await admin.createKey(`for ${file}`);
    const verify = (input: string) => run(command, [example(file), suite.url], { input });
    expect(await verify(key)).toEqual({ code: 0, output: 'valid: admin\n' });
    expect(await verify('a key of somebody else')).toEqual({
      code: 1,
      output: expect.stringMatching(/^not valid: /),
    });
    await admin.revoke(id);
    expect(await verify(key)).toEqual({ code: 1, output: 'not valid: revoked\n' });
  });

  it.each(ways)('%s: fails when Credstream is away, and shows no key', async (_how, command, file) => {
    const { code, output } = await run(command, [example(file), 'http://127.0.0.1:1'], { input: serviceKey });
    expect(code).not.toBe(0);
    expect(output).not.toContain(serviceKey);
  });
});

describe('a step of a pipeline', () => {
  it('runs a command with a secret, which its own output does not hold', async () => {
    const json = { name: 'backup-bucket', type: 'generic', secret: { BUCKET_TOKEN: 'the secret' } };
    expect((await admin.call('POST', '/api/v1/credentials', { json })).status).toBe(201);
    const cwd = join(folder, 'pipeline');
    mkdirSync(cwd);
    const seen = ['sh', '-c', 'env > seen'];
    const done = await run('bash', [example('pipeline/deploy.sh'), 'backup-bucket', ...seen], { cwd });
    expect(done.code).toBe(0);
    expect(done.output).not.toContain('the secret');
    expect(readFileSync(join(cwd, 'seen'), 'utf8')).toContain('the secret');

    writeFileSync(join(cwd, 'leaked.env'), `KEY=${serviceKey}\n`);
    const refused = await run('bash', [example('pipeline/deploy.sh'), 'backup-bucket', 'touch', 'ran'], {
      cwd,
    });
    expect(refused.code).toBe(5);
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
    expect(refused.output).not.toContain(serviceKey);
  });

  it('has a workflow that is YAML and takes its key from the secrets of the CI system', () => {
    const workflow = parse(readFileSync(example('pipeline/github-workflow.yaml'), 'utf8')) as {
      jobs: { deploy: { env: Record<string, string>; steps: { run?: string }[] } };
    };
    expect(workflow.jobs.deploy.env['CREDSTREAM_API_KEY']).toBe('${{ secrets.CREDSTREAM_API_KEY }}');
    expect(workflow.jobs.deploy.steps.at(-1)?.run).toMatch(/^\.\/deploy\.sh backup-bucket /);
  });
});

describe('a git hook', () => {
  it('refuses a commit with a key, whatever its name, and lets one through that takes it away', async () => {
    const cwd = join(folder, 'repository');
    mkdirSync(cwd);
    const git = (...args: readonly string[]) =>
      run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd });
    const commits = async () => (await git('rev-list', '--count', '--all')).output.trim();
    await git('init', '--quiet');
    cpSync(example('pre-commit/pre-commit'), join(cwd, '.git/hooks/pre-commit'));

    writeFileSync(join(cwd, 'README'), 'nothing of interest\n');
    await git('add', '.');
    expect((await git('commit', '-m', 'first')).code).toBe(0);

    writeFileSync(join(cwd, 'ключ 🔑.env'), `KEY=${serviceKey}\n`);
    await git('add', '.');
    const refused = await git('commit', '-m', 'with a key');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('this commit holds a key');
    expect(refused.output).not.toContain(serviceKey);
    expect(await commits()).toBe('1');

    await git('commit', '--no-verify', '-m', 'all the same');
    await git('rm', '--quiet', 'ключ 🔑.env');
    expect((await git('commit', '-m', 'taken away')).code).toBe(0);
    expect(await commits()).toBe('3');
  });

  it('refuses every commit while credstream is not there', async () => {
    const hook = await runProgram('bash', [example('pre-commit/pre-commit')], { cwd: folder });
    expect(hook).toEqual({ code: 1, output: expect.stringContaining('credstream is not on the PATH') });
  });
});
