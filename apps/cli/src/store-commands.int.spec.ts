import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '@credstream/embedded-eventstoredb';
import { connectEventStore } from '@credstream/eventstore';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkStore, compactStore } from './store-commands.js';

describe('the commands on the event store', () => {
  let dataDir: string;
  const tell = (): void => undefined;
  const open = () => start({ port: 0, dataDir: join(dataDir, 'eventstore') });

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'credstream-store-'));
    const server = await open();
    const store = connectEventStore(server.url);
    for (let n = 0; n < 50; n += 1) {
      const id = crypto.randomUUID();
      const metadata = { $correlationId: id, $causationId: id } as never;
      await store.append('counted-1', [{ id, type: 'Counted', data: { n }, metadata }], 'any');
    }
    await store.close();
    await server.stop();
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('find a sound store sound, and compact it', async () => {
    expect(await checkStore(dataDir, tell)).toEqual({
      exitCode: 0,
      sentence: 'The event store is sound: 50 records in 1 streams.',
    });
    expect(await compactStore(dataDir, tell)).toMatchObject({
      exitCode: 0,
      sentence: expect.stringMatching(/^The event store is compact: 0 records removed/),
    });
    expect(await checkStore(dataDir, tell)).toMatchObject({ exitCode: 0 });
  });

  it('name the damaged place', async () => {
    const file = join(dataDir, 'eventstore/store/data.mdb');
    const fd = openSync(file, 'r+');
    for (let at = 8192; at < statSync(file).size; at += 512) writeSync(fd, Buffer.alloc(64, 0xa5), 0, 64, at);
    closeSync(fd);
    for (const command of [checkStore, compactStore]) {
      expect(await command(dataDir, tell)).toMatchObject({
        exitCode: 1,
        sentence: expect.stringMatching(/^The event store is damaged at .+\.$/),
      });
    }
  });

  it('refuse a folder without a store, and one that a suite has open', async () => {
    for (const command of [checkStore, compactStore]) {
      expect(await command(join(dataDir, 'nowhere'), tell)).toMatchObject({
        exitCode: 2,
        sentence: expect.stringContaining('There is no event store in'),
      });
      const server = await open();
      expect(await command(dataDir, tell)).toMatchObject({
        exitCode: 2,
        sentence: expect.stringContaining('is in use. Stop the suite first.'),
      });
      await server.stop();
    }
  });
});
