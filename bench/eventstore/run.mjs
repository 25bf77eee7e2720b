/**
 * R9 and R12 of the event store: appends over gRPC with 64 in flight against raw LMDB group commit, replay of
 * `$all` against raw LMDB read and decode; alternating in one run.
 */
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openRaw } from './raw-lmdb.mjs';

const inFlight = 64;

const data = {
  keyId: 'Udgz9RQ7qC1H',
  userId: 'huyD7AIsiNNhH7my',
  username: 'admin',
  account: 'default',
  name: 'ci-pipeline',
  hint: '0Jwu',
  formatVersion: 1,
  expiresAt: '2027-01-01T00:00:00Z',
  createdAt: '2026-11-21T22:33:42Z',
  secretHash: 'f'.repeat(64),
};
const record = Buffer.from(JSON.stringify(data));

const ask = async (server, message) => {
  server.send(message);
  const [answer] = await once(server, 'message');
  return answer;
};
const cpuSeconds = async (server) => {
  const { cpu } = await ask(server, 'cpu');
  return (cpu.user + cpu.system) / 1e6;
};

/** Appends of one event each to streams of their own, until the time is over. */
const appendFor = async (client, ms, round) => {
  const start = performance.now();
  let count = 0;
  const lane = async (number) => {
    for (let i = 0; performance.now() - start < ms; i += 1) {
      await client.appendToStream(
        `bench-${round}.${number}.${i}`,
        jsonEvent({ type: 'ApiKeyCreated', data }),
      );
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, number) => lane(number)));
  return { count, rate: (count / (performance.now() - start)) * 1000 };
};

const replayAll = async (client) => {
  const start = performance.now();
  let count = 0;
  for await (const { event } of client.readAll()) if (event) count += 1;
  return { count, rate: (count / (performance.now() - start)) * 1000 };
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** `{ folder, rounds, ms }` to the medians of each figure and the two ratios. */
export const runEventStoreBench = async ({ folder, rounds, ms }) => {
  const dataDir = mkdtempSync(join(folder, 'eventstore-'));
  const server = fork(new URL('server.mjs', import.meta.url), [dataDir]);
  const [{ url }] = await once(server, 'message');
  const client = EventStoreDBClient.connectionString(url);
  const raw = openRaw(folder);
  const figures = { rawAppend: [], append: [], appendPerCpu: [], rawReplay: [], replay: [] };
  try {
    await raw.append(record, inFlight, ms / 4);
    await appendFor(client, ms / 4, 'warm');
    for (let round = 0; round < rounds; round += 1) {
      const measureRaw = async () => figures.rawAppend.push(await raw.append(record, inFlight, ms));
      const measureStore = async () => {
        const before = await cpuSeconds(server);
        const { count, rate } = await appendFor(client, ms, round);
        figures.append.push(rate);
        figures.appendPerCpu.push(count / ((await cpuSeconds(server)) - before));
      };
      // ABBA, so that a drift of the machine falls on both.
      for (const measure of round % 2 ? [measureStore, measureRaw] : [measureRaw, measureStore])
        await measure();
    }
    for (let round = 0; round < rounds; round += 1) {
      figures.rawReplay.push(raw.replay().rate);
      figures.replay.push((await replayAll(client)).rate);
    }
  } finally {
    await client.dispose();
    server.send('stop');
    await once(server, 'exit');
    await raw.close();
    rmSync(dataDir, { recursive: true });
  }
  const medians = Object.fromEntries(
    Object.entries(figures).map(([name, values]) => [name, Math.round(median(values))]),
  );
  return {
    medians,
    ratios: {
      'append over gRPC, 64 in flight / raw LMDB group commit of 64': medians.append / medians.rawAppend,
      'replay of $all / raw LMDB read and decode': medians.replay / medians.rawReplay,
    },
    floors: [0.2, 0.4],
  };
};

if (process.argv[1] === import.meta.filename) {
  const folder = mkdtempSync(join(process.cwd(), '.bench-'));
  try {
    console.log(JSON.stringify(await runEventStoreBench({ folder, rounds: 3, ms: 2000 }), null, 2));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
