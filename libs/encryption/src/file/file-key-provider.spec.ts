import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFileRefused } from '@credstream/crypto';
import { CiphertextRefused, KeyProviderUnavailable, MasterKeyDestroyed } from '@credstream/domain-kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileKeyProvider } from './file-key-provider.js';

let above: string;
let folder: string;
const opened: FileKeyProvider[] = [];

beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'credstream-master-keys-'));
  folder = join(above, 'master-keys');
});
afterEach(async () => {
  for (const provider of opened.splice(0)) provider.close();
  await rm(above, { recursive: true });
});

const open = async (expected: 'keys exist' | 'may be new' = 'keys exist'): Promise<FileKeyProvider> => {
  const provider = await FileKeyProvider.open(folder, expected);
  opened.push(provider);
  return provider;
};
const dataKey = randomBytes(32);

describe('the master keys of a new installation', () => {
  it('are made once, for their user alone', async () => {
    await Promise.all([open('may be new'), open('may be new'), open('may be new')]);
    expect(await readdir(folder)).toEqual(['master-key.1.secret']);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'master-key.1.secret'))).mode & 0o777).toBe(0o600);
    const [one, other] = [await open('may be new'), await open()];
    expect(one.checks()).toEqual(other.checks());
  });

  it('wrap a data key for one credential', async () => {
    const provider = await open('may be new');
    const wrapped = await provider.wrap(dataKey, 'C1');
    expect(wrapped).toMatchObject({ provider: 'file', epoch: 1 });
    expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
    await expect(provider.unwrap(wrapped, 'C2')).rejects.toThrow(CiphertextRefused);
    await expect(provider.unwrap({ ...wrapped, bytes: 'AAAA' }, 'C1')).rejects.toThrow(CiphertextRefused);
    await expect(provider.unwrap({ ...wrapped, provider: 'other' }, 'C1')).rejects.toThrow('other');
  });
});

describe('master keys that secrets were encrypted with', () => {
  it('are not made anew when their folder is missing', async () => {
    await expect(open()).rejects.toThrow(KeyFileRefused);
    expect(await readdir(above)).toEqual([]);
  });

  it('are not made anew when the folder is empty', async () => {
    await open('may be new');
    await rm(join(folder, 'master-key.1.secret'));
    await expect(open()).rejects.toThrow('holds no master key');
  });

  it.each([
    ['is open to others', (path: string) => chmod(path, 0o640), '0640'],
    ['is cut', (path: string) => truncate(path, 31), '31 bytes'],
    ['is empty', (path: string) => truncate(path, 0), '0 bytes'],
  ])('are refused by the name of the file that %s', async (_, spoil, words) => {
    await open('may be new');
    const path = join(folder, 'master-key.1.secret');
    await spoil(path);
    const error: unknown = await open().catch((problem: unknown) => problem);
    expect(error).toMatchObject({ name: 'KeyFileRefused', path, message: expect.stringContaining(words) });
  });

  it('have checks that another key does not have', async () => {
    const before = (await open('may be new')).checks();
    await writeFile(join(folder, 'master-key.1.secret'), randomBytes(32));
    const after = (await open()).checks();
    expect(after.map(({ name, file }) => ({ name, file }))).toEqual(
      before.map(({ name, file }) => ({ name, file })),
    );
    expect(after[0]!.check).not.toBe(before[0]!.check);
  });

  it('stop what needs them, and not the process, when they cannot be read any more', async () => {
    const provider = await open('may be new');
    const wrapped = await provider.wrap(dataKey, 'C1');
    await rename(folder, `${folder}.away`);
    await expect(provider.wrap(dataKey, 'C2')).rejects.toThrow(KeyProviderUnavailable);
    expect(await provider.unwrap(wrapped, 'C1')).toEqual(dataKey);
    await rename(`${folder}.away`, folder);
    expect((await provider.wrap(dataKey, 'C2')).epoch).toBe(1);
  });
});

describe('a new master key', () => {
  it('wraps from then on, in every process; the ones before go on unwrapping', async () => {
    const [one, other] = [await open('may be new'), await open()];
    const before = await one.wrap(dataKey, 'C1');
    expect(await one.startEpoch()).toBe(2);
    expect((await other.wrap(dataKey, 'C1')).epoch).toBe(2);
    expect(await other.unwrap(before, 'C1')).toEqual(dataKey);
    const after = await other.rewrap(before, 'C1');
    expect(after.epoch).toBe(2);
    expect(await one.unwrap(after, 'C1')).toEqual(dataKey);
  });

  it('is found by a process that has not looked since', async () => {
    const [one, other] = [await open('may be new'), await open()];
    await one.startEpoch();
    expect(await other.unwrap(await one.wrap(dataKey, 'C1'), 'C1')).toEqual(dataKey);
  });

  it('of a process whose wrapped keys came without the file is asked for by name', async () => {
    const provider = await open('may be new');
    const wrapped = { ...(await provider.wrap(dataKey, 'C1')), epoch: 9 };
    await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow('master-key.9.secret is missing');
  });
});

describe('a destroyed master key', () => {
  it('unwraps nothing any more, in no process, and leaves its check', async () => {
    const [one, other] = [await open('may be new'), await open()];
    const wrapped = await one.wrap(dataKey, 'C1');
    const [check] = one.checks();
    await one.startEpoch();
    await one.destroyEpoch(1);
    await other.epochs();
    for (const provider of [one, other, await open()]) {
      await expect(provider.unwrap(wrapped, 'C1')).rejects.toThrow(MasterKeyDestroyed);
      expect(provider.checks()[0]).toEqual(check);
      expect(await provider.epochs()).toEqual([
        { epoch: 1, status: 'destroyed' },
        { epoch: 2, status: 'live' },
      ]);
    }
    expect((await readdir(folder)).sort()).toEqual(['master-key.1.destroyed', 'master-key.2.secret']);
  });

  it('is gone after an interruption between its two steps', async () => {
    const provider = await open('may be new');
    const [first] = provider.checks();
    await provider.startEpoch();
    await writeFile(join(folder, 'master-key.1.destroyed'), first!.check, { mode: 0o600 });
    expect(await (await open()).epochs()).toContainEqual({ epoch: 1, status: 'destroyed' });
    expect(await readdir(folder)).not.toContain('master-key.1.secret');
  });

  it('leaves one to wrap with', async () => {
    const provider = await open('may be new');
    await expect(provider.destroyEpoch(2)).rejects.toThrow(RangeError);
    await provider.destroyEpoch(1);
    expect(await provider.epochs()).toEqual([
      { epoch: 1, status: 'destroyed' },
      { epoch: 2, status: 'live' },
    ]);
    expect((await provider.wrap(dataKey, 'C1')).epoch).toBe(2);
  });
});
