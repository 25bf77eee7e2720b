import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { start } from '../../src/server.js';
import { dataFileOf, fsck } from '../../src/store/check-store.js';
import { CompiledServer } from './server-process.js';

const timeout = 120_000;

describe('an event store under faults', () => {
  let compiled: CompiledServer;
  let dataDir: string;
  beforeAll(() => {
    compiled = new CompiledServer();
  });
  afterAll(() => compiled.remove());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-faults-'));
  });
  afterEach(async () => {
    await compiled.killAll();
    rmSync(dataDir, { recursive: true });
  });

  const injecting = (syscalls: string, fault: string, ...more: readonly string[]) =>
    ['strace', '-f', '-qq', '-o', '/dev/null', ...more, '-e', `trace=${syscalls}`].concat(
      '-e',
      `inject=${syscalls}:${fault}`,
    );

  for (const { fault, syscalls, error } of [
    { fault: 'the disk fails to sync', syscalls: 'fdatasync', error: 'EIO' },
    { fault: 'the disk is full', syscalls: 'pwrite64,pwritev,writev', error: 'ENOSPC' },
  ]) {
    it(
      `acknowledges nothing once ${fault}, and keeps what it acknowledged before`,
      async () => {
        // The store exists before, so that the fault meets appends and not its creation.
        await (await start({ port: 0, dataDir })).stop();
        const server = await compiled.start(
          dataDir,
          injecting(syscalls, `error=${error}:when=6+`, '-P', dataFileOf(dataDir)),
        );
        const client = EventStoreDBClient.connectionString(server.firstLine);
        const acknowledged: string[] = [];
        const append = async () => {
          const event = jsonEvent({ type: 'Written', data: { text: 'x'.repeat(200) } });
          await client.appendToStream('faulty', event);
          acknowledged.push(event.id);
        };
        const untilItFails = async () => {
          for (;;) await append();
        };
        await expect(untilItFails()).rejects.toThrow(UnavailableError);
        await expect(append()).rejects.toThrow(UnavailableError);
        await client.dispose();
        await server.kill('SIGTERM');

        expect(acknowledged.length).toBeGreaterThan(0);
        await fsck(dataDir);
        const next = await start({ port: 0, dataDir });
        const reader = EventStoreDBClient.connectionString(next.url);
        const stored: string[] = [];
        for await (const { event } of reader.readStream('faulty')) stored.push(event!.id);
        expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
        await reader.dispose();
        await next.stop();
      },
      timeout,
    );
  }

  // The kernel forgets a failed sync: the next one succeeds, whatever was lost (fsyncgate).
  it(
    'takes no write after one failed sync, though the disk works again, until it is started anew',
    async () => {
      await (await start({ port: 0, dataDir })).stop();
      const server = await compiled.start(
        dataDir,
        injecting('fdatasync', 'error=EIO:when=4', '-P', dataFileOf(dataDir)),
      );
      const client = EventStoreDBClient.connectionString(server.firstLine);
      const acknowledged: string[] = [];
      const append = async () => {
        const event = jsonEvent({ type: 'Written', data: {} });
        await client.appendToStream('faulty', event);
        acknowledged.push(event.id);
      };
      const untilItFails = async () => {
        for (;;) await append();
      };
      await expect(untilItFails()).rejects.toThrow(UnavailableError);
      const before = [...acknowledged];
      const reasons: string[] = [];
      for (let attempt = 0; attempt < 20; attempt += 1) {
        await append().catch((error: unknown) => reasons.push(String(error)));
      }
      await client.dispose();
      await server.kill('SIGTERM');
      expect(before.length).toBeGreaterThan(0);
      expect(acknowledged).toEqual(before);
      expect(reasons).toHaveLength(20);
      for (const reason of reasons) expect(reason).toContain('restart the server');
      expect(server.reported).toEqual(['WriterClosed: The store could not be written; restart the server']);

      const next = await start({ port: 0, dataDir });
      const again = EventStoreDBClient.connectionString(next.url);
      const stored: string[] = [];
      for await (const { event } of again.readStream('faulty')) stored.push(event!.id);
      expect(stored.slice(0, before.length)).toEqual(before);
      const written = jsonEvent({ type: 'Written', data: {} });
      expect((await again.appendToStream('faulty', written)).success).toBe(true);
      await again.dispose();
      await next.stop();
    },
    timeout,
  );

  it(
    'is made by the second start when the first was killed, whichever write it had come to',
    async () => {
      for (let write = 1, made = false; !made; write++) {
        rmSync(dataDir, { recursive: true });
        const first = await compiled.start(dataDir, injecting('pwrite64', `signal=SIGKILL:when=${write}`));
        made = first.firstLine !== '';
        await first.kill('SIGKILL');
        await (await start({ port: 0, dataDir })).stop();
      }
    },
    timeout,
  );

  it(
    'is opened by one process at a time, and by the next one after a kill',
    async () => {
      const first = await compiled.start(dataDir);
      const second = await compiled.start(dataDir);
      expect(second.firstLine).toBe('StoreInUse');
      await second.exited;
      await first.kill('SIGKILL');
      const third = await compiled.start(dataDir);
      const client = EventStoreDBClient.connectionString(third.firstLine);
      expect(
        await client.appendToStream('s', jsonEvent({ type: 'T', data: {} }), { expectedRevision: NO_STREAM }),
      ).toMatchObject({ nextExpectedRevision: 0n });
      await client.dispose();
    },
    timeout,
  );
});
