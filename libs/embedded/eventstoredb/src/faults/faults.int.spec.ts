import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient, jsonEvent, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { dataFileOf, fsck } from '../integrity/check-store.js';
import { start } from '../server.js';
import { CompiledServer, type ServerProcess } from './server-process.js';

const kills = Number(process.env['FAULT_KILLS'] ?? 4);
const seed = Number(process.env['FAULT_SEED'] ?? 1);
const timeout = 60_000 + kills * 10_000;

const random = (state: number) => (below: number) => {
  state = (state * 1103515245 + 12345) % 2 ** 31;
  return state % below;
};

type Acknowledged = Readonly<{ stream: string; id: string; revision: bigint }>;

describe('an event store under faults', () => {
  let compiled: CompiledServer;
  let dataDir: string;
  let running: ServerProcess | undefined;
  beforeAll(() => {
    compiled = new CompiledServer();
  });
  afterAll(() => compiled.remove());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'eventstoredb-faults-'));
  });
  afterEach(async () => {
    await running?.kill('SIGKILL');
    running = undefined;
    rmSync(dataDir, { recursive: true });
  });

  const launch = async (wrapper: readonly string[] = []) => {
    running = await compiled.start(dataDir, wrapper);
    return running;
  };

  /** Appends to one stream until an append fails; reports each acknowledgement. */
  const write = async (
    client: EventStoreDBClient,
    stream: string,
    acknowledged: (entry: Acknowledged) => void,
  ) => {
    for (;;) {
      const event = jsonEvent({ id: randomUUID(), type: 'Written', data: { text: 'x'.repeat(200) } });
      const { nextExpectedRevision } = await client.appendToStream(stream, event);
      acknowledged({ stream, id: event.id, revision: nextExpectedRevision });
    }
  };

  /** Every acknowledged event is where it was acknowledged, and the store is whole. */
  const verify = async (list: readonly Acknowledged[]) => {
    await fsck(dataDir);
    const server = await start({ port: 0, dataDir });
    const client = EventStoreDBClient.connectionString(server.url);
    for (const stream of new Set(list.map((entry) => entry.stream))) {
      const stored = new Map<bigint, string>();
      for await (const { event } of client.readStream(stream)) stored.set(event!.revision, event!.id);
      for (const entry of list.filter((each) => each.stream === stream)) {
        expect(stored.get(entry.revision)).toBe(entry.id);
      }
    }
    await client.dispose();
    await server.stop();
  };

  it(
    `keeps every acknowledged event through ${kills} kills in a storm of writes (seed ${seed})`,
    async () => {
      const next = random(seed);
      const list: Acknowledged[] = [];
      for (let round = 0; round < kills; round++) {
        const server = await launch();
        const client = EventStoreDBClient.connectionString(server.firstLine);
        const until = list.length + 1 + next(300);
        const writers = [0, 1, 2, 3].map((writer) =>
          write(client, `storm-${writer}`, (entry) => {
            list.push(entry);
            if (list.length === until) void server.kill('SIGKILL');
          }),
        );
        await Promise.allSettled(writers);
        await server.exited;
        await client.dispose();
        await verify(list);
      }
      expect(list.length).toBeGreaterThan(0);
    },
    timeout,
  );

  const failing = (syscalls: string, error: string, from: number) => [
    'strace',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-P',
    dataFileOf(dataDir),
    '-e',
    `trace=${syscalls}`,
    '-e',
    `inject=${syscalls}:error=${error}:when=${from}+`,
  ];

  for (const { fault, syscalls, error } of [
    { fault: 'the disk fails to sync', syscalls: 'fdatasync', error: 'EIO' },
    { fault: 'the disk is full', syscalls: 'pwrite64,pwritev,writev', error: 'ENOSPC' },
  ]) {
    it(
      `acknowledges nothing once ${fault}, and keeps what it acknowledged before`,
      async () => {
        // The store exists before, so that the fault meets appends and not its creation.
        await (await start({ port: 0, dataDir })).stop();
        const server = await launch(failing(syscalls, error, 6));
        const client = EventStoreDBClient.connectionString(server.firstLine);
        const list: Acknowledged[] = [];
        const failure = await write(client, 'faulty', (entry) => list.push(entry)).catch(
          (reason: unknown) => reason,
        );
        expect(failure).toBeInstanceOf(UnavailableError);
        await expect(client.appendToStream('faulty', jsonEvent({ type: 'T', data: {} }))).rejects.toThrow(
          UnavailableError,
        );
        await client.dispose();
        await server.kill('SIGTERM');
        expect(list.length).toBeGreaterThan(0);
        await verify(list);
      },
      timeout,
    );
  }

  it(
    'is opened by one process at a time, and by the next one after a kill',
    async () => {
      const first = await launch();
      const second = await compiled.start(dataDir);
      expect(second.firstLine).toBe('StoreInUse');
      await second.exited;
      await first.kill('SIGKILL');
      const third = await launch();
      const client = EventStoreDBClient.connectionString(third.firstLine);
      expect(
        await client.appendToStream('s', jsonEvent({ type: 'T', data: {} }), { expectedRevision: NO_STREAM }),
      ).toMatchObject({ nextExpectedRevision: 0n });
      await client.dispose();
    },
    timeout,
  );
});
