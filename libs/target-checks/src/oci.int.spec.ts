import { execFileSync } from 'node:child_process';
import { createSign, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBench } from '../test/programs.js';
import { login, onLoopback } from '../test/settings.js';
import { checkTarget } from './check-target.js';
import type { Target } from './target.js';

const bench = new TestBench();
beforeAll(() => bench.setUp());
afterAll(() => bench.tearDown());

const secret = 'p@ss:w/rd% ключ';

const startRegistry = async (name: string, auth: string) => {
  const port = await bench.port();
  const config = bench.path(`${name}.yml`);
  writeFileSync(
    config,
    `version: 0.1
log: { accesslog: { disabled: false } }
storage: { filesystem: { rootdirectory: ${bench.path(`${name}-data`)} } }
http: { addr: '127.0.0.1:${port}' }
${auth}
`,
  );
  const program = await bench.start('docker-registry', ['serve', config], port);
  return { port, program };
};
const target = (port: number, more: Partial<Target> = {}): Target => ({
  ...{ kind: 'oci', scheme: 'http', host: `127.0.0.1:${port}`, path: '' },
  ...more,
});

describe('a registry that takes passwords (docker-registry with htpasswd)', () => {
  let port: number;
  let output: () => string;
  beforeAll(async () => {
    const line = execFileSync('htpasswd', ['-nbB', 'robot$team+ci', secret]).toString();
    writeFileSync(bench.path('htpasswd'), line.trim());
    const started = await startRegistry(
      'basic',
      `auth: { htpasswd: { realm: basic, path: ${bench.path('htpasswd')} } }`,
    );
    port = started.port;
    output = started.program.output;
  });

  it('accepts the right secret', async () => {
    expect(await checkTarget(target(port), login('robot$team+ci', secret), onLoopback)).toEqual({
      status: 'ok',
      message: `127.0.0.1:${port} accepts this secret`,
      host: `127.0.0.1:${port}`,
    });
  });

  it.each([
    ['another secret', 'robot$team+ci', 'wrong'],
    ['a line end behind the secret', 'robot$team+ci', `${secret}\n`],
    ['a space before it', 'robot$team+ci', ` ${secret}`],
    ['another username', 'robot$team+cd', secret],
    ['nothing', '', ''],
  ])('does not accept %s, and gets it byte for byte', async (_, username, password) => {
    expect(await checkTarget(target(port), login(username, password), onLoopback)).toMatchObject({
      status: 'issues',
      reason: 'unauthorized',
    });
  });

  it('is asked at /v2/, whatever path the address had', async () => {
    const before = output().length;
    await checkTarget(target(port, { path: '/v2/team' }), login('robot$team+ci', secret), onLoopback);
    const paths = [
      ...output()
        .slice(before)
        .matchAll(/"GET (\S+) HTTP/g),
    ].map(([, path]) => path);
    expect(new Set(paths)).toEqual(new Set(['/v2/']));
  });
});

describe('a registry that takes tokens (docker-registry with a token server)', () => {
  let port: number;
  let tokenPort: number;
  let asked: IncomingMessage[];
  beforeAll(async () => {
    execFileSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=tokens'],
      ...['-keyout', bench.path('token.key'), '-out', bench.path('token.pem')],
    ]);
    const certificate = readFileSync(bench.path('token.pem'), 'utf8').replace(/-----.*-----|\s/g, '');
    const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokens = createServer((request, response) => {
      asked.push(request);
      const url = new URL(request.url ?? '', 'http://localhost');
      const right = `Basic ${Buffer.from(`ci:${secret}`).toString('base64')}`;
      if (request.headers.authorization !== right) {
        response.writeHead(401).end('{"errors":[{"code":"UNAUTHORIZED"}]}');
        return;
      }
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        ...{ iss: 'tokens', sub: 'ci', aud: url.searchParams.get('service'), jti: randomUUID() },
        ...{ nbf: now - 60, iat: now, exp: now + 300, access: [] },
      };
      const head = `${json({ typ: 'JWT', alg: 'RS256', x5c: [certificate] })}.${json(claims)}`;
      const signature = createSign('sha256')
        .update(head)
        .sign(readFileSync(bench.path('token.key')), 'base64url');
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ token: `${head}.${signature}` }));
    });
    asked = [];
    tokenPort = await bench.listen(tokens);
    const started = await startRegistry(
      'tokens',
      `auth: { token: { realm: 'http://127.0.0.1:${tokenPort}/token', service: 'the registry', issuer: tokens, rootcertbundle: ${bench.path('token.pem')} } }`,
    );
    port = started.port;
  });

  const confirmed = () => target(port, { tokenHosts: [`127.0.0.1:${tokenPort}`] });

  it('accepts the right secret at its token host', async () => {
    expect(await checkTarget(confirmed(), login('ci', secret), onLoopback)).toMatchObject({ status: 'ok' });
  });

  it('does not accept another one', async () => {
    expect(await checkTarget(confirmed(), login('ci', 'wrong'), onLoopback)).toMatchObject({
      status: 'issues',
      reason: 'unauthorized',
    });
  });

  it('gets no secret for a token host that nobody has confirmed', async () => {
    asked = [];
    expect(await checkTarget(target(port), login('ci', secret), onLoopback)).toMatchObject({
      status: 'issues',
      reason: 'redirected',
      tokenHost: `127.0.0.1:${tokenPort}`,
      message: expect.stringContaining('Confirm this token host'),
    });
    expect(asked).toEqual([]);
  });
});

describe('a registry that asks nobody', () => {
  it('is told apart from one that accepts the secret', async () => {
    const { port } = await startRegistry('open', '');
    expect(await checkTarget(target(port), login('ci', secret), onLoopback)).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('without one too'),
    });
  });
});
