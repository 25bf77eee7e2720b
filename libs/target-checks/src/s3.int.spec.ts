import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestBench } from '../test/programs.js';
import { s3StandIn } from '../test/s3-stand-in.js';
import { onLoopback } from '../test/settings.js';
import { startSwift } from '../test/swift.js';
import { checkTarget } from './check-target.js';
import { signedHeaders } from './kinds/signature-v4.js';
import type { CheckSettings, Target } from './target.js';

const bench = new TestBench();
const region = 'eu-central-1';
const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalr/XUtn+FEMI=K7' };
const session = {
  accessKeyId: 'ASIASESSION',
  secretAccessKey: 'session secret',
  sessionToken: 'FwoG/token+=',
};
const ended = { ...session, accessKeyId: 'ASIAENDED' };
const narrow = { accessKeyId: 'AKIANARROW', secretAccessKey: 'narrow' };
let port: number;

beforeAll(async () => {
  await bench.setUp();
  port = await bench.listen(
    s3StandIn({
      region,
      buckets: ['plain', 'ключи и ()!*'],
      keys: {
        [key.accessKeyId]: { ...key, mayList: true },
        [session.accessKeyId]: { ...session, mayList: true },
        [ended.accessKeyId]: { ...ended, hasEnded: true, mayList: true },
        [narrow.accessKeyId]: { ...narrow, mayList: false },
      },
    }),
  );
});
afterAll(() => bench.tearDown());

type Asked = Readonly<{ secret?: string; id?: string; region?: string; time?: string }>;

/** Runs s3cmd; its exit code and what it says. */
const runS3cmd = async (at: number, more: Asked, ...verb: string[]): Promise<string> => {
  const command = [
    ...['s3cmd', '--config=/dev/null', '--no-ssl', `--host=127.0.0.1:${at}`, `--host-bucket=127.0.0.1:${at}`],
    ...[`--access_key=${more.id ?? key.accessKeyId}`, `--secret_key=${more.secret ?? key.secretAccessKey}`],
    ...[`--region=${more.region ?? region}`, ...verb],
  ];
  const [program = '', ...args] =
    more.time === undefined ? command : ['faketime', '-f', more.time, ...command];
  const child = spawn(program, args, {
    cwd: bench.folder,
    env: { PATH: process.env['PATH'], HOME: bench.folder },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return `${code} ${output}`;
};

describe('the stand-in for S3, asked by s3cmd', () => {
  const s3cmd = (more: Asked = {}) => runS3cmd(port, more, 'ls', 's3://plain');

  it('accepts what is signed right', async () => {
    expect(await s3cmd()).toMatch(/^0 /);
  });

  it('tells the region, which s3cmd takes over', async () => {
    expect(await s3cmd({ region: 'us-east-1' })).toMatch(/^0 /);
  });

  it.each([
    [{ secret: 'wrong' }, 'SignatureDoesNotMatch'],
    [{ id: 'AKIANOBODY' }, 'InvalidAccessKeyId'],
    [{ id: narrow.accessKeyId, secret: narrow.secretAccessKey }, 'AccessDenied'],
    [{ time: '+1h' }, 'RequestTimeTooSkewed'],
  ])('refuses %j with %s', async (more, code) => {
    const output = await s3cmd(more);
    expect(output).not.toMatch(/^0 /);
    expect(output).toContain(code);
  });
});

describe('an access key', () => {
  const check = (
    secret: Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>,
    more: Partial<Target> = {},
    settings: Partial<CheckSettings> = {},
  ) =>
    checkTarget(
      { kind: 's3', scheme: 'http', host: `127.0.0.1:${port}`, path: '', region, bucket: 'plain', ...more },
      secret,
      { ...onLoopback, ...settings },
    );
  it.each([
    ['of a user', key, {}],
    ['of a session', session, {}],
    ['for a bucket with a name to encode', key, { bucket: 'ключи и ()!*' }],
  ])('%s is accepted', async (_, secret, more) => {
    expect(await check(secret, more)).toMatchObject({ status: 'ok' });
  });

  it('is accepted without a bucket', async () => {
    const target: Target = {
      kind: 's3',
      scheme: 'http',
      host: `127.0.0.1:${port}`,
      path: '',
      region,
    };
    expect(await checkTarget(target, key, onLoopback)).toMatchObject({ status: 'ok' });
  });

  it.each([
    ['with another secret', { ...key, secretAccessKey: 'wrong' }, {}, 'unauthorized'],
    [
      'with a line end behind the secret',
      { ...key, secretAccessKey: `${key.secretAccessKey}\n` },
      {},
      'unauthorized',
    ],
    ['that is unknown', { ...key, accessKeyId: 'AKIANOBODY' }, {}, 'unauthorized'],
    ['that cannot be sent', { ...key, accessKeyId: 'AKIA\nX' }, {}, 'unauthorized'],
    ['of a session without its token', { ...session, sessionToken: 'other' }, {}, 'unauthorized'],
    ['of a session that has ended', ended, {}, 'expired'],
    ['that may not list', narrow, {}, 'forbidden'],
    ['for a bucket that is not there', key, { bucket: 'nowhere' }, 'no_target'],
  ])('%s has issues', async (_, secret, more, reason) => {
    expect(await check(secret, more)).toMatchObject({ status: 'issues', reason });
  });

  it.each([{ region: 'us-west-2' }, { region: 'us-east-1' }])(
    'of another region than %j names it',
    async (more) => {
      expect(await check(key, more)).toMatchObject({
        status: 'issues',
        reason: 'region',
        message: expect.stringContaining('store the region eu-central-1'),
      });
    },
  );

  it('whose region is not stored names it', async () => {
    const target: Target = {
      kind: 's3',
      scheme: 'http',
      host: `127.0.0.1:${port}`,
      path: '',
      bucket: 'plain',
    };
    expect(await checkTarget(target, key, onLoopback)).toMatchObject({
      reason: 'region',
      message: expect.stringContaining('eu-central-1'),
    });
  });

  it.each([-3_600_000, 3_600_000])('signed by a clock that is %i ms off says so', async (ms) => {
    expect(await check(key, {}, { now: () => new Date(Date.now() + ms) })).toMatchObject({
      status: 'issues',
      reason: 'clock',
      message: expect.stringContaining('there it is'),
    });
  });

  it('for a bucket that is elsewhere names the region, as AWS redirects', async () => {
    const redirecting = await bench.listen(
      createServer((_, response) => {
        response.writeHead(301, { 'x-amz-bucket-region': 'ap-south-1', location: 'https://s3.example/' });
        response.end('<Error><Code>PermanentRedirect</Code></Error>');
      }),
    );
    expect(await check(key, { host: `127.0.0.1:${redirecting}` })).toMatchObject({
      reason: 'region',
      message: expect.stringContaining('ap-south-1'),
    });
  });

  it('is not confused by another server', async () => {
    const page = await bench.listen(createServer((_, response) => response.end('<html>hello</html>')));
    expect(await check(key, { host: `127.0.0.1:${page}` })).toMatchObject({ reason: 'not_a_registry' });
  });
});

describe('an access key of Swift, which has an S3 API of its own', () => {
  const tester = { accessKeyId: 'test:tester', secretAccessKey: 'wJalr/XUtn+FEMI=K7' };
  const reader = { accessKeyId: 'test:reader', secretAccessKey: 'may-see-nothing' };
  let swift: number;

  beforeAll(async () => {
    swift = await startSwift(bench, region, {
      [tester.accessKeyId]: `${tester.secretAccessKey} .admin`,
      [reader.accessKeyId]: reader.secretAccessKey,
    });
    const asked = { id: tester.accessKeyId, secret: tester.secretAccessKey };
    expect(await runS3cmd(swift, asked, 'mb', 's3://plain')).toMatch(/^0 /);
  });

  const check = (
    secret: Readonly<{ accessKeyId: string; secretAccessKey: string }>,
    more: Partial<Target> = {},
    settings: Partial<CheckSettings> = {},
  ) => {
    const place = { host: `127.0.0.1:${swift}`, path: '', region, bucket: 'plain' } as const;
    const target: Target = { kind: 's3', scheme: 'http', ...place, ...more };
    return checkTarget(target, secret, { ...onLoopback, ...settings });
  };

  it('is accepted, with a bucket and without', async () => {
    expect(await check(tester)).toMatchObject({ status: 'ok' });
    const place = { scheme: 'http', host: `127.0.0.1:${swift}`, path: '', region } as const;
    expect(await checkTarget({ kind: 's3', ...place }, tester, onLoopback)).toMatchObject({ status: 'ok' });
  });

  it.each([
    ['with another secret', { ...tester, secretAccessKey: 'wrong' }, {}, 'unauthorized'],
    ['that is unknown', { ...tester, accessKeyId: 'test:nobody' }, {}, 'unauthorized'],
    ['that may not list', reader, {}, 'forbidden'],
    ['for a bucket that is not there', tester, { bucket: 'nowhere' }, 'no_target'],
  ])('%s has issues', async (_, secret, more, reason) => {
    expect(await check(secret, more)).toMatchObject({ status: 'issues', reason });
  });

  it('of another region names it, and a clock that is off says so', async () => {
    expect(await check(tester, { region: 'us-west-2' })).toMatchObject({
      reason: 'region',
      message: expect.stringContaining(region),
    });
    const now = () => new Date(Date.now() + 3_600_000);
    expect(await check(tester, {}, { now })).toMatchObject({ reason: 'clock' });
  });
});

describe('Signature Version 4', () => {
  it('is what AWS documents for a list of objects', () => {
    // Amazon S3 API reference, "Signature Calculations for the Authorization Header", GET Bucket (List Objects).
    const headers = signedHeaders(
      new URL('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J'),
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      'us-east-1',
      new Date('2013-05-24T00:00:00Z'),
    );
    expect(headers['authorization']).toContain(
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });
});
