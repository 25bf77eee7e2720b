import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Method } from '@credstream/contracts';
import { type CreateCredential, credentialContract } from '@credstream/contracts/credential';
import { credentials } from '@credstream/domain-credential';
import {
  contextOf,
  fresh,
  reservePort,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const password = 'CANARY-5d0f';

describe('the way to the target of a credential', () => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-connection-'));
  const servers: Server[] = [];
  let nginx: ChildProcess;
  let port: number;
  let suite: ServiceUnderTest;
  let user: UserActor;
  let viewer: UserActor;
  let stranger: UserActor;

  const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const certificate = (name: string): void => {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-subj', `/O=Ours/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)],
      ],
      { stdio: 'ignore' },
    );
  };
  const listen = async (
    answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  ): Promise<Readonly<{ server: Server; host: string }>> => {
    const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  beforeAll(async () => {
    // The workers of nginx are another user when the tests run as root.
    chmodSync(folder, 0o755);
    certificate('server');
    certificate('client');
    const reserved = await reservePort();
    ({ port } = reserved);
    await reserved.release();
    writeFileSync(join(folder, 'index.yaml'), 'apiVersion: v1\nentries: {}\n');
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server.key;
    ssl_client_certificate ${folder}/client.pem;
    ssl_verify_client on;
    root ${folder};
  }
}
`,
    );
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], {
      env: { PATH: `${process.env['PATH']}:/usr/sbin` },
      stdio: 'ignore',
    });
    await until('nginx takes connections', async () => {
      const socket = connect(port, '127.0.0.1');
      try {
        await once(socket, 'connect');
        return true;
      } catch {
        return false;
      } finally {
        socket.destroy();
      }
    });
    const variables = { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8' };
    suite = await runService((raw) => startCredentialService(readSettings(raw)), { variables });
    const account = await suite.addAccount();
    user = await suite.addUser({ account, roles: ['developer'] });
    viewer = await suite.addUser({ account, roles: ['viewer'] });
    stranger = await suite.addUser({ roles: ['admin'] });
  });
  afterAll(async () => {
    await suite.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    const ended = once(nginx, 'exit');
    nginx.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const as = <Q extends object, A extends object>(
    method: Method<Q, A>,
    request: Q,
    actor: Parameters<typeof contextOf>[0] = user,
  ) => suite.client.call(method, request, contextOf(actor));
  const create = async (url: string, more: Partial<CreateCredential> = {}) => {
    const secret = Object.entries({ username: 'ci', password, url }).map(([name, text]) => ({ name, text }));
    const request = { name: fresh('harbor'), type: 'registry', secret, ...more };
    return (await as(credentialContract.create, request)).credential.id;
  };
  const check = (id: string, more: object = {}) => as(credentialContract.check, { id, ...more });

  it('is what is stored of it: authorities, a client certificate and its key', async () => {
    const id = await create(`https://localhost:${port}`);
    expect(await check(id, { kind: 'helm' })).toMatchObject({
      status: 'issues',
      reason: 'tls',
      message: expect.stringContaining('Ours, server'),
    });
    const connection = { caBundle: pem('server.pem'), clientCertificate: pem('client.pem') };
    const changed = await as(credentialContract.change, { id, connection });
    expect(changed.credential.connection).toEqual(connection);
    // The certificate alone shows nothing.
    expect(await check(id, { kind: 'helm' })).toMatchObject({ status: 'issues' });
    await as(credentialContract.rotate, { id, secret: [{ name: 'clientKey', text: pem('client.key') }] });
    expect(await check(id, { kind: 'helm' })).toMatchObject({ status: 'ok' });
    // It belongs to the way, and stays when the secret is replaced.
    await as(credentialContract.rotate, { id, secret: [{ name: 'password', text: 'new' }] });
    expect(await check(id, { kind: 'helm' })).toMatchObject({ status: 'ok' });
    expect((await as(credentialContract.get, { id }, viewer)).credential.status).toBe('ok');

    await as(credentialContract.change, { id, connection: { caBundle: '' } });
    expect(await check(id, { kind: 'helm' })).toMatchObject({ status: 'issues', reason: 'tls' });
    const log = JSON.stringify(
      (await suite.store.read(credentials.streamOf(id))).map(({ data, metadata }) => [data, metadata]),
    );
    expect(log).not.toContain('PRIVATE KEY');
  });

  it('leads through the proxy, which gets its own password and not the secret', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = await listen((_, response) => response.writeHead(405).end());
    proxy.server.on('connect', ({ headers }, socket) => {
      asked.push(headers['proxy-authorization']);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const secret = Object.entries({
      ...{ username: 'ci', password, url: `https://localhost:${port}` },
      proxyPassword: 'p@ss:w/rd%',
    }).map(([name, text]) => ({ name, text }));
    const id = await create('', { secret, connection: { proxy: `http://me@${proxy.host}` } });
    expect(await check(id)).toMatchObject({ status: 'issues', reason: 'unreachable' });
    expect(asked).toEqual([`Basic ${Buffer.from('me:p@ss:w/rd%').toString('base64')}`]);
  });

  it('ends at the token host of a registry until somebody confirms it, and for that registry only', async () => {
    const got: (string | undefined)[] = [];
    const tokens = await listen(({ headers }, response) => {
      got.push(headers.authorization);
      response.end('{"token":"t"}');
    });
    const registry = () =>
      listen(({ headers }, response) => {
        if (headers.authorization === 'Bearer t') return response.end('{}');
        const challenge = `Bearer realm="http://${tokens.host}/token",service="r"`;
        return response.writeHead(401, { 'www-authenticate': challenge }).end();
      });
    const [first, second] = [await registry(), await registry()];
    const id = await create(`http://${first.host}`);
    expect(await check(id)).toMatchObject({ reason: 'redirected', tokenHost: tokens.host });
    expect(got).toEqual([]);

    const connection = { tokenHost: tokens.host };
    for (const [actor, code] of [
      [viewer, 'auth.not_permitted'],
      [stranger, 'credential.not_found'],
      [withKey(user, 'k'), 'apikey.not_permitted'],
    ] as const) {
      await expect(as(credentialContract.change, { id, connection }, actor)).rejects.toMatchObject({ code });
    }
    await as(credentialContract.change, { id, connection });
    expect(await check(id)).toMatchObject({ status: 'ok' });
    expect(got).toEqual([`Basic ${Buffer.from(`ci:${password}`).toString('base64')}`]);

    await as(credentialContract.rotate, { id, secret: [{ name: 'url', text: `http://${second.host}` }] });
    expect(await check(id)).toMatchObject({ reason: 'redirected', tokenHost: tokens.host });
    expect(got).toHaveLength(1);
  });

  it.each([
    { tokenHost: 'https://auth.example' },
    { caBundle: 'none' },
    { proxy: 'http://u:p@proxy:3128' },
    { clientCertificate: '-----BEGIN PRIVATE KEY-----' },
  ])('is not %j, and nothing changes', async (connection) => {
    const id = await create('https://registry.example.com');
    const change = as(credentialContract.change, { id, name: fresh('other'), connection });
    await expect(change).rejects.toMatchObject({ code: 'credential.connection_invalid' });
    expect(await suite.store.read(credentials.streamOf(id))).toHaveLength(1);
  });

  it('has no token host for what is no registry', async () => {
    const secret = [{ name: 'token', text: 't' }];
    const connection = { tokenHost: 'auth.example' };
    const request = { name: fresh('token'), type: 'token', secret, connection };
    await expect(as(credentialContract.create, request)).rejects.toMatchObject({
      code: 'credential.connection_invalid',
    });
  });
});
