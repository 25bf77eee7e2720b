import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnvironment, readTogether, ServiceEnvironment, SettingsRefused } from '../env.js';
import { isExposed } from './plaintext.js';
import { nearestName, readSettingValues } from './setting-values.js';

const good = {
  NATS_URL: 'nats://127.0.0.1:4222',
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
  CREDSTREAM_KEYS_DIR: '/var/lib/credstream/keys',
};
type Extra = Readonly<Record<string, string>>;
const read = (more: Extra) => readEnvironment(ServiceEnvironment, { ...good, ...more });
const refusalOf = (more: Extra): string => {
  try {
    read(more);
  } catch (error) {
    if (error instanceof SettingsRefused) return error.message;
    throw error;
  }
  return 'taken';
};

describe('variables that an orchestrator adds', () => {
  it.each([
    ['CREDSTREAM_SERVICE_HOST', '10.0.0.1'],
    ['CREDSTREAM_SERVICE_PORT', '8080'],
    ['CREDSTREAM_SERVICE_PORT_HTTP', '8080'],
    ['CREDSTREAM_PORT', 'tcp://10.0.0.1:8080'],
    ['CREDSTREAM_HEALTH_PORT', 'tcp://10.0.0.1:8081'],
    ['CREDSTREAM_PORT_8080_TCP', 'tcp://10.0.0.1:8080'],
    ['CREDSTREAM_PORT_8080_TCP_PROTO', 'tcp'],
    ['CREDSTREAM_GATEWAY_PORT_53_UDP_ADDR', '10.0.0.1'],
    ['CREDSTREAM_GATEWAY_SERVICE_HOST', '10.0.0.1'],
    ['CREDSTREAM_NAME', '/web/credstream'],
  ])('are left out: %s=%s', (name, value) => {
    expect(read({ [name]: value }).CREDSTREAM_HEALTH_PORT).toBeUndefined();
  });

  it('do not hide a setting that is meant', () => {
    expect(refusalOf({ CREDSTREAM_HEALTH_PORT: 'eighty' })).toContain(
      'CREDSTREAM_HEALTH_PORT must be a port',
    );
  });
});

describe('a secret from a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credstream-settings-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = async (content: string): Promise<string> => {
    const path = join(folder, `${content.length}`);
    await writeFile(path, content);
    return path;
  };

  it.each([
    'nats://me:s3cret@127.0.0.1:4222',
    'nats://me:s3cret@127.0.0.1:4222\n',
    'nats://me:s3cret@127.0.0.1:4222\r\n',
  ])('is read without the line end of the file', async (content) => {
    const { NATS_URL: _, ...rest } = good;
    const env = readEnvironment(ServiceEnvironment, { ...rest, NATS_URL_FILE: await file(content) });
    expect(env.NATS_URL).toBe('nats://me:s3cret@127.0.0.1:4222');
  });

  it('is refused by name when it is missing, a folder, empty, of several lines or set twice', async () => {
    expect(refusalOf({ CREDSTREAM_SCIM_TOKEN_FILE: folder })).toContain(
      'CREDSTREAM_SCIM_TOKEN_FILE names a file that cannot be read (EISDIR)',
    );
    expect(refusalOf({ CREDSTREAM_SCIM_TOKEN_FILE: join(folder, 'none', '\0') })).toContain(
      'CREDSTREAM_SCIM_TOKEN_FILE',
    );
    expect(refusalOf({ CREDSTREAM_SCIM_TOKEN_FILE: join(folder, 'none') })).toContain(
      'CREDSTREAM_SCIM_TOKEN_FILE names a file that cannot be read (ENOENT)',
    );
    expect(refusalOf({ CREDSTREAM_SCIM_TOKEN_FILE: await file('\n') })).toContain('is empty');
    expect(refusalOf({ CREDSTREAM_ADMIN_PASSWORD_FILE: await file('one line\nand another\n') })).toContain(
      'CREDSTREAM_ADMIN_PASSWORD must not hold line ends',
    );
    expect(refusalOf({ NATS_URL_FILE: await file('nats://localhost') })).toContain(
      'NATS_URL and NATS_URL_FILE are both set',
    );
  });
});

describe('line ends', () => {
  it('are cut where they cannot be meant', () => {
    expect(read({ CREDSTREAM_LOG_LEVEL: 'debug\n', CREDSTREAM_HEALTH_PORT: '81\r\n' })).toMatchObject({
      CREDSTREAM_LOG_LEVEL: 'debug',
      CREDSTREAM_HEALTH_PORT: 81,
    });
  });

  it('of a secret are refused by name, and the secret is not told', () => {
    const said = refusalOf({ CREDSTREAM_ADMIN_PASSWORD: 'correct-horse-battery\n' });
    expect(said).toContain('CREDSTREAM_ADMIN_PASSWORD must not end with a line end');
    expect(said).not.toContain('horse');
    expect(refusalOf({ CREDSTREAM_OIDC_CLIENT_SECRET: 'a\tb' })).toContain('control characters');
  });
});

describe('a misspelt name', () => {
  it.each([
    ['CREDSTREAM_PROT', 'CREDSTREAM_PORT'],
    ['CREDSTREAM_LOGLEVEL', 'CREDSTREAM_LOG_LEVEL'],
    ['CREDSTREAM_KEY_DIR', 'CREDSTREAM_KEYS_DIR'],
    ['CREDSTREAM_PASSWORD', 'CREDSTREAM_ADMIN_PASSWORD'],
    ['CREDSTREAM_ALLOW_PLAIN_TEXT', 'CREDSTREAM_ALLOW_PLAINTEXT'],
    ['credstream_port', 'CREDSTREAM_PORT'],
    ['CREDSTREAMPORT', 'CREDSTREAM_PORT'],
    ['Credstream_Log_Level', 'CREDSTREAM_LOG_LEVEL'],
  ])('%s is told with the nearest one, %s', (name, meant) => {
    expect(refusalOf({ [name]: '1' })).toContain(`${name} is not a setting of Credstream; ${meant} is`);
  });

  it.each(['CREDSTREAM_ADDR', 'CREDSTREAM_TOKEN', 'CREDSTREAM_API_KEY', 'CREDSTREAM_PROFILE'])(
    'is not %s, which is of the command line',
    (name) => expect(refusalOf({ [name]: 'x' })).toBe('taken'),
  );

  it('that is like none is told alone', () => {
    expect(nearestName('CREDSTREAM_SOMETHING_ELSE', ['CREDSTREAM_PORT'])).toBeUndefined();
  });
});

describe('an address', () => {
  it.each([
    ['NATS_URL', 'nats://me:s3cret@127.0.0.1:4222,nats://127.0.0.2:4222'],
    ['NATS_URL', 'nats://token@localhost'],
    ['NATS_URL', 'nats://[::1]:4222, [::1]:4223'],
    ['NATS_URL', 'tls://nats.example.com:4222,nats2.example.com'],
    ['EVENTSTORE_URL', 'esdb://me:s3cret@one.example.com:2113,two.example.com:2113?tlsCAFile=/ca.pem'],
    ['EVENTSTORE_URL', 'esdb+discover://cluster.example.com?tls=true'],
    ['MONGODB_URL', 'mongodb://[::1]:27017'],
    ['MONGODB_URL', 'mongodb+srv://me:s3cret@db.example.com/?tlsCAFile=/ca.pem'],
    ['CREDSTREAM_GRPC_LISTEN', '[::1]:9000'],
    ['CREDSTREAM_GRPC_LISTEN', 'localhost:9000'],
  ])('of this form is taken: %s=%s', (name, value) => {
    expect(refusalOf({ [name]: value })).toBe('taken');
  });

  it.each([
    ['EVENTSTORE_URL', 'esdb://[::1]:2113?tls=false'],
    ['NATS_URL', 'nats://'],
    ['NATS_URL', 'http://localhost'],
    ['CREDSTREAM_GRPC_LISTEN', '::1:9000'],
    ['CREDSTREAM_GRPC_LISTEN', '[::1]'],
  ])('of another form is refused by name: %s=%s', (name, value) => {
    expect(refusalOf({ [name]: value })).toContain(name);
  });

  it.each([
    ['NATS_URL', 'nats://me:s3cret@10.0.0.1:4222', 'nats'],
    ['NATS_URL', 'nats://127.0.0.1,nats://broker', 'nats'],
    ['EVENTSTORE_URL', 'esdb://log:2113?tls=false', 'eventstore'],
    ['EVENTSTORE_URL', 'esdb://127.0.0.1,log?tls=False', 'eventstore'],
    ['MONGODB_URL', 'mongodb://me:s3cret@db', 'mongodb'],
    ['MONGODB_URL', 'mongodb+srv://db.example.com/?tls=false', 'mongodb'],
    ['CREDSTREAM_GRPC_LISTEN', '0.0.0.0:9000', 'grpc'],
  ])('that crosses a network in clear is refused unless a setting says so: %s=%s', (name, value, allowed) => {
    const said = refusalOf({ [name]: value });
    expect(said).toContain(`${name} must be encrypted`);
    expect(said).toContain(`CREDSTREAM_ALLOW_PLAINTEXT must name ${allowed}`);
    expect(said).not.toContain('s3cret');
    expect(refusalOf({ [name]: value, CREDSTREAM_ALLOW_PLAINTEXT: allowed })).toBe('taken');
    expect(
      refusalOf({ [name]: value, CREDSTREAM_ALLOW_PLAINTEXT: allowed === 'grpc' ? 'nats' : 'grpc' }),
    ).not.toBe('taken');
  });

  it.each(['127.0.0.1', '127.3.2.1', 'localhost', '[::1]'])('on %s crosses none', (host) => {
    expect(isExposed('nats', `nats://${host}:4222`)).toBe(false);
  });
});

describe('what several parts refuse', () => {
  it('is told together, each once', () => {
    const bad = { ...good, NATS_URL: 'smoke', CREDSTREAM_PROT: '1' };
    const reader = () => readEnvironment(ServiceEnvironment, bad);
    expect(() => readTogether([reader, reader])).toThrow(SettingsRefused);
    try {
      readTogether([
        reader,
        reader,
        () => readEnvironment(ServiceEnvironment, { ...good, MONGODB_URL: 'smoke' }),
      ]);
    } catch (error) {
      const lines = (error as SettingsRefused).broken.map((line) => line.split(' ', 1)[0]);
      expect(lines).toEqual(['NATS_URL', 'CREDSTREAM_PROT', 'MONGODB_URL']);
    }
    expect.assertions(2);
  });

  it('is nothing when nothing is wrong', () => {
    expect(readSettingValues(good).broken).toEqual([]);
  });
});
