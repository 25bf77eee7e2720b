/**
 * R9 and R12 of the event store: appends over gRPC with 64 in flight against raw LMDB group commit, replay of
 * `$all` against raw LMDB read and decode; in turn, in one run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../kit/child.mjs';
import { cpuSeconds, machine } from '../kit/machine.mjs';
import { writeResults } from '../kit/results.mjs';
import { inTurn } from '../kit/rounds.mjs';
import { drift, median, rounded } from '../kit/statistics.mjs';
import { connectLean } from './lean-client.mjs';
import { markdown } from './markdown.mjs';
import { connectOfficial } from './official-client.mjs';
import { openRaw } from './raw-lmdb.mjs';

const inFlight = 64;
const steadyDrift = 0.25;
const isQuick = process.argv.includes('--quick');
const { rounds, seconds } = isQuick ? { rounds: 4, seconds: 2 } : { rounds: 6, seconds: 3 };
const replays = 3;

/** An aggregate of this product has about so many events. */
const eventsInStream = 10;
const event = {
  type: 'ApiKeyCreated',
  data: {
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
  },
  inFlight,
  streamOf: (number) => Math.floor(number / eventsInStream),
};

const race = async (contestants, rounds, work) => {
  const figures = await inTurn(contestants, rounds, async (contestant) => {
    const before = cpuSeconds(contestant.pid);
    const { count, rate } = await work(contestant);
    return { perSecond: rate, perCpuSecond: count / (cpuSeconds(contestant.pid) - before) };
  });
  const of = (index, figure) => figures[index].map((each) => each[figure]);
  const ratio = (index, figure) =>
    rounded(median(of(index, figure).map((value, round) => value / of(0, figure)[round])));
  return {
    drift: drift(of(0, 'perSecond')),
    /** Of the second contestant to the first, round by round, then the median. */
    ratio: { value: ratio(1, 'perSecond'), perCpu: ratio(1, 'perCpuSecond') },
    table: Object.fromEntries(
      contestants.map(({ name }, index) => [
        name,
        {
          perSecond: rounded(median(of(index, 'perSecond'))),
          perCpuSecond: rounded(median(of(index, 'perCpuSecond'))),
        },
      ]),
    ),
  };
};

// On the same disk as the data folder of a checkout: a memory file system would make every sync free.
const folder = mkdtempSync(join(process.cwd(), '.bench-'));
const server = await startChild(join(import.meta.dirname, 'server.mjs'), { args: [join(folder, 'store')] });
const raw = openRaw(folder);
const lean = await connectLean(new URL(server.url).host);
const official = connectOfficial(server.url);
try {
  const contestants = [
    { name: 'raw LMDB', pid: process.pid, client: raw },
    { name: 'event store, lean client', pid: server.pid, client: lean },
    { name: 'event store, official client', pid: server.pid, client: official },
  ];
  const about = machine('every commit of raw LMDB and of the event store, before it counts');
  for (const { client } of contestants) await client.append({ ...event, ms: 1000 });
  const append = await race(contestants, rounds, ({ client }) =>
    client.append({ ...event, ms: seconds * 1000 }),
  );
  const replay = await race(contestants, replays, ({ client }) => client.replay());
  const drifted = Math.max(append.drift, replay.drift);
  const result = {
    benchmark: 'eventstore',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: about,
    inFlight,
    rounds,
    replays,
    seconds,
    drift: rounded(drifted),
    steady: drifted <= steadyDrift,
    append: append.table,
    replay: replay.table,
    ratios: [
      { what: 'append over gRPC / raw LMDB group commit', floor: 0.2, ...append.ratio },
      { what: 'replay of $all over gRPC / raw LMDB read and decode', floor: 0.4, ...replay.ratio },
    ],
  };
  const page = markdown(result);
  writeResults(result, page);
  process.stdout.write(page);
} finally {
  await official.close();
  lean.close();
  await server.stop();
  await raw.close();
  rmSync(folder, { recursive: true });
}
