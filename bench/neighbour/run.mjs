/**
 * How long one tenant waits at `/authorize` while another does its worst. Rounds of quiet and of each kind of worst, by
 * turns; `--quick` has shorter ones.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { row, verdict, writeResults } from '../kit/results.mjs';
import { startSuite } from '../kit/suite.mjs';
import { newNeighbour } from './worst.mjs';

const isQuick = process.argv.includes('--quick');
const seconds = isQuick ? 5 : 30;
const aim = 2;

const percentile = (times, share) => {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1));
};

/** Keeps a kind of worst going until `round` has ended; answers how often it was done. */
const during = async ({ atATime, before, act, count }, round) => {
  await before?.();
  let done = 0;
  let going = true;
  const workers = Array.from({ length: atATime }, async () => {
    while (going) {
      await act();
      done += 1;
    }
  });
  const result = await round();
  going = false;
  await Promise.all(workers);
  return { ...result, done: count?.() ?? done };
};

const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-neighbour-'));
process.env.CREDSTREAM_EGRESS_ALLOW = '127.0.0.1';
const suite = await startSuite(folder);
try {
  const on = machine('every append of the embedded event store, before it is answered');
  const { key } = await suite.call('POST', '/api/v1/api-keys', {
    name: 'visitor',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const neighbour = await newNeighbour(suite);
  const visitor = fork(join(import.meta.dirname, 'visitor.mjs'), [suite.url, key]);
  const round = async (length = seconds) => {
    visitor.send({ seconds: length });
    const [{ times, others }] = await once(visitor, 'message');
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), others };
  };

  await round(2);
  const rounds = [];
  for (const [name, worst] of Object.entries(neighbour.worst)) {
    const quiet = await round();
    const busy = await during(worst, round);
    const ratio = Number((busy.p99 / quiet.p99).toFixed(2));
    rounds.push({ name, quiet, busy, ratio, isMet: ratio <= aim });
  }
  visitor.kill();
  neighbour.stop();

  const result = {
    benchmark: 'neighbour',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: on,
    secondsOfARound: seconds,
    rounds,
  };
  const page = [
    '# neighbour',
    '',
    `${result.form} form, ${result.at}, commit ${on.commit}. Node ${on.node}, ${on.cpus}, load at the start ${on.loadBefore.join(', ')}.`,
    '',
    `One tenant asks \`/authorize\` 100 times a second, while another does this as fast as it can, for ${seconds} s.`,
    'Suite and embedded servers are one process. Milliseconds.',
    '',
    row('worst', 'times', 'quiet p50', 'quiet p99', 'busy p50', 'busy p99', 'ratio of p99', `at most ${aim}`),
    row('---', '---:', '---:', '---:', '---:', '---:', '---:', '---'),
    ...rounds.map(({ name, quiet, busy, ratio, isMet }) =>
      row(name, busy.done, quiet.p50, quiet.p99, busy.p50, busy.p99, ratio, verdict(isMet)),
    ),
    '',
  ].join('\n');
  writeResults(result, page);
  process.stdout.write(page);
} finally {
  await suite.stop();
  rmSync(folder, { recursive: true });
}
