import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import type { Variables } from './child.js';
import { administratorOf } from './session.js';
import { launchSuite, startSuite, type Suite, type SuiteOptions } from './suite-process.js';

/** What it says on its way out; it must end by itself, with code 1 and without a stack trace. */
const refusal = async (options: SuiteOptions): Promise<string> => {
  const child = launchSuite(options);
  expect(await child.exit).toEqual({ code: 1, signal: null });
  expect(child.stdout()).not.toContain('ready');
  expect(child.stderr()).not.toMatch(/^\s+at /m);
  return child.stderr();
};

describe('credstream up does not start', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['CREDSTREAM_PORT', 'eighty-eighty'],
    ['CREDSTREAM_TRANSPORT', 'pigeon'],
    ['CREDSTREAM_ADMIN_PASSWORD', 'tooshort'],
    ['CREDSTREAM_TRUSTED_PROXIES', 'everyone'],
    ['CREDSTREAM_EGRESS_ALLOW', 'everywhere'],
    ['CREDSTREAM_PROT', 'misspelt'],
  ];

  it.each(bad)('with a bad %s (%s); it names the variable, never its value', async (name, value) => {
    const said = await refusal({ dataDir: temporaryFolder(), env: { [name]: value } });
    expect(said).toContain(name);
    expect(said).not.toContain(value);
  });

  it('with several bad variables; it names them all', async () => {
    const names = [
      'CREDSTREAM_TRANSPORT',
      'CREDSTREAM_LOG_LEVEL',
      'EVENTSTORE_URL',
      'MONGODB_URL',
      'NATS_URL',
    ];
    const env = Object.fromEntries(names.map((name) => [name, 'pigeon']));
    const said = await refusal({ dataDir: temporaryFolder(), env });
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
    expect(said).not.toContain('pigeon');
  });

  describe('with what an operator got wrong', () => {
    const folder = temporaryFolder();
    const [file, garbage, open] = ['file', 'garbage', 'open'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const [none, damaged, keys] = ['no/such/file', 'damaged', 'keys'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const foreign = join(folder, 'foreign');
    const listener = createServer().listen(0, '127.0.0.1');
    const taken = (): string => `127.0.0.1:${(listener.address() as AddressInfo).port}`;

    beforeAll(() => {
      writeFileSync(file, '');
      writeFileSync(garbage, 'garbage');
      mkdirSync(open);
      chmodSync(open, 0o777);
      mkdirSync(foreign, { mode: 0o700 });
      // Needs root, as the installation of the programs does.
      chownSync(foreign, 65534, 65534);
      mkdirSync(join(damaged, 'eventstore/store'), { recursive: true, mode: 0o700 });
      writeFileSync(join(damaged, 'eventstore/store/data.mdb'), 'garbage', { mode: 0o600 });
      mkdirSync(join(keys, 'identity'), { recursive: true, mode: 0o700 });
      writeFileSync(join(keys, 'identity/keys.json'), 'garbage', { mode: 0o600 });
    });
    afterAll(() => void listener.close());

    const vault = {
      CREDSTREAM_KEY_PROVIDER: 'vault-transit',
      CREDSTREAM_VAULT_ADDRESS: 'https://127.0.0.1:1',
      CREDSTREAM_VAULT_TOKEN_FILE: garbage,
    };
    const cases: readonly (readonly [string, () => Variables, RegExp])[] = [
      ['a file for a folder', () => ({ CREDSTREAM_DATA_DIR: file }), /CREDSTREAM_DATA_DIR.* not a folder/],
      ['a folder below a file', () => ({ CREDSTREAM_DATA_DIR: `${file}/x` }), /CREDSTREAM_DATA_DIR.* a file/],
      ['a folder that cannot be made', () => ({ CREDSTREAM_DATA_DIR: '/proc/x' }), /CREDSTREAM_DATA_DIR/],
      ['a folder for all users', () => ({ CREDSTREAM_DATA_DIR: open }), /other users may use it.*chmod/],
      [
        'a folder of another user',
        () => ({ CREDSTREAM_DATA_DIR: foreign }),
        /CREDSTREAM_DATA_DIR.*belongs to user 65534/,
      ],
      ['a damaged store', () => ({ CREDSTREAM_DATA_DIR: damaged }), /damaged.*Restore a backup/],
      ['a file for the folder of keys', () => ({ CREDSTREAM_KEYS_DIR: file }), /not a folder/],
      ['keys that are none', () => ({ CREDSTREAM_KEYS_DIR: keys }), /keys\.json.*restore it from a backup/],
      [
        'a password file that is a folder',
        () => ({ CREDSTREAM_ADMIN_PASSWORD: undefined, CREDSTREAM_ADMIN_PASSWORD_FILE: folder }),
        /CREDSTREAM_ADMIN_PASSWORD_FILE.*EISDIR/,
      ],
      [
        'a taken port of the metrics',
        () => ({ CREDSTREAM_METRICS_LISTEN: taken() }),
        /CREDSTREAM_METRICS_LISTEN: .*in use/,
      ],
      [
        'an address of another machine',
        () => ({ CREDSTREAM_HOST: '203.0.113.9', CREDSTREAM_PUBLIC_URL: 'https://x.example' }),
        /203\.0\.113\.9.*CREDSTREAM_HOST/,
      ],
      ['a missing file of leak keys', () => ({ CREDSTREAM_LEAK_KEYS_FILE: none }), /LEAK_KEYS_FILE.*ENOENT/],
      [
        'leak keys that are none',
        () => ({ CREDSTREAM_LEAK_KEYS_FILE: garbage }),
        /LEAK_KEYS_FILE.*public_keys/,
      ],
      [
        'a checkpoint nowhere',
        () => ({ CREDSTREAM_CHECKPOINT_FILE: none }),
        /CHECKPOINT_FILE.*does not exist/,
      ],
      [
        'a checkpoint in a folder',
        () => ({ CREDSTREAM_CHECKPOINT_FILE: folder }),
        /CHECKPOINT_FILE.*a folder/,
      ],
      [
        'an authority that is none',
        () => ({ ...vault, CREDSTREAM_VAULT_TLS_CA: garbage }),
        /CREDSTREAM_VAULT_TLS_CA.*no certificate/,
      ],
      [
        'an authority of NATS that is none',
        () => ({ NATS_URL: 'tls://127.0.0.1:1', CREDSTREAM_NATS_TLS_CA: garbage }),
        /CREDSTREAM_NATS_TLS_CA/,
      ],
    ];

    it.each(cases)('%s; it says so in a sentence', async (_what, env, sentence) => {
      expect(await refusal({ dataDir: temporaryFolder(), env: env() })).toMatch(sentence);
    });
  });

  describe('beside a suite that runs', () => {
    const dataDir = temporaryFolder();
    let suite: Suite;

    beforeAll(async () => {
      suite = await startSuite({ dataDir });
    });

    it('on its port; it names the port and the variable that sets another one', async () => {
      const said = await refusal({ dataDir: temporaryFolder(), port: suite.port });
      expect(said).toContain(suite.port);
      expect(said).toContain('CREDSTREAM_PORT');
    });

    it('on its port, at a first start; the start that works still shows the first password', async () => {
      const options = { dataDir: temporaryFolder(), env: { CREDSTREAM_ADMIN_PASSWORD: undefined } };
      await refusal({ ...options, port: suite.port });
      expect((await startSuite(options)).greeting).toContain('(shown this once)');
    });

    it('in its folder; it names the folder and says that it is in use', async () => {
      const said = await refusal({ dataDir });
      expect(said).toContain(dataDir);
      expect(said).toMatch(/in use|another process/i);
    });

    it('and leaves that suite unharmed', async () => {
      const admin = await administratorOf(suite.url);
      const { key } = await admin.createKey('still here');
      expect((await admin.authorize(key)).status).toBe(204);
    });
  });
});
