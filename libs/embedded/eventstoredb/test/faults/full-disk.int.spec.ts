import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ANY, EventStoreDBClient, jsonEvent, UnavailableError } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fsck } from '../../src/store/check-store.js';
import { CompiledServer, type ServerProcess } from './server-process.js';

const timeout = 120_000;

// In a process of its own: LMDB writes of a failed commit to the console, and of another suite's if Jest ran one before.
describe('an event store on a disk that fills up', () => {
  let compiled: CompiledServer;
  let disk: string;
  let server: ServerProcess;
  let client: EventStoreDBClient;

  const open = async () => {
    server = await compiled.start(join(disk, 'data'));
    client = EventStoreDBClient.connectionString(server.firstLine);
  };
  const close = async () => {
    await client.dispose();
    await server.kill('SIGTERM');
  };
  /** Leaves so many bytes. */
  const fill = (left: number) => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - left));
  };
  const newEvent = () => jsonEvent({ type: 'Written', data: { text: 'x'.repeat(100_000) } });
  const append = (event: ReturnType<typeof newEvent>) =>
    client.appendToStream('filling', event, { expectedRevision: ANY });
  const stored = async () => {
    const ids: string[] = [];
    for await (const { event } of client.readStream('filling')) ids.push(event!.id);
    return ids;
  };

  beforeAll(() => {
    compiled = new CompiledServer();
  });
  afterAll(() => compiled.remove());
  beforeEach(async () => {
    disk = mkdtempSync(join(tmpdir(), 'eventstoredb-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]);
    await open();
  });
  afterEach(async () => {
    await close();
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  it(
    'says so, refuses writes, and takes them again when there is space, without a restart',
    async () => {
      fill(1_000_000);
      const acknowledged: string[] = [];
      let refused = newEvent();
      const untilItFails = async () => {
        for (;;) {
          await append(refused);
          acknowledged.push(refused.id);
          refused = newEvent();
        }
      };
      await expect(untilItFails()).rejects.toThrow(UnavailableError);
      while (server.reported.length === 0) await pause(20);
      expect(server.reported).toEqual(['WriterClosed: The disk is full; nothing was written']);
      await expect(append(newEvent())).rejects.toThrow(UnavailableError);
      expect(await stored()).toEqual(acknowledged);

      rmSync(join(disk, 'filler'));
      // It was not written: that it was tried must not make it count as a repetition.
      for (;;) {
        const outcome = await append(refused).catch((error: unknown) => error);
        if (!(outcome instanceof UnavailableError)) break;
        await pause(20);
      }
      acknowledged.push(refused.id);
      expect(await stored()).toEqual(acknowledged);

      await close();
      await fsck(join(disk, 'data'));
      await open();
      expect(await stored()).toEqual(acknowledged);
    },
    timeout,
  );
});
