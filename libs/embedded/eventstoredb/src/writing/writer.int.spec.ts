import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommitSignal } from '../store/commit-signal.js';
import { LogStore } from '../store/log-store.js';
import type { ProposedEvent } from '../store/model.js';
import { Writer } from './writer.js';

const newEvent = (): ProposedEvent => ({
  id: randomUUID(),
  type: 'Tested',
  isJson: true,
  customMetadata: new Uint8Array(),
  data: Buffer.from('{}'),
});

describe('the writer', () => {
  let directory: string;
  let store: LogStore;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'eventstoredb-writer-'));
    store = new LogStore(directory);
    await store.begin();
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('forgets nothing of a group when writes arrive together, and tells how many shared each sync', async () => {
    const syncs: number[] = [];
    const writer = new Writer(
      store,
      new CommitSignal(),
      Date.now,
      () => undefined,
      (writes) => syncs.push(writes),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        writer.submit({
          kind: 'append',
          stream: 'together',
          expected: 'any',
          events: [newEvent()],
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'written' && outcome.last)).toEqual(
      Array.from({ length: 200 }, (_, n) => n),
    );
    expect(syncs.reduce((sum, writes) => sum + writes, 0)).toBe(200);
    expect(Math.max(...syncs)).toBeGreaterThan(1);
    await writer.close();
  });

  it('refuses writes once another opening has taken the store', async () => {
    const other = new LogStore(directory);
    await other.begin();
    const writer = new Writer(store, new CommitSignal(), Date.now, () => undefined);
    const write = {
      kind: 'append',
      stream: 'taken',
      expected: 'any',
      events: [newEvent()],
    } as const;
    await expect(writer.submit(write)).rejects.toThrow('The store could not be written');
    await expect(writer.submit(write)).rejects.toThrow('The store could not be written');
    await other.close();
  });
});
