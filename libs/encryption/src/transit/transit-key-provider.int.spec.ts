import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CiphertextRefused, KeyProviderUnavailable, MasterKeyDestroyed } from '@credstream/domain-kernel';
import { type TokenOptions, TransitStandIn, until } from '@credstream/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileKeyProvider } from '../file/file-key-provider.js';
import type { KeyProvider, WrappedKey } from '../key-provider.js';
import { MovedKeyProvider } from '../moved-key-provider.js';
import { KeyRotation, type MasterKeyStreams } from '../rotation/key-rotation.js';
import { defaultRotationPolicy, type MasterKeyFact } from '../rotation/master-key-facts.js';
import { TransitKeyProvider, type TransitSettings } from './transit-key-provider.js';

let folder: string;
let vault: TransitStandIn;
let url: string;
let alarms: string[];
let reliefs: number;
const stops: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-transit-'));
  [alarms, reliefs] = [[], 0];
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await rm(folder, { recursive: true });
});

const tokenFile = () => join(folder, 'token');
const putToken = async (options: TokenOptions = { ttl: 0 }): Promise<string> => {
  const token = vault.makeToken(options);
  await writeFile(tokenFile(), `${token}\n`);
  return token;
};
const start = async (
  standIn: ConstructorParameters<typeof TransitStandIn>[0] = {},
  kind: 'plain' | 'derived' = 'derived',
): Promise<void> => {
  vault = new TransitStandIn(standIn);
  url = await vault.start();
  stops.push(() => vault.stop());
  vault.makeKey('credstream', kind);
  await putToken();
};
const open = async (more: Partial<TransitSettings> = {}): Promise<TransitKeyProvider> => {
  const settings = { url, key: 'credstream', readToken: () => readFile(tokenFile(), 'utf8'), ...more };
  const provider = await TransitKeyProvider.open(settings, {
    onAlarm: (message) => void alarms.push(message),
    onRelief: () => void (reliefs += 1),
  });
  stops.push(() => provider.close());
  return provider;
};
const dataKey = randomBytes(32);

describe.each(['plain', 'derived'] as const)('a %s key in Vault', (kind) => {
  beforeEach(() => start({}, kind));

  it('wraps a data key for one credential', async () => {
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    expect(wrapped).toMatchObject({ provider: 'vault-transit', epoch: 1 });
    expect(await provider.unwrap(JSON.parse(JSON.stringify(wrapped)), 'C1')).toEqual(dataKey);
    await expect(provider.unwrap(wrapped, 'C2')).rejects.toThrow(CiphertextRefused);
    const changed = { ...wrapped, bytes: `${wrapped.bytes.slice(0, -8)}AAAAAAA=` };
    await expect(provider.unwrap(changed, 'C1')).rejects.toThrow(CiphertextRefused);
    await expect(provider.unwrap({ ...wrapped, epoch: 2 }, 'C1')).rejects.toThrow(CiphertextRefused);
    await expect(provider.unwrap({ ...wrapped, provider: 'file' }, 'C1')).rejects.toThrow('file');
  });

  it('is rotated, rewraps without showing the data key, and is destroyed version by version', async () => {
    const provider = await open();
    const before = await provider.wrap(dataKey, 'C1');
    expect(await provider.startEpoch()).toBe(2);
    expect(await provider.unwrap(before, 'C1')).toEqual(dataKey);
    vault.requests.length = 0;
    const after = await provider.rewrap(before, 'C1');
    expect(vault.requests).toEqual(['POST /v1/transit/rewrap/credstream']);
    expect(after.epoch).toBe(2);
    await provider.startEpoch();
    await provider.destroyEpoch(1);
    await provider.destroyEpoch(1);
    expect(await provider.epochs()).toEqual([
      { epoch: 1, status: 'destroyed' },
      { epoch: 2, status: 'live' },
      { epoch: 3, status: 'live' },
    ]);
    await expect(provider.unwrap(before, 'C1')).rejects.toThrow(MasterKeyDestroyed);
    await expect(provider.rewrap(before, 'C1')).rejects.toThrow(MasterKeyDestroyed);
    expect(await provider.unwrap(after, 'C1')).toEqual(dataKey);
    await expect(provider.destroyEpoch(4)).rejects.toThrow(RangeError);
    await provider.destroyEpoch(3);
    await expect(provider.unwrap(after, 'C1')).rejects.toThrow(MasterKeyDestroyed);
    expect((await provider.wrap(dataKey, 'C1')).epoch).toBe(4);
  });
});

describe('an installation that moves from one provider to another', () => {
  const stored = new Map<string, WrappedKey>();
  const facts: MasterKeyFact[] = [];
  let now = Date.now();
  const horizonMs = defaultRotationPolicy.backupHorizonDays * 86_400_000;
  const streams: MasterKeyStreams = {
    facts: () => Promise.resolve([...facts]),
    record: (fact) => Promise.resolve(void facts.push(fact)),
    async *walk() {
      for (const [credentialId, wrapped] of [...stored]) {
        await Promise.resolve();
        const replace = (next: WrappedKey) => Promise.resolve(Boolean(stored.set(credentialId, next)));
        yield { credentialId, wrapped, replace };
      }
    },
  };
  const rotationOf = (current: KeyProvider, former?: KeyProvider) =>
    new KeyRotation(
      former ? new MovedKeyProvider(current, former) : current,
      streams,
      { now: () => now, jump: () => undefined },
      defaultRotationPolicy,
      former,
    );
  const told = () => facts.map(({ type, data }) => `${type} ${data.provider} ${data.epoch}`);
  let file: FileKeyProvider;
  let transit: TransitKeyProvider;

  beforeEach(async () => {
    await start();
    stored.clear();
    facts.length = 0;
    file = await FileKeyProvider.open(join(folder, 'master-keys'), 'may be new');
    stops.push(() => file.close());
    transit = await open();
    for (const id of ['C1', 'C2', 'C3']) stored.set(id, await file.wrap(dataKey, id));
    await rotationOf(file).run({ start: 'when due' });
  });

  it('reads on, and has wrapped everything with the other one after one run; the way back is the same', async () => {
    const moved = new MovedKeyProvider(transit, file);
    for (const [id, wrapped] of stored) expect(await moved.unwrap(wrapped, id)).toEqual(dataKey);
    expect(await rotationOf(transit, file).isDue()).toBe(true);
    expect(await rotationOf(transit, file).run({ start: 'when due' })).toMatchObject({
      ...{ epoch: 1, rewrapped: 3, failures: [], destroyed: [] },
    });
    expect(await rotationOf(transit, file).isDue()).toBe(false);
    for (const [id, wrapped] of stored) {
      expect(wrapped).toMatchObject({ provider: 'vault-transit', epoch: 1 });
      expect(await transit.unwrap(wrapped, id)).toEqual(dataKey);
    }
    expect(told()).toEqual([
      'MasterKeyStarted file 1',
      'MasterKeyStarted vault-transit 1',
      'MasterKeyEmptied file 1',
    ]);

    const back = rotationOf(file, transit);
    expect(await back.isDue()).toBe(true);
    // Epoch 1 was left, and its horizon has begun: what comes back gets another one.
    expect(await back.run({ start: 'when due' })).toMatchObject({ epoch: 2, rewrapped: 3, failures: [] });
    expect(await back.isDue()).toBe(false);
    for (const [id, wrapped] of stored) {
      expect(wrapped).toMatchObject({ provider: 'file', epoch: 2 });
      expect(await file.unwrap(wrapped, id)).toEqual(dataKey);
    }
    expect(told().slice(3)).toEqual(['MasterKeyStarted file 2', 'MasterKeyEmptied vault-transit 1']);
  });

  it('destroys the master keys of the provider that it left after the backup horizon, the newest too', async () => {
    const backup = stored.get('C1')!;
    const rotation = rotationOf(transit, file);
    await rotation.run({ start: 'when due' });
    now += horizonMs - 1;
    await rotation.run({ start: 'when due' });
    expect(await file.unwrap(backup, 'C1')).toEqual(dataKey);
    now += 1;
    expect(await rotation.isDue()).toBe(true);
    await rotation.run({ start: 'when due' });
    await expect(file.unwrap(backup, 'C1')).rejects.toThrow(MasterKeyDestroyed);
    expect(told()).toContain('MasterKeyDestroyed file 1');
    expect(await rotation.isDue()).toBe(false);

    // And back once more: the log knows nothing of the one that took its place.
    await rotationOf(file, transit).run({ start: 'when due' });
    for (const [id, wrapped] of stored) {
      expect(wrapped).toMatchObject({ provider: 'file', epoch: 2 });
      expect(await file.unwrap(wrapped, id)).toEqual(dataKey);
    }
  });

  it('that prepares the move asks the other provider once, and goes on without it', async () => {
    const rotation = rotationOf(file, transit);
    expect(await rotation.isDue()).toBe(true);
    await rotation.run({ start: 'when due' });
    await vault.stop();
    expect(await rotation.isDue()).toBe(false);
    expect(await rotation.run({ start: 'now' })).toMatchObject({ epoch: 2, rewrapped: 3 });
  });

  it('wraps what a copy with the old settings made meanwhile at the next rotation', async () => {
    const rotation = rotationOf(transit, file);
    await rotation.run({ start: 'when due' });
    stored.set('C4', await file.wrap(dataKey, 'C4'));
    const emptied = told().filter((each) => each === 'MasterKeyEmptied file 1').length;
    expect(await rotation.run({ start: 'now' })).toMatchObject({ epoch: 2, rewrapped: 4 });
    expect(stored.get('C4')).toMatchObject({ provider: 'vault-transit' });
    // Its horizon begins anew.
    expect(told().filter((each) => each === 'MasterKeyEmptied file 1')).toHaveLength(emptied + 1);
  });
});

describe('Vault', () => {
  it('is reached with a namespace, another mount and an authority of its own', async () => {
    const files = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-subj',
          '/CN=vault',
        ],
        ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', files[0]!, '-out', files[1]!],
      ],
      { stdio: 'ignore' },
    );
    const [key, cert] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    await start({ tls: { key: key!, cert: cert! }, namespace: 'team/a', mount: 'secrets/transit' });
    const settings = { namespace: 'team/a', mount: 'secrets/transit', caBundle: cert! };
    const provider = await open(settings);
    expect(await provider.unwrap(await provider.wrap(dataKey, 'C1'), 'C1')).toEqual(dataKey);
    const { caBundle: _, ...untrusting } = settings;
    await expect((await open(untrusting)).wrap(dataKey, 'C1')).rejects.toThrow(KeyProviderUnavailable);
    await expect((await open({ ...settings, namespace: 'other' })).wrap(dataKey, 'C1')).rejects.toThrow(
      'token',
    );
  });

  it('is not asked without TLS over a network', async () => {
    await start();
    for (const address of ['http://vault.example.com:8200', 'http://10.0.0.1', 'ftp://127.0.0.1']) {
      await expect(open({ url: address })).rejects.toThrow(RangeError);
    }
  });

  it('may be away at the start: only what needs its keys fails, until it is there', async () => {
    await start();
    await rm(tokenFile());
    const provider = await open();
    expect(alarms).toHaveLength(1);
    await expect(provider.wrap(dataKey, 'C1')).rejects.toThrow('its token cannot be read');
    await putToken();
    expect((await provider.wrap(dataKey, 'C1')).epoch).toBe(1);
    await until('the alarm is over', () => reliefs === 1);
  });

  it.each([
    [301, '', 'redirects'],
    [307, '', 'redirects'],
    [200, '<html>', 'not JSON'],
    [200, '[]', 'no object'],
    [200, '"x"', 'no object'],
    [500, '{"errors":["internal error"]}', 'internal error'],
    [503, '{"errors":["Vault is sealed"]}', 'Vault is sealed'],
    [429, '{"errors":[]}', 'no reason given'],
    [200, `{"data":"${'x'.repeat(300_000)}"}`, 'too long'],
  ])('that answers %i %j is an outage', async (status, body, words) => {
    await start();
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    vault.instead = (_, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end(body);
    };
    await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow(words);
    await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow(KeyProviderUnavailable);
    vault.instead = undefined;
    expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
  });

  it('that redirects never gets the token sent elsewhere', async () => {
    await start();
    let asked = 0;
    const elsewhere = createServer((_, response) => {
      asked += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    stops.push(() => void elsewhere.close());
    const provider = await open();
    const address = elsewhere.address();
    const port = typeof address === 'object' ? address?.port : 0;
    vault.instead = (_, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end();
    };
    await expect(provider.wrap(dataKey, 'C1')).rejects.toThrow('redirects');
    expect(asked).toBe(0);
  });

  it('that hangs, or is gone, is an outage in time', async () => {
    await start();
    const provider = await open({ answerWithinMs: 300 });
    const wrapped = await provider.wrap(dataKey, 'C1');
    vault.instead = () => undefined;
    await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow('no answer within 0.3 seconds');
    await vault.stop();
    await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow(KeyProviderUnavailable);
  });

  it.each([
    ['no such key', { key: 'nobody' }, 'has no key nobody'],
    ['no such engine', { mount: 'elsewhere' }, 'has no key'],
  ])('with %s says so', async (_, more, words) => {
    await start();
    await expect((await open(more)).wrap(dataKey, 'C1')).rejects.toThrow(words);
  });

  it('restored from an older backup is told apart from damage', async () => {
    await start();
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    const later = { ...wrapped, epoch: 7, bytes: wrapped.bytes.replace('vault:v1:', 'vault:v7:') };
    await expect(provider.unwrap(later, 'C1')).rejects.toThrow('has no version 7');
  });
});

describe('the token for Vault', () => {
  beforeEach(() => start());
  const renewals = () => vault.requests.filter((each) => each === 'POST /v1/auth/token/renew-self').length;

  it('is renewed at half its life, and goes on working beyond it', async () => {
    await putToken({ ttl: 2 });
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    for (const times of [1, 2, 3]) {
      vault.pass(1);
      await until(`it has been renewed ${times} times`, () => renewals() >= times);
    }
    expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
    expect(alarms).toEqual([]);
  });

  it.each([
    [{ ttl: 2, renewable: false }, 'it is not renewable'],
    [{ ttl: 2, maxTtl: 2 }, 'it has reached its longest life'],
  ])(
    'that cannot be renewed (%j) is an alarm before it ends, then 503, until there is a new one',
    async (options, why) => {
      await putToken(options);
      const provider = await open();
      const wrapped = await provider.wrap(dataKey, 'C1');
      vault.pass(1);
      await until('there is an alarm', () => alarms.length > 0);
      expect(alarms[0]).toContain(why);
      expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
      vault.pass(1);
      await expect(provider.unwrap(wrapped, 'C1')).rejects.toMatchObject({
        code: 'encryption.unavailable',
        kind: 'unavailable',
        message: expect.stringContaining('refuses the token'),
      });
      await putToken();
      expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
      await until('the alarm is over', () => reliefs > 0);
    },
  );

  it('that was revoked is an alarm', async () => {
    const token = await putToken({ ttl: 2 });
    await open();
    vault.revoke(token);
    await until('there is an alarm', () => alarms.length > 0);
  });

  it('is in no error', async () => {
    const token = await putToken();
    const provider = await open();
    vault.revoke(token);
    const error: unknown = await provider.wrap(dataKey, 'C1').catch((problem: unknown) => problem);
    const cause = (error as Error).cause as Error;
    expect(`${String(error)} ${String(cause)} ${JSON.stringify(error)} ${alarms.join()}`).not.toContain(
      token,
    );
  });
});

describe('the stand-in for Vault', () => {
  beforeEach(() => start());

  /** Debian's python3, which finds Debian's hvac. */
  const hvac = async (script: string): Promise<string> => {
    const token = vault.makeToken({ ttl: 60 });
    const { stdout } = await promisify(execFile)('/usr/bin/python3', [
      '-c',
      `import hvac, json, base64\nclient = hvac.Client(url='${url}', token='${token}')\ntransit = client.secrets.transit\n${script}`,
    ]);
    return stdout.trim();
  };

  it('is Vault to hvac: keys, encryption, rotation, trimming, refusals', async () => {
    const output = await hvac(`
text = base64.b64encode(b'hello').decode()
context = base64.b64encode(b'context').decode()
transit.create_key(name='other', derived=True)
one = transit.encrypt_data(name='other', plaintext=text, context=context)['data']['ciphertext']
transit.rotate_key(name='other')
two = transit.rewrap_data(name='other', ciphertext=one, context=context)['data']['ciphertext']
plain = transit.decrypt_data(name='other', ciphertext=two, context=context)['data']['plaintext']
key = transit.read_key(name='other')['data']
said = []
def refused(work):
    try:
        work()
        said.append('no error')
    except hvac.exceptions.VaultError as error:
        said.append(type(error).__name__)
refused(lambda: transit.trim_key(name='other', min_version=2))
transit.update_key_configuration(name='other', min_decryption_version=2)
refused(lambda: transit.decrypt_data(name='other', ciphertext=one, context=context))
refused(lambda: transit.decrypt_data(name='other', ciphertext=two))
refused(lambda: transit.decrypt_data(name='other', ciphertext='nonsense', context=context))
refused(lambda: transit.read_key(name='nobody'))
refused(lambda: hvac.Client(url='${url}', token='wrong').secrets.transit.read_key(name='other'))
lease = client.auth.token.renew_self()['auth']['lease_duration']
left = client.auth.token.lookup_self()['data']['ttl']
print(json.dumps([one[:9], two[:9], plain == text, key['latest_version'], key['derived'], lease, left > 0, said]))
`);
    expect(JSON.parse(output)).toEqual([
      ...['vault:v1:', 'vault:v2:', true, 2, true, 60, true],
      ['InvalidRequest', 'InvalidRequest', 'InvalidRequest', 'InvalidRequest', 'InvalidPath', 'Forbidden'],
    ]);
  });

  it('lets hvac read what Credstream wrapped, and Credstream what hvac rewrapped', async () => {
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    const context = Buffer.from(JSON.stringify(['data key', 'C1'])).toString('base64');
    const output = await hvac(`
transit.rotate_key(name='credstream')
plain = transit.decrypt_data(name='credstream', ciphertext='${wrapped.bytes}', context='${context}')['data']['plaintext']
again = transit.rewrap_data(name='credstream', ciphertext='${wrapped.bytes}', context='${context}')['data']['ciphertext']
print(json.dumps([plain, again]))
`);
    const [plain, again] = JSON.parse(output) as [string, string];
    expect(Buffer.from(plain, 'base64').subarray(0, 32)).toEqual(dataKey);
    expect(await provider.unwrap({ provider: 'vault-transit', epoch: 2, bytes: again }, 'C1')).toEqual(
      dataKey,
    );
  });

  it('is Vault to node-vault', async () => {
    type Answer = Promise<{ data: Record<string, string>; auth: Record<string, unknown> }>;
    type Client = Record<
      'encryptData' | 'decryptData' | 'rewrapData' | 'transitReadKey' | 'tokenRenewSelf',
      (body?: object) => Answer
    >;
    const nodeVault = createRequire(import.meta.url)('node-vault') as (options: object) => Client;
    const client = nodeVault({ endpoint: url, token: vault.makeToken({ ttl: 60 }), apiVersion: 'v1' });
    const provider = await open();
    const wrapped = await provider.wrap(dataKey, 'C1');
    const context = Buffer.from(JSON.stringify(['data key', 'C1'])).toString('base64');
    const name = 'credstream';
    const { data } = await client.decryptData({ name, ciphertext: wrapped.bytes, context });
    expect(Buffer.from(data['plaintext']!, 'base64').subarray(0, 32)).toEqual(dataKey);
    const again = await client.rewrapData({ name, ciphertext: wrapped.bytes, context });
    expect(again.data['ciphertext']).toMatch(/^vault:v1:/);
    const own = await client.encryptData({ name, plaintext: 'aGVsbG8=', context });
    expect(own.data['ciphertext']).toMatch(/^vault:v1:/);
    expect((await client.transitReadKey({ name })).data['latest_version']).toBe(1);
    expect((await client.tokenRenewSelf()).auth['lease_duration']).toBe(60);
    await expect(client.decryptData({ name, ciphertext: wrapped.bytes })).rejects.toThrow(/400|context/);
  });
});
