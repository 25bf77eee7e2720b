import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Disk } from './disk.js';
import { Store } from './store.js';

describe('a flush that waits for another one', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'credstream-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes what belongs to the documents as it is when they are taken', async () => {
    const disk = await Disk.open(folder, 'a log', () => undefined);
    const store = new Store(disk, () => undefined);
    let documents = 0;
    const write = (): void => store.put(`data/${documents++}`, new Uint8Array([1]));
    const settle = (): void => store.put('size', new Uint8Array([documents]));

    write();
    const first = store.flush(settle);
    write();
    const second = store.flush(settle);
    write();
    await Promise.all([first, second]);

    expect(disk.take('data/', 'data0', 1, 10)).toHaveLength(3);
    expect([...disk.get('size')!]).toEqual([3]);
    await store.close(settle);
  });
});
