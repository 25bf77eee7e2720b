import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBench } from '../test/programs.js';
import { login, onLoopback } from '../test/settings.js';
import { checkTarget } from './check-target.js';
import type { CheckKind, Target } from './target.js';

const bench = new TestBench();
const secret = 'p@ss:w/rd% ключ';
let port: number;

const git = (...args: string[]) =>
  execFileSync('git', args, {
    cwd: bench.folder,
    env: { PATH: process.env['PATH'], HOME: bench.folder, GIT_CONFIG_NOSYSTEM: '1' },
  });

beforeAll(async () => {
  await bench.setUp();
  port = await bench.port();
  mkdirSync(bench.path('charts'));
  writeFileSync(
    bench.path('charts/index.yaml'),
    'apiVersion: v1\nentries: {}\ngenerated: "2026-01-01T00:00:00Z"\n',
  );
  mkdirSync(bench.path('page'));
  writeFileSync(bench.path('page/index.yaml'), '<!doctype html><title>Sign in</title>');
  git('init', '--quiet', '--bare', 'repositories/team/app.git');
  const htpasswd = execFileSync('htpasswd', ['-nbm', 'a@corp.com', secret]).toString();
  writeFileSync(bench.path('htpasswd'), htpasswd.trim());
  writeFileSync(
    bench.path('nginx.conf'),
    `user root; daemon off; pid ${bench.path('nginx.pid')}; error_log stderr;
events {}
http {
  access_log ${bench.path('access.log')} combined;
  server {
    listen 127.0.0.1:${port};
    auth_basic everything; auth_basic_user_file ${bench.path('htpasswd')};
    root ${bench.folder};
    location /charts/ { }
    location /page/ { }
    location /forbidden/ { return 403; }
    location /moved/ { return 301 https://elsewhere.example/login?next=1; }
    location /broken/ { return 502; }
    location /busy/ { return 429; }
    location ~ ^/git(/.*)$ {
      fastcgi_pass unix:${bench.path('fcgi.sock')};
      fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
      fastcgi_param GIT_PROJECT_ROOT ${bench.path('repositories')};
      fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param GIT_CONFIG_COUNT 1;
      fastcgi_param GIT_CONFIG_KEY_0 safe.directory;
      fastcgi_param GIT_CONFIG_VALUE_0 *;
      fastcgi_param PATH_INFO $1;
      fastcgi_param REMOTE_USER $remote_user;
      fastcgi_param QUERY_STRING $query_string;
      fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param CONTENT_TYPE $content_type;
    }
  }
}
`,
  );
  const socket = bench.path('fcgi.sock');
  await bench.start('fcgiwrap', ['-s', `unix:${socket}`], () => Promise.resolve(existsSync(socket)));
  await bench.start('nginx', ['-e', 'stderr', '-p', bench.folder, '-c', bench.path('nginx.conf')], port);
});
afterAll(() => bench.tearDown());

const check = (kind: CheckKind, path: string, username = 'a@corp.com', password = secret) => {
  const target: Target = { kind, scheme: 'http', host: `127.0.0.1:${port}`, path };
  return checkTarget(target, login(username, password), onLoopback);
};

describe.each([
  ['a chart repository behind nginx', 'helm', '/charts'],
  ['a git server (git http-backend behind nginx)', 'git', '/git/team/app.git'],
] as const)('%s', (_, kind, path) => {
  it('accepts the right secret', async () => {
    expect(await check(kind, path)).toMatchObject({ status: 'ok' });
  });

  it.each([
    ['another secret', 'a@corp.com', 'wrong'],
    ['a line end behind the secret', 'a@corp.com', `${secret}\n`],
    ['another username', 'b@corp.com', secret],
  ])('does not accept %s', async (__, username, password) => {
    expect(await check(kind, path, username, password)).toMatchObject({
      status: 'issues',
      reason: 'unauthorized',
    });
  });
});

describe('an address where something else answers', () => {
  it.each([
    ['helm', '/page', 'not_a_registry'],
    ['helm', '/nowhere', 'not_a_registry'],
    ['helm', '/git/team/app.git', 'not_a_registry'],
    ['helm', '/forbidden', 'forbidden'],
    ['helm', '/broken', 'unreachable'],
    ['helm', '/busy', 'unreachable'],
    ['git', '/charts/index.yaml', 'forbidden'],
    ['git', '/git/team/other.git', 'forbidden'],
    ['git', '/forbidden', 'forbidden'],
    ['git', '', 'no_target'],
    ['oci', '', 'not_a_registry'],
    ['s3', '', undefined],
  ] as const)('as %s at %j is %s', async (kind, path, reason) => {
    if (reason === undefined) {
      await expect(check(kind, path)).rejects.toThrow('S3 takes an access key');
      return;
    }
    expect(await check(kind, path)).toMatchObject({ status: 'issues', reason });
  });

  it.each(['helm', 'git'] as const)(
    '%s: names where a redirection leads, and does not follow it',
    async (kind) => {
      expect(await check(kind, '/moved')).toMatchObject({
        reason: 'redirected',
        message: expect.stringContaining('https://elsewhere.example.'),
      });
    },
  );

  it('never has the secret in its messages or its log', async () => {
    const results = await Promise.all(
      ['/page', '/forbidden', '/moved', '/broken'].map((path) => check('helm', path)),
    );
    const text = JSON.stringify(results) + readFileSync(bench.path('access.log'), 'utf8');
    expect(text).not.toContain('p@ss');
    expect(text).not.toContain(Buffer.from(`a@corp.com:${secret}`).toString('base64'));
  });
});
