import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataKeyLimits, DataKeys } from './data-keys.js';
import { FileKeyProvider } from './file/file-key-provider.js';
import type { WrappedKey } from './key-provider.js';

let folder: string;
let provider: FileKeyProvider;
let keys: DataKeys;
let now: number;
let loads: string[];
const wrapped = new Map<string, WrappedKey>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credstream-data-keys-'));
  provider = await FileKeyProvider.open(join(folder, 'master-keys'), 'may be new');
  now = 0;
  loads = [];
  wrapped.clear();
});
afterEach(async () => {
  keys.close();
  provider.close();
  await rm(folder, { recursive: true });
});

const having = async (limits: Partial<DataKeyLimits>, ...ids: string[]): Promise<void> => {
  keys = new DataKeys(provider, { maxAgeMs: 1_000, maxUses: 100, maxKeys: 10, ...limits }, () => now);
  for (const id of ids) wrapped.set(id, (await keys.create(id, () => undefined)).wrapped);
};
const load = (id: string) => async (): Promise<WrappedKey> => {
  loads.push(id);
  const found = wrapped.get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const use = <T>(id: string, work: (key: Buffer) => T | Promise<T>) => keys.use(id, load(id), work);
const copy = (key: Buffer) => Buffer.from(key);
const isZero = (key: Buffer) => key.every((byte) => byte === 0);

describe('a data key', () => {
  it('is made for a credential, and zeroed when its work is done', async () => {
    await having({});
    let seen: Buffer | undefined;
    const { wrapped: made, result } = await keys.create('C1', (key) => {
      seen = key;
      return copy(key);
    });
    expect(await provider.unwrap(made, 'C1')).toEqual(result);
    expect(isZero(seen!)).toBe(true);
  });

  it('is unwrapped once, however many ask for it', async () => {
    await having({}, 'C1');
    const all = await Promise.all(Array.from({ length: 50 }, () => use('C1', copy)));
    expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(1);
    expect(loads).toEqual(['C1']);
  });

  it('is unwrapped anew at its age, and after so many uses', async () => {
    await having({ maxUses: 3 }, 'C1', 'C2');
    await use('C1', copy);
    now = 999;
    await use('C1', copy);
    expect(loads).toHaveLength(1);
    now = 1_000;
    await use('C1', copy);
    expect(loads).toHaveLength(2);
    for (let uses = 0; uses < 6; uses++) await use('C2', copy);
    expect(loads.filter((id) => id === 'C2')).toHaveLength(2);
  });

  it.each([
    ['forgotten', (id: string) => Promise.resolve(keys.forget(id))],
    ['pushed out', async () => void (await use('C2', copy))],
    ['closed', () => Promise.resolve(keys.close())],
  ])('that is %s while somebody works with it is zeroed when they have ended', async (_, end) => {
    await having({ maxKeys: 1 }, 'C1', 'C2');
    let key: Buffer | undefined;
    let work: () => void = () => undefined;
    const first = use('C1', (held) => {
      key = held;
      return new Promise<void>((resolve) => {
        work = resolve;
      });
    });
    const second = use('C1', async (held) => {
      await end('C1');
      return isZero(held);
    });
    expect(await second).toBe(false);
    expect(isZero(key!)).toBe(false);
    work();
    await first;
    await Promise.resolve();
    expect(isZero(key!)).toBe(true);
  });

  it('that was forgotten while it was loaded is not kept', async () => {
    await having({}, 'C1');
    const using = use('C1', copy);
    keys.forget('C1');
    await using;
    await use('C1', copy);
    expect(loads).toHaveLength(2);
  });

  it('that could not be loaded is asked for again, and stops no other', async () => {
    await having({}, 'C2');
    await expect(use('C1', copy)).rejects.toThrow('no C1');
    await use('C2', copy);
    wrapped.set('C1', await provider.wrap(Buffer.alloc(32, 7), 'C1'));
    expect(await use('C1', copy)).toEqual(Buffer.alloc(32, 7));
  });

  it('stays when the work with it fails', async () => {
    await having({}, 'C1');
    await expect(use('C1', () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(isZero(await use('C1', copy))).toBe(false);
    expect(loads).toHaveLength(1);
  });
});
