import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { Client, Server, type ServerUnaryCall } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccount, createOperator, createUser } from '@nats-io/nkeys';
import { SettingsRefused } from '../env.js';
import { createLogger } from '../logger.js';
import { certificateFolder } from './certificates.fixture.js';
import { grpcChannelCredentials, grpcServerCredentials } from './grpc-tls.js';
import { connectToNats } from './nats.js';

const { path, make, remove } = certificateFolder();
const log = createLogger('test', 'silent');
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  remove();
});

const startNats = async (name: string, configuration: string): Promise<number> => {
  writeFileSync(path(`${name}.conf`), configuration);
  const server = spawn('nats-server', ['-c', path(`${name}.conf`)], {
    env: { PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  closing.push(async () => {
    server.kill();
    await once(server, 'exit');
  });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (part) => {
      said += String(part);
      const port = /client connections on \S+:(\d+)[^]*Server is ready/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    server.once('exit', () => reject(new Error(`nats-server ended: ${said}`)));
  });
};

beforeAll(() => {
  make('ca', 'server', 'client');
  make('otherca', 'otherclient');
});

type Files = Readonly<{ ca?: string; cert?: string }>;

const natsSettings = (NATS_URL: string, { ca, cert }: Files = {}) => ({
  NATS_URL,
  ...(ca !== undefined && { CREDSTREAM_NATS_TLS_CA: path(`${ca}.pem`) }),
  ...(cert !== undefined && {
    CREDSTREAM_NATS_TLS_CERT: path(`${cert}.pem`),
    CREDSTREAM_NATS_TLS_KEY: path(`${cert}.key`),
  }),
});

const connects = async (url: string, files?: Files): Promise<void> => {
  const connection = await connectToNats(natsSettings(url, files), 'test', log);
  await connection.flush();
  await connection.close();
};

const refused = async (url: string, words: string, files?: Files): Promise<void> => {
  const error: unknown = await connects(url, files).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(SettingsRefused);
  const { message } = error as Error;
  expect(message).toContain(words);
  expect(message).not.toContain('s3cret');
};

describe('an address of NATS, at the real nats-server', () => {
  it('with user and password connects, and with wrong ones is refused', async () => {
    const port = await startNats(
      'user',
      'listen: "127.0.0.1:-1"\nauthorization { user: me, password: "s3cret@:/" }',
    );
    await connects(`nats://me:${encodeURIComponent('s3cret@:/')}@127.0.0.1:${port}`);
    await refused(`nats://me:s3cret@127.0.0.1:${port}`, 'credentials');
    await refused(`nats://127.0.0.1:${port}`, 'credentials');
  });

  it('with a token connects, and with a wrong one is refused', async () => {
    const port = await startNats('token', 'listen: "127.0.0.1:-1"\nauthorization { token: "s3cret" }');
    await connects(`nats://s3cret@127.0.0.1:${port}`);
    await refused(`nats://s3cretly@127.0.0.1:${port}`, 'credentials');
  });

  it('in a list connects to whoever is there, and as an IPv6 literal', async () => {
    const port = await startNats('six', 'listen: "[::1]:-1"');
    await connects(`nats://127.0.0.1:1,nats://[::1]:${port}`);
    await connects(`nats://[::1]:${port}`);
  });

  it('with tls:// to a server without TLS is refused, and nothing is sent in clear', async () => {
    const port = await startNats('plain', 'listen: "127.0.0.1:-1"');
    await refused(`tls://me:s3cret@127.0.0.1:${port}`, 'no TLS');
  });

  it('with TLS needs the CA of the server, and a certificate where one is asked for', async () => {
    const files = `cert_file: "${path('server.pem')}", key_file: "${path('server.key')}"`;
    const port = await startNats('tls', `listen: "127.0.0.1:-1"\ntls { ${files} }`);
    const mutual = await startNats(
      'mutual',
      `listen: "127.0.0.1:-1"\ntls { ${files}, ca_file: "${path('ca.pem')}", verify: true }`,
    );
    await connects(`tls://localhost:${port}`, { ca: 'ca' });
    await refused(`tls://localhost:${port}`, 'certificates');
    await refused(`tls://localhost:${port}`, 'certificates', { ca: 'otherca' });
    await connects(`tls://localhost:${mutual}`, { ca: 'ca', cert: 'client' });
    await refused(`nats://localhost:${port}`, 'tls://', { ca: 'ca' });
  });
});

describe('CREDSTREAM_NATS_CREDENTIALS', () => {
  type Pair = ReturnType<typeof createUser>;
  const text = new TextEncoder();
  /** A JWT as NATS has them: by NKEY, over EdDSA. */
  const jwt = (by: Pair, of: Pair, name: string, nats: object): string => {
    const coded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const times = { iat: Math.floor(Date.now() / 1000) };
    const claims = { jti: name, ...times, iss: by.getPublicKey(), name, sub: of.getPublicKey(), nats };
    const signed = `${coded({ typ: 'JWT', alg: 'ed25519-nkey' })}.${coded(claims)}`;
    return `${signed}.${Buffer.from(by.sign(text.encode(signed))).toString('base64url')}`;
  };
  const credentialsFile = (name: string, account: Pair): string => {
    const user = createUser();
    const open = { subs: -1, data: -1, payload: -1, type: 'user', version: 2 };
    const file = path(`${name}.creds`);
    const seed = new TextDecoder().decode(user.getSeed());
    writeFileSync(
      file,
      `-----BEGIN NATS USER JWT-----\n${jwt(account, user, name, open)}\n------END NATS USER JWT------\n\n` +
        `-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`,
    );
    return file;
  };

  it('names a file with a JWT and an NKEY, which a server in operator mode takes from its own accounts alone', async () => {
    const [operator, account] = [createOperator(), createAccount()];
    const limits = {
      subs: -1,
      data: -1,
      payload: -1,
      imports: -1,
      exports: -1,
      wildcards: true,
      conn: -1,
      leaf: -1,
    };
    const accountJwt = jwt(operator, account, 'account', { limits, type: 'account', version: 2 });
    const port = await startNats(
      'operator',
      `listen: "127.0.0.1:-1"
       operator: "${jwt(operator, operator, 'operator', { type: 'operator', version: 2 })}"
       resolver: MEMORY
       resolver_preload: { ${account.getPublicKey()}: "${accountJwt}" }`,
    );
    const url = `nats://127.0.0.1:${port}`;
    const by = (file: string) => ({ ...natsSettings(url), CREDSTREAM_NATS_CREDENTIALS: file });
    const connection = await connectToNats(by(credentialsFile('own', account)), 'test', log);
    await connection.flush();
    await connection.close();
    const refusal = async (file: string): Promise<string> => {
      const connecting = async () => connectToNats(by(file), 'test', log);
      return connecting().then(() => 'taken', String);
    };
    expect(await refusal(credentialsFile('strange', createAccount()))).toContain('credentials');
    expect(await refusal(path('none.creds'))).toContain('CREDSTREAM_NATS_CREDENTIALS names a file');
    expect(await refusal(path('ca.pem'))).toContain('CREDSTREAM_NATS_CREDENTIALS names a file');
    await refused(url, 'credentials');
  });
});

describe('gRPC between parts', () => {
  type Unary = (call: ServerUnaryCall<Buffer, Buffer>, done: (error: null, reply: Buffer) => void) => void;
  const asItIs = (bytes: Buffer): Buffer => bytes;
  const settings = (ca?: string, cert?: string) => ({
    ...(ca !== undefined && { CREDSTREAM_GRPC_TLS_CA: path(`${ca}.pem`) }),
    ...(cert !== undefined && {
      CREDSTREAM_GRPC_TLS_CERT: path(`${cert}.pem`),
      CREDSTREAM_GRPC_TLS_KEY: path(`${cert}.key`),
    }),
  });
  let port: number;

  beforeAll(async () => {
    const server = new Server();
    const echo: Unary = (call, done) => done(null, call.request);
    const method = { path: '/x/Echo', requestStream: false, responseStream: false };
    const bytes = {
      requestSerialize: asItIs,
      requestDeserialize: asItIs,
      responseSerialize: asItIs,
      responseDeserialize: asItIs,
    };
    server.addService({ Echo: { ...method, ...bytes } }, { Echo: echo as never });
    port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', grpcServerCredentials(settings('ca', 'server')), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    closing.push(() => server.forceShutdown());
  });

  const ask = (ca?: string, cert?: string): Promise<string> => {
    const client = new Client(`localhost:${port}`, grpcChannelCredentials(settings(ca, cert)));
    return new Promise<string>((resolve, reject) =>
      client.makeUnaryRequest(
        '/x/Echo',
        asItIs,
        asItIs,
        Buffer.from('hello'),
        { deadline: Date.now() + 20_000 },
        (error, reply) => (error ? reject(error) : resolve(String(reply))),
      ),
    ).finally(() => client.close());
  };

  it('is answered to whom the CA signed, and to nobody else', async () => {
    expect(await ask('ca', 'client')).toBe('hello');
    await expect(ask('ca')).rejects.toBeDefined();
    await expect(ask('ca', 'otherclient')).rejects.toBeDefined();
    await expect(ask('otherca', 'client')).rejects.toBeDefined();
    await expect(ask()).rejects.toBeDefined();
  });

  it('is refused at the start with half of the files, or with files that hold something else', () => {
    expect(() => grpcServerCredentials(settings('ca'))).toThrow(
      'CREDSTREAM_GRPC_TLS_CERT and CREDSTREAM_GRPC_TLS_KEY',
    );
    expect(() => grpcChannelCredentials(settings(undefined, 'client'))).toThrow(
      'CREDSTREAM_GRPC_TLS_CA must be set',
    );
    expect(() => grpcChannelCredentials({ CREDSTREAM_GRPC_TLS_CA: path('names.cnf') })).toThrow(
      'CREDSTREAM_GRPC_TLS_CA names',
    );
    expect(() => grpcChannelCredentials({ CREDSTREAM_GRPC_TLS_CA: path('none') })).toThrow('ENOENT');
  });
});
