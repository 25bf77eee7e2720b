import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditContract, type AuditSinkView, type CreateAuditSink } from '@credstream/contracts/audit';
import type { RunningService } from '@credstream/service-kit';
import {
  contextOf,
  fresh,
  reservePort,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

let folder: string;
let running: RunningService;
let suite: ServiceUnderTest;
let account: string;
let admin: UserActor;
let root: UserActor;
const toStop: (() => unknown)[] = [];

const openssl = (...args: readonly string[]): void =>
  void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });

/** An authority, and a server and a client that it has certified. */
const certify = (): void => {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=authority',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  for (const name of ['server', 'client']) {
    openssl('req', ...newKey, '-subj', '/CN=localhost', '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const extensions = join(folder, 'extensions');
    execFileSync('sh', ['-c', `printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\n' > ${extensions}`]);
    const by = [
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      'extensions',
    ];
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.pem`);
  }
};
const pem = (name: string): string => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-sinks-'));
  certify();
  await mkdir(join(folder, 'files'));
  suite = await runService((variables) => startAuditService(readSettings(variables)), {
    variables: { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8', CREDSTREAM_SINK_FOLDER: join(folder, 'files') },
  });
  running = suite.service;
  root = await suite.addUser({ roles: ['system-admin'] });
});
afterAll(async () => {
  await suite.stop();
  for (const stop of toStop.reverse()) await stop();
  await rm(folder, { recursive: true });
});

/** An account of its own for each test: an account may have few sinks. */
const newAccount = async (): Promise<void> => {
  account = await suite.addAccount();
  admin = await suite.addUser({ account, roles: ['admin'] });
};
const recordAll = async (reasons: readonly string[], of = account): Promise<readonly string[]> => {
  const by = randomUUID();
  const metadata = { $correlationId: by, $causationId: by, actor: admin, account: of, ip: '192.0.2.7' };
  const events = reasons.map((reason) => ({
    id: randomUUID(),
    type: 'ApiKeyRevoked',
    data: { reason },
    metadata,
  }));
  await suite.store.append(`apikey-${fresh('k').replaceAll('-', '')}`, events, 'any');
  return events.map(({ id }) => id);
};
const record = async (reason: string): Promise<string> => (await recordAll([reason]))[0] ?? '';
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `reason ${n}`);
const create = async (sink: Omit<CreateAuditSink, 'name'>, actor = admin): Promise<AuditSinkView> =>
  (await suite.client.call(auditContract.createSink, { name: 'siem', ...sink }, contextOf(actor))).sink;
const shown = async ({ id }: AuditSinkView, actor = admin): Promise<AuditSinkView> =>
  (await suite.client.call(auditContract.getSink, { id }, contextOf(actor))).sink;
const isIdle =
  (sink: AuditSinkView, actor = admin) =>
  async (): Promise<AuditSinkView | false> => {
    const now = await shown(sink, actor);
    return now.status === 'idle' && now;
  };

type Collector = Readonly<{
  url: string;
  ids: string[];
  headers: IncomingHttpHeaders[];
  answer: { status: number };
}>;

/** An HTTP collector that answers with a status; 0 is no answer at all. */
const startCollector = async (status = 200): Promise<Collector> => {
  const [ids, headers, answer] = [[] as string[], [] as IncomingHttpHeaders[], { status }];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      headers.push(request.headers);
      if (answer.status === 0) return;
      if (answer.status < 300) {
        const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
        ids.push(...lines.map((line) => (JSON.parse(line) as { id: string }).id));
      }
      response.writeHead(answer.status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  toStop.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/in`, ids, headers, answer };
};

/** Entries of the users that a test adds come first. */
const endsWith = (ids: readonly string[], wanted: readonly string[]) => (): boolean =>
  ids.slice(-wanted.length).join() === wanted.join();

describe('an HTTP collector', () => {
  it('gets the entries of the account in order, once, and knows us by its secret', async () => {
    await newAccount();
    const { url, ids, headers } = await startCollector();
    await record('before the sink was made');
    const sink = await create({ kind: 'http', url, authorization: 'Splunk 0123' });
    const wanted = [...(await recordAll(numbered(250)))];
    await recordAll(['of another'], 'other');
    wanted.push(...(await recordAll(numbered(250))));
    await until('everything is there', () => ids.length >= wanted.length);
    expect(ids.filter((id) => wanted.includes(id))).toEqual(wanted);
    expect(headers[0]).toMatchObject({
      authorization: 'Splunk 0123',
      'content-type': 'application/x-ndjson',
    });
    expect(await until('it is idle', isIdle(sink))).toMatchObject({
      lag: 0,
      account,
      deliveredAt: expect.anything(),
    });
    const kept = await Promise.all(
      ['auditsinksecret', 'auditsink'].map((of) => suite.store.read(`${of}-${sink.id}`)),
    );
    expect(kept.flat().map(({ type }) => type)).toEqual(['AuditSinkSecretStored', 'AuditSinkCreated']);
    expect(JSON.stringify(kept.flat().map(({ data }) => data))).not.toContain('0123');
  });

  it('that answers 500 or nothing loses nothing, shows its lag, and holds up no other', async () => {
    await newAccount();
    const [broken, silent, good] = [
      await startCollector(500),
      await startCollector(0),
      await startCollector(),
    ];
    const sinks: AuditSinkView[] = [];
    for (const { url } of [broken, silent, good]) sinks.push(await create({ kind: 'http', url }));
    const wanted = [await record('one'), await record('two')];
    await until('the good one has them', endsWith(good.ids, wanted));
    const failing = await until('it fails', async () => {
      const now = await shown(sinks[0]!);
      return now.lastFailure && now.lastFailure.attempts > 1 && now;
    });
    expect(failing).toMatchObject({ status: 'failing', lastFailure: { reason: 'answered 500' } });
    expect(failing.lag).toBeGreaterThanOrEqual(2);
    expect(await shown(sinks[1]!)).toMatchObject({ status: 'sending' });
    broken.answer.status = 204;
    await until('it has caught up', endsWith(broken.ids, wanted));
    expect(await until('it is idle', isIdle(sinks[0]!))).not.toHaveProperty('lastFailure');
  });

  it('goes on where it was when another copy of the service takes over', async () => {
    await newAccount();
    const { url, ids } = await startCollector();
    const sink = await create({ kind: 'http', url });
    const wanted = [await record('one')];
    await until('the first is there', endsWith(ids, wanted));
    await until('it is idle', isIdle(sink));
    const copy = await suite.startCopy();
    await suite.stopCopy(running);
    running = copy;
    wanted.push(await record('two'), await record('three'));
    await until('the others are there', endsWith(ids, wanted));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gets nothing more once its sink is deleted, and its secret is gone', async () => {
    await newAccount();
    const { url, ids } = await startCollector();
    const sink = await create({ kind: 'http', url, authorization: 'Bearer 4567' });
    await record('one');
    await until('it is there', () => ids.length > 0);
    await suite.client.call(auditContract.deleteSink, { id: sink.id }, contextOf(admin));
    await expect(shown(sink)).rejects.toMatchObject({ code: 'audit.sink_not_found' });
    expect(await suite.store.read(`auditsinksecret-${sink.id}`)).toEqual([]);
    const other = await startCollector();
    await create({ kind: 'http', url: other.url });
    const late = await record('late');
    await until('another sink has it', endsWith(other.ids, [late]));
    expect(ids).not.toContain(late);
  });
});

describe('a receiver of syslog over TLS', () => {
  const startRsyslog = async (name: string, port: number): Promise<ChildProcess> => {
    const configuration = join(folder, `${name}.conf`);
    const at = (file: string): string => join(folder, file);
    await writeFile(
      configuration,
      [
        `global(workDirectory="${folder}" defaultNetstreamDriver="gtls" maxMessageSize="64k"`,
        `  defaultNetstreamDriverCAFile="${at('ca.pem')}" defaultNetstreamDriverCertFile="${at('server.pem')}"`,
        `  defaultNetstreamDriverKeyFile="${at('server.key')}")`,
        'module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")',
        `input(type="imtcp" port="${port}" address="127.0.0.1")`,
        'template(name="line" type="string" string="%pri% %timereported:::date-rfc3339% %app-name% %msgid% %msg%\\n")',
        `action(type="omfile" file="${at(`${name}.log`)}" template="line")`,
      ].join('\n'),
    );
    const process = spawn('rsyslogd', ['-n', '-f', configuration, '-i', at(`${name}.pid`)], {
      stdio: 'ignore',
    });
    toStop.push(async () => {
      if (process.exitCode === null && process.kill()) await once(process, 'exit');
    });
    return process;
  };
  const linesOf = async (name: string): Promise<readonly string[]> =>
    (await readFile(join(folder, `${name}.log`), 'utf8').catch(() => '')).split('\n').slice(0, -1);
  const entryIn = (line: string) =>
    JSON.parse(line.slice(line.indexOf('{'))) as { id: string; data: object; summary: string };

  it('gets them as RFC 5424 in the frames of RFC 5425, with our certificate, and again after it was away', async () => {
    await newAccount();
    const { port, release } = await reservePort();
    await release();
    const trust = {
      caBundle: pem('ca.pem'),
      clientCertificate: pem('client.pem'),
      clientKey: pem('client.key'),
    };
    const sink = await create({ kind: 'syslog', url: `syslog+tls://localhost:${port}`, ...trust });
    const wanted = [await record('line\nbreaks, "quotes" and ł🙂'), await record('x'.repeat(20_000))];
    await until('it fails, as nobody listens', async () => (await shown(sink)).lastFailure);
    const first = await startRsyslog('siem', port);
    const ids = async () => (await linesOf('siem')).map((line) => entryIn(line).id);
    await until('both are there', async () => endsWith(await ids(), wanted)());
    const [line = '', large = ''] = (await linesOf('siem')).slice(-2);
    expect(line).toMatch(/^110 \d{4}-\d\d-\d\dT\S+ credstream ApiKeyRevoked \uFEFF?\{/);
    expect(entryIn(line).data).toEqual({ reason: 'line\nbreaks, "quotes" and ł🙂' });
    expect(entryIn(large).data).toEqual({ omitted: expect.stringMatching(/^200\d\d bytes$/) });
    first.kill();
    await once(first, 'exit');
    wanted.push(...(await recordAll(numbered(300))));
    await startRsyslog('siem', port);
    await until('all are there', async () => endsWith(await ids(), wanted)());
    expect((await ids()).filter((id) => wanted.includes(id))).toEqual(wanted);
  });

  it('that takes the connection and says nothing holds up nobody; one that is not trusted gets nothing', async () => {
    await newAccount();
    const sockets: Socket[] = [];
    const silent: TcpServer = createTcpServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    toStop.push(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const { port } = silent.address() as { port: number };
    const stalled = await create({ kind: 'syslog', url: `syslog+tls://127.0.0.1:${port}` });
    const { port: trusted, release } = await reservePort();
    await release();
    await startRsyslog('untrusted', trusted);
    const untrusted = await create({ kind: 'syslog', url: `syslog+tls://localhost:${trusted}` });
    const good = await startCollector();
    await create({ kind: 'http', url: good.url });
    const wanted = [await record('one')];
    await until('the good one has it', endsWith(good.ids, wanted));
    await until('the untrusted one fails', async () =>
      (await shown(untrusted)).lastFailure?.reason.includes('certificate'),
    );
    expect(await linesOf('untrusted')).toEqual([]);
    expect((await shown(stalled)).lag).toBeGreaterThan(0);
  });
});

describe('a file', () => {
  const pathOf = (file: string): string => join(folder, 'files', file);
  const idsIn = async (file: string): Promise<readonly string[]> =>
    (await readFile(pathOf(file), 'utf8').catch(() => ''))
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { id: string }).id);

  it('has each entry once, whole, also after a line was cut off and after it was moved away', async () => {
    await newAccount();
    const file = 'siem.ndjson';
    const sink = await create({ kind: 'file', file, account }, root);
    const wanted = [await record('one'), await record('two')];
    await until('both are there', async () => endsWith(await idsIn(file), wanted)());
    await until('it is idle', isIdle(sink));
    await appendFile(pathOf(file), '{"id":"cut o');
    wanted.push(await record('three'));
    await until('all are there', async () => endsWith(await idsIn(file), wanted)());
    // As after a crash before the place was kept: the file knows better.
    const mongo = new MongoClient(suite.variables['MONGODB_URL'] ?? '');
    const copy = await suite.startCopy();
    await suite.stopCopy(running);
    await mongo.db('credstream_audit').collection('sink_places').deleteMany({});
    await mongo.close();
    running = await suite.startCopy();
    await suite.stopCopy(copy);
    await until('it is idle', isIdle(sink));
    expect((await idsIn(file)).filter((id) => wanted.includes(id))).toEqual(wanted);
    await rm(pathOf(file));
    wanted.push(await record('four'));
    await until('a new file has the newest', async () => endsWith(await idsIn(file), wanted.slice(-1))());
  });

  it('that cannot be written keeps its entries waiting', async () => {
    await newAccount();
    await symlink(join(folder, 'elsewhere'), pathOf('link.ndjson'));
    const sink = await create({ kind: 'file', file: 'link.ndjson', account }, root);
    const wanted = [await record('one')];
    await until('it fails', async () => (await shown(sink)).lastFailure?.reason.includes('ELOOP'));
    await rm(pathOf('link.ndjson'));
    await until('it is there', async () => endsWith(await idsIn('link.ndjson'), wanted)());
  });
});

describe('a sink is refused', () => {
  beforeAll(newAccount);

  it.each<[string, Omit<CreateAuditSink, 'name'>, string]>([
    [
      'whose address is of a metadata service',
      { kind: 'http', url: 'https://169.254.169.254/' },
      'audit.sink_unreachable',
    ],
    ['whose address is private', { kind: 'http', url: 'https://10.0.0.1/' }, 'audit.sink_unreachable'],
    [
      'of syslog with a private address',
      { kind: 'syslog', url: 'syslog+tls://10.0.0.1' },
      'audit.sink_unreachable',
    ],
    ['without TLS', { kind: 'http', url: 'http://198.51.100.1/' }, 'audit.sink_unreachable'],
    ['with a password in the URL', { kind: 'http', url: 'https://a:b@example.org/' }, 'audit.sink_invalid'],
    [
      'with a line break in the header',
      { kind: 'http', url: 'https://example.org/', authorization: 'a\r\nb: c' },
      'audit.sink_invalid',
    ],
    [
      'with a certificate that is none',
      { kind: 'http', url: 'https://example.org/', caBundle: 'x' },
      'audit.sink_invalid',
    ],
    [
      'with a key without a certificate',
      { kind: 'http', url: 'https://example.org/', clientKey: 'x' },
      'audit.sink_invalid',
    ],
    ['that is a file, of a tenant', { kind: 'file', file: 'x' }, 'auth.not_permitted'],
    [
      'for the entries of all accounts, of a tenant',
      { kind: 'http', url: 'https://example.org/', account: '*' },
      'auth.not_permitted',
    ],
  ])('%s', async (_what, sink, code) => {
    await expect(create(sink)).rejects.toMatchObject({ code });
  });

  it('that is one more than an account may have, or has the file of another', async () => {
    for (let n = 0; n < 3; n += 1) await create({ kind: 'http', url: `https://example.org/${n}` });
    const one = { kind: 'http', url: 'https://example.org/' };
    await expect(create(one)).rejects.toMatchObject({ code: 'audit.sink_too_many' });
    await create({ kind: 'file', file: 'all.ndjson', account: '*' }, root);
    const same = { kind: 'file', file: 'all.ndjson', account: '*' };
    await expect(create(same, root)).rejects.toMatchObject({ code: 'audit.sink_invalid' });
  });

  it('that is another tenant’s: it does not exist', async () => {
    const { items } = await suite.client.call(auditContract.listSinks, {}, contextOf(admin));
    expect(items).toHaveLength(3);
    await newAccount();
    await expect(shown(items[0]!)).rejects.toMatchObject({ code: 'audit.sink_not_found' });
    const deleting = suite.client.call(auditContract.deleteSink, { id: items[0]!.id }, contextOf(admin));
    await expect(deleting).rejects.toMatchObject({ code: 'audit.sink_not_found' });
    expect((await suite.client.call(auditContract.listSinks, {}, contextOf(admin))).items).toEqual([]);
  });
});
