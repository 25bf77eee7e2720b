import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open as openLmdb } from 'lmdb';
import { type RunningServer, start } from '../server.js';
import { dataFileOf, fsck } from './check-store.js';
import { DamagedStore } from './damaged-store.js';
import { LmdbFile } from './lmdb-file.js';
import { scavenge } from './scavenge.js';
import { numberValue } from './store-encoding.js';
import { StoreInUse } from './store-lock.js';

const flips = Number(process.env['FLIPS'] ?? 150);

/** A small linear congruential generator, so that a failure can be repeated. */
const random = (seed: number) => () => (seed = (seed * 1103515245 + 12345) % 2 ** 31);

const contentOf = (path: string): string => {
  const file = new LmdbFile(path);
  const content: string[] = [];
  for (const [name, tree] of file.databases()) {
    for (const { key, value } of file.entries(tree)) {
      content.push(name, key.toString('hex'), value.toString('hex'));
    }
  }
  file.close();
  return content.join();
};

describe('a store on disk', () => {
  let dataDir: string;
  let server: RunningServer | undefined;
  let client: EventStoreDBClient;

  const open = async () => {
    server = await start({ port: 0, dataDir });
    client = EventStoreDBClient.connectionString(server.url);
  };
  const close = async () => {
    await client.dispose();
    await server?.stop();
    server = undefined;
  };
  const append = (stream: string, count: number, text = 'x') =>
    client.appendToStream(
      stream,
      Array.from({ length: count }, (_, n) =>
        jsonEvent({ type: 'T', data: { text: text.repeat(n % 7 === 0 ? 1500 : 20) } }),
      ),
    );

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-fsck-'));
    await open();
    for (const stream of ['a', 'b']) for (let n = 0; n < 3; n++) await append(stream, 20);
    // What was written before a start is in the index, what comes after only in the log.
    await close();
    await open();
    for (const stream of ['a', 'b']) for (let n = 0; n < 2; n++) await append(stream, 20);
    for (let n = 0; n < 5; n++) await append('c', 20);
  });
  afterEach(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  it('is proved whole by fsck, but not while a server has it open', async () => {
    await expect(fsck(dataDir)).rejects.toThrow(StoreInUse);
    await close();
    expect(await fsck(dataDir)).toMatchObject({ records: 300, streams: 3 });
  });

  it('is refused by name of the place after any flipped bit that matters', async () => {
    await close();
    const path = dataFileOf(dataDir);
    const whole = readFileSync(path);
    const content = contentOf(path);
    const next = random(1);
    for (let n = 0; n < flips; n++) {
      const changed = Buffer.from(whole);
      changed[next() % whole.length]! ^= 1 << (next() % 8);
      writeFileSync(path, changed);
      const refusal = await fsck(dataDir).catch((error: unknown) => error);
      if (refusal instanceof DamagedStore) expect(refusal.place).not.toBe('');
      else expect(contentOf(path)).toBe(content);
    }
    writeFileSync(path, whole);
  });

  it('is opened as the first format left it, and gets the second', async () => {
    await close();
    await open();
    await close();
    const { endPosition } = await fsck(dataDir);
    const root = openLmdb({ path: dirname(dataFileOf(dataDir)), maxDbs: 8 });
    const state = root.openDB<number, string>('state', { encoder: numberValue } as object);
    await root.transaction(() => {
      state.putSync('format', 1);
      state.putSync('nextPosition', endPosition);
      state.removeSync('indexedTo');
    });
    await root.close();
    expect(await fsck(dataDir)).toMatchObject({ records: 300, streams: 3, endPosition });
    await open();
    expect((await append('a', 1)).nextExpectedRevision).toBe(100n);
    await close();
    expect(await fsck(dataDir)).toMatchObject({ records: 301, streams: 3 });
  });

  it('is refused when it was cut off', async () => {
    await close();
    const path = dataFileOf(dataDir);
    const whole = readFileSync(path);
    for (const length of [0, 100, 5000, whole.length >> 1, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(start({ port: 0, dataDir })).rejects.toThrow(DamagedStore);
    }
    writeFileSync(path, whole);
  });

  it('loses by a scavenge what metadata hides, and nothing else', async () => {
    await append('secret', 10, 'forget me ');
    await append('gone', 10, 'forget me too ');
    const before = await append('kept', 1, 'keep me ');
    await client.deleteStream('secret');
    await client.tombstoneStream('gone');
    await client.setStreamMetadata('a', { maxCount: 3 });
    await close();
    expect(readFileSync(dataFileOf(dataDir)).includes('forget me')).toBe(true);

    const { removed } = await scavenge(dataDir);
    expect(removed).toBe(10 + 10 + 97);
    const bytes = readFileSync(dataFileOf(dataDir));
    expect(bytes.includes('forget me')).toBe(false);
    expect(bytes.includes('keep me')).toBe(true);
    expect(await fsck(dataDir)).toMatchObject({ streams: 8 });

    await open();
    const revisions: bigint[] = [];
    for await (const { event } of client.readStream('a')) revisions.push(event!.revision);
    expect(revisions).toEqual([97n, 98n, 99n]);
    for await (const { event } of client.readAll({ fromPosition: before.position!, maxCount: 1 })) {
      expect(event!.streamId).toBe('kept');
    }
    expect(await append('secret', 1)).toMatchObject({ nextExpectedRevision: 10n });
    await close();
    expect((await scavenge(dataDir)).removed).toBeGreaterThan(0);
    await fsck(dataDir);
  });

  it('still accepts as a checkpoint a position whose record was scavenged', async () => {
    const { position } = await append('secret', 1);
    await append('secret', 1);
    await client.deleteStream('secret');
    await close();
    await scavenge(dataDir);
    await open();
    const later = jsonEvent({ type: 'Later', data: {} });
    await client.appendToStream('d', later);
    const seen: string[] = [];
    for await (const { event } of client.subscribeToAll({ fromPosition: position! })) {
      seen.push(event!.id);
      if (event!.id === later.id) break;
    }
    expect(seen.at(-1)).toBe(later.id);
  });
});
