import 'reflect-metadata';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { start as startNats } from '@credstream/embedded-nats';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SettingsRefused } from '../env.js';
import { createLogger } from '../logger.js';
import { certificateFolder } from './certificates.fixture.js';
import { openEventStore } from './event-store.js';
import { connectToMongoDb } from './mongodb.js';

const { path, make, remove } = certificateFolder();
const log = createLogger('test', 'silent');
const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  remove();
});

const listen = async (server: Server, host = '127.0.0.1'): Promise<number> => {
  await once(server.listen(0, host), 'listening');
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
};

/** What stands in front of a server that speaks no TLS itself. */
const terminator = async (port: number, more: TlsOptions, host?: string): Promise<number> => {
  const cert = readFileSync(path('server.pem'));
  const key = readFileSync(path('server.key'));
  const server = createTlsServer({ cert, key, ca: readFileSync(path('ca.pem')), ...more }, (client) => {
    const upstream = connect(port, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    // Either end may go first; the other is told by the close.
    client.on('error', () => undefined).once('close', () => upstream.destroy());
    upstream.on('error', () => undefined).once('close', () => client.destroy());
  });
  return listen(server, host);
};

const secret = 's3cret@:/';
const coded = encodeURIComponent(secret);
const refused = async (attempt: Promise<unknown>, setting: string, words: string): Promise<void> => {
  const error: unknown = await attempt.catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(SettingsRefused);
  const { message } = error as Error;
  expect(message).toContain(setting);
  expect(message).toContain(words);
  expect(message).not.toContain('s3cret');
};

let http: number;
let nats: number;
beforeAll(async () => {
  make('ca', 'server', 'client');
  make('otherca');
  http = await listen(createHttpServer((_request, response) => response.end('hello')));
  const bus = await startNats({ port: 0 });
  closing.push(bus.stop);
  nats = bus.port;
});

describe('an address of EventStoreDB', () => {
  let plain: number;
  let tls: number;
  let mutual: number;

  beforeAll(async () => {
    const credentials = { username: 'me', password: secret };
    const server = await startEventStoreDb({ port: 0, dataDir: path('eventstore'), credentials });
    closing.push(server.stop);
    plain = server.port;
    const h2 = { ALPNProtocols: ['h2'] };
    tls = await terminator(plain, h2);
    mutual = await terminator(plain, { ...h2, requestCert: true, rejectUnauthorized: true });
  });

  const opens = async (url: string): Promise<void> => {
    const store = await openEventStore({ url, prefix: undefined, log });
    await store.checkWritable();
    await store.close();
  };
  const refuses = (url: string, words: string) => refused(opens(url), 'EVENTSTORE_URL', words);
  const ca = () => `tlsCAFile=${path('ca.pem')}`;
  const certificate = (name: string) =>
    `userCertFile=${path(`${name}.pem`)}&userKeyFile=${path(`${name}.key`)}`;

  it('with user and password opens, and with wrong ones, or none, is refused and not waited for', async () => {
    await opens(`esdb://me:${coded}@127.0.0.1:${plain}?tls=false`);
    await refuses(`esdb://me:s3cret@127.0.0.1:${plain}?tls=false`, 'credentials');
    await refuses(`esdb://127.0.0.1:${plain}?tls=false`, 'credentials');
  });

  it('with TLS needs the CA of the server, and a certificate where one is asked for', async () => {
    await opens(`esdb://me:${coded}@localhost:${tls}?${ca()}`);
    await refuses(`esdb://me:s3cret@localhost:${tls}?${ca()}`, 'credentials');
    await refuses(`esdb://me:${coded}@localhost:${tls}`, 'certificates');
    await refuses(`esdb://me:${coded}@localhost:${tls}?tlsCAFile=${path('otherca.pem')}`, 'certificates');
    await opens(`esdb://me:${coded}@localhost:${mutual}?${ca()}&${certificate('client')}`);
    await refuses(`esdb://me:${coded}@localhost:${mutual}?${ca()}`, 'certificates');
  });

  it('may be a list, or a name to discover the nodes at', async () => {
    await opens(`esdb://me:${coded}@127.0.0.1:1,127.0.0.1:${plain}?tls=false`);
    await opens(`esdb+discover://me:${coded}@127.0.0.1:${plain}?tls=false`);
  });

  it('with files that are not there, or half of them, is refused by the reason', async () => {
    await refuses(`esdb://me:${coded}@localhost:${tls}?tlsCAFile=${path('none')}`, 'not found');
    await refuses(`esdb://me:${coded}@localhost:${tls}?userCertFile=${path('client.pem')}`, 'userKeyFile');
  });

  it('where there is another kind of server is refused', async () => {
    await refuses(`esdb://me:${coded}@localhost:${plain}`, 'no TLS');
    await refuses(`esdb://me:${coded}@127.0.0.1:${http}?tls=false`, 'not EventStoreDB');
    await refuses(`esdb://me:${coded}@127.0.0.1:${nats}?tls=false`, 'not EventStoreDB');
  });
});

describe('an address of MongoDB', () => {
  let user: string;
  let plain: number;
  let tls: number;
  let mutual: number;
  let six: number;

  beforeAll(async () => {
    const server = await startMongoDb({ port: 0 });
    closing.push(server.stop);
    plain = server.port;
    user = /\/\/([^@]+)@/.exec(server.url)?.[1] ?? '';
    tls = await terminator(plain, {});
    mutual = await terminator(plain, { requestCert: true, rejectUnauthorized: true });
    six = await terminator(plain, {}, '::1');
  });

  const opens = async (url: string): Promise<void> => {
    const client = await connectToMongoDb(url, 'test', log);
    await client.db('test').command({ ping: 1 });
    await client.close();
  };
  const refuses = (url: string, words: string) => refused(opens(url), 'MONGODB_URL', words);
  const options = 'directConnection=true&tls=true';
  const ca = () => `${options}&tlsCAFile=${path('ca.pem')}`;
  const certificate = (name: string): string => {
    const both = path(`${name}.both.pem`);
    writeFileSync(
      both,
      readFileSync(path(`${name}.pem`), 'utf8') + readFileSync(path(`${name}.key`), 'utf8'),
    );
    return `tlsCertificateKeyFile=${both}`;
  };

  it('with user and password opens, and with wrong ones is refused and not waited for', async () => {
    await opens(`mongodb://${user}@127.0.0.1:${plain}/?directConnection=true`);
    await refuses(`mongodb://me:${coded}@127.0.0.1:${plain}/?directConnection=true`, 'credentials');
    await refuses(`mongodb://127.0.0.1:${plain}/?directConnection=true`, 'credentials');
  });

  it('with TLS needs the CA of the server, and a certificate where one is asked for', async () => {
    await opens(`mongodb://${user}@localhost:${tls}/?${ca()}`);
    await refuses(`mongodb://${user}@localhost:${tls}/?${options}`, 'certificates');
    await refuses(
      `mongodb://${user}@localhost:${tls}/?${options}&tlsCAFile=${path('otherca.pem')}`,
      'certificates',
    );
    await opens(`mongodb://${user}@localhost:${mutual}/?${ca()}&${certificate('client')}`);
    await refuses(`mongodb://${user}@localhost:${mutual}/?${ca()}`, 'certificates');
  });

  it('may have an address of IPv6', async () => {
    await opens(`mongodb://${user}@[::1]:${six}/?${ca()}`);
  });

  it('with a file that is not there is refused', () =>
    refuses(
      `mongodb://me:${coded}@localhost:${tls}/?${options}&tlsCAFile=${path('none')}`,
      'cannot be read',
    ));

  it('with TLS where the server speaks none is refused', async () => {
    await refuses(`mongodb://me:${coded}@localhost:${plain}/?${options}`, 'does not answer as MongoDB');
  });
});
