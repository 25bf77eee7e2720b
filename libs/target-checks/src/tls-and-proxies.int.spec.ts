import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { parseRanges } from '@credstream/egress';
import { reservePort, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBench } from '../test/programs.js';
import { login, onLoopback } from '../test/settings.js';
import { checkTarget } from './check-target.js';
import type { Target } from './target.js';

const bench = new TestBench();
beforeAll(() => bench.setUp());
afterAll(() => bench.tearDown());

const secret = login('ci', 'the secret');
const helm = (port: number, more: Partial<Target> = {}): Target => ({
  ...{ kind: 'helm', scheme: 'https', host: `localhost:${port}`, path: '' },
  ...more,
});
const check = (target: Target, settings = onLoopback) => checkTarget(target, secret, settings);
const index = 'apiVersion: v1\nentries: {}\n';

describe('a target with a private certificate authority (caddy with tls internal)', () => {
  let port: number;
  let caBundle: string;
  beforeAll(async () => {
    port = await bench.port();
    mkdirSync(bench.path('www'));
    writeFileSync(bench.path('www/index.yaml'), index);
    writeFileSync(
      bench.path('Caddyfile'),
      `{
  admin off
  skip_install_trust
  auto_https disable_redirects
  http_port ${await bench.port()}
  servers {
    protocols h1 h2
  }
}
https://localhost:${port} {
  bind 127.0.0.1
  tls internal
  root * ${bench.path('www')}
  file_server
}
`,
    );
    await bench.start('caddy', ['run', '--config', bench.path('Caddyfile'), '--adapter', 'caddyfile'], port, {
      XDG_DATA_HOME: bench.path('caddy-data'),
      XDG_CONFIG_HOME: bench.path('caddy-config'),
    });
    const root = bench.path('caddy-data/caddy/pki/authorities/local/root.crt');
    caBundle = await until('caddy has made its authority', () => {
      const text = existsSync(root) ? readFileSync(root, 'utf8') : '';
      return text.includes('END CERTIFICATE') && text;
    });
    await until('caddy has a certificate', async () => {
      const { status } = await check(helm(port, { caBundle }));
      return status === 'ok';
    });
  });

  it('is not trusted, and the authority is named', async () => {
    expect(await check(helm(port))).toMatchObject({
      status: 'issues',
      reason: 'tls',
      message: expect.stringMatching(/issued by .*Caddy Local Authority.*caBundle/),
    });
  });

  it('is trusted with caBundle', async () => {
    expect(await check(helm(port, { caBundle }))).toMatchObject({ status: 'ok' });
  });

  it('is not trusted under another name', async () => {
    const result = await check(helm(port, { caBundle, host: `127.0.0.1:${port}` }));
    expect(result).toMatchObject({ status: 'issues', reason: 'tls' });
  });

  it.each([
    ['', 'holds no certificate'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'cannot be read'],
  ])('is not trusted with a bundle that %j', async (bundle, words) => {
    expect(await check(helm(port, { caBundle: bundle }))).toMatchObject({
      reason: 'tls',
      message: expect.stringContaining(words),
    });
  });

  it('is reached through squid, which gets the address and not the secret', async () => {
    const proxyPort = await bench.port();
    // Started by root it goes on as a user of its own.
    chmodSync(bench.folder, 0o711);
    mkdirSync(bench.path('squid'));
    chmodSync(bench.path('squid'), 0o777);
    writeFileSync(
      bench.path('squid.conf'),
      `http_port 127.0.0.1:${proxyPort}
pid_filename ${bench.path('squid/pid')}
access_log stdio:${bench.path('squid/access.log')}
cache_log ${bench.path('squid/cache.log')}
cache deny all
acl permitted port ${port}
http_access allow CONNECT permitted
http_access deny all
shutdown_lifetime 0 seconds
`,
    );
    await bench.start('squid', ['-N', '-n', `checks${proxyPort}`, '-f', bench.path('squid.conf')], proxyPort);
    const proxy = `http://127.0.0.1:${proxyPort}`;
    expect(await check(helm(port, { caBundle, proxy }))).toMatchObject({ status: 'ok' });
    const log = () => readFileSync(bench.path('squid/access.log'), 'utf8');
    await until('squid has logged it', () => log().includes(`CONNECT 127.0.0.1:${port}`));
    expect(log()).not.toContain('index.yaml');

    expect(await check(helm(await bench.port(), { caBundle, proxy }))).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('The proxy refused'),
    });
    expect(await check(helm(port, { caBundle, proxy, host: '169.254.169.254' }))).toMatchObject({
      reason: 'blocked',
    });
    expect(log()).not.toContain('169.254');
  });
});

describe('a proxy', () => {
  it('gets its own password', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer().on('connect', ({ headers }, socket) => {
      asked.push(headers['proxy-authorization']);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const proxyPort = await bench.listen(proxy);
    const target = helm(1, { proxy: `http://me:p%40ss@127.0.0.1:${proxyPort}` });
    expect(await check(target)).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('407'),
    });
    expect(asked).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  it.each(['socks5://127.0.0.1:1', 'nonsense', 'https://127.0.0.1:1'])('is not %s', async (proxy) => {
    expect(await check(helm(1, { proxy }))).toMatchObject({ reason: 'unreachable' });
  });

  it('is not where nothing may be reached', async () => {
    expect(await check(helm(1, { proxy: 'http://169.254.169.254:80' }))).toMatchObject({ reason: 'blocked' });
  });
});

describe('TLS', () => {
  const certificate = (name: string, ...more: string[]) => {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-subj', `/O=Ours/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', bench.path(`${name}.key`), '-out', bench.path(`${name}.pem`), ...more],
      ],
      { stdio: 'ignore' },
    );
    return {
      key: readFileSync(bench.path(`${name}.key`), 'utf8'),
      cert: readFileSync(bench.path(`${name}.pem`), 'utf8'),
    };
  };

  it('shows the certificate of this side where it is asked for', async () => {
    const [server, client] = [certificate('server'), certificate('client')];
    const port = await bench.listen(
      createTlsServer(
        { ...server, ca: client.cert, requestCert: true, rejectUnauthorized: true },
        (_, response) => response.end(index),
      ),
    );
    const caBundle = server.cert;
    expect(await check(helm(port, { caBundle }))).toMatchObject({ status: 'issues', reason: 'tls' });
    const clientCertificate = { certificate: client.cert, privateKey: client.key };
    expect(await check(helm(port, { caBundle, clientCertificate }))).toMatchObject({ status: 'ok' });
  });

  it('sends nothing before the certificate is trusted', async () => {
    let requests = 0;
    const port = await bench.listen(
      createTlsServer(certificate('untrusted'), (_, response) => {
        requests += 1;
        response.end(index);
      }),
    );
    expect(await check(helm(port))).toMatchObject({
      reason: 'tls',
      message: expect.stringContaining('Ours, untrusted'),
    });
    expect(requests).toBe(0);
  });

  it('is expected from whoever listens', async () => {
    const port = await bench.listen(createServer((_, response) => response.end(index)));
    expect(await check(helm(port))).toMatchObject({ status: 'issues', reason: 'tls' });
    const hangsUp = await bench.listen(createTcpServer((socket) => socket.destroy()));
    expect((await check(helm(hangsUp))).status).toBe('issues');
  });
});

describe('an address that may not be reached', () => {
  it.each([
    ['127.0.0.1:1', 'http'],
    ['127.0.0.1:1', 'https'],
    ['localhost:1', 'https'],
    ['169.254.169.254', 'http'],
    ['[::1]:1', 'https'],
    ['[::ffff:169.254.169.254]', 'https'],
    ['2130706433', 'https'],
    ['0x7f.1', 'https'],
  ] as const)('is not asked: %s by %s', async (host, scheme) => {
    const target: Target = { kind: 'helm', scheme, host, path: '' };
    expect(await check(target, { ...onLoopback, allowed: [] })).toMatchObject({
      status: 'issues',
      reason: 'blocked',
      message: expect.stringContaining('CREDSTREAM_EGRESS_ALLOW'),
    });
  });

  it('is not asked though everything is listed, when it is a metadata service', async () => {
    const everything = { ...onLoopback, allowed: parseRanges('0.0.0.0/0, ::/0') ?? [] };
    expect(await check({ ...helm(80), host: '169.254.169.254' }, everything)).toMatchObject({
      reason: 'blocked',
    });
  });
});

describe('a name whose address changes (dnsmasq)', () => {
  it('is looked up once for a whole check', async () => {
    // A name server takes UDP, by which the port is reserved.
    const { port: dnsPort, release } = await reservePort();
    await release();
    const hosts = bench.path('hosts');
    writeFileSync(hosts, '127.0.0.1 registry.example.test\n');
    const dnsmasq = await bench.start(
      'dnsmasq',
      [
        ...['--no-daemon', '--no-resolv', '--no-hosts', '--conf-file=/dev/null', '--user=root', '--no-ping'],
        ...[`--port=${dnsPort}`, '--listen-address=127.0.0.1', '--bind-interfaces', `--addn-hosts=${hosts}`],
        ...['--log-queries', '--log-facility=-', '--pid-file='],
      ],
      dnsPort,
    );
    const settings = { ...onLoopback, nameServers: [`127.0.0.1:${dnsPort}`] };
    const seen: (string | undefined)[] = [];
    const lookups = () => dnsmasq.output().match(/query\[A\] registry\.example\.test/g)?.length ?? 0;
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      if (request.headers.authorization !== undefined) return void response.end('{}');
      // From here on the name leads to the metadata service.
      writeFileSync(hosts, '169.254.169.254 registry.example.test\n');
      dnsmasq.signal('SIGHUP');
      until('the name has another address', () =>
        /read .*hosts.*[\s\S]*read .*hosts/.test(dnsmasq.output()),
      ).then(
        () => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
        () => response.destroy(),
      );
    });
    const port = await bench.listen(server);
    const target: Target = { kind: 'oci', scheme: 'http', host: `registry.example.test:${port}`, path: '' };
    expect(await check(target, settings)).toMatchObject({ status: 'ok' });
    expect(seen).toHaveLength(2);
    expect(lookups()).toBe(1);
    expect(await check(target, settings)).toMatchObject({ reason: 'blocked' });
    expect(seen).toHaveLength(2);
    expect(await check({ ...target, host: 'nobody.example.test' }, settings)).toMatchObject({
      reason: 'unreachable',
    });
  });
});
