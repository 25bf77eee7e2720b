/** R3: a verification beside that of better-auth's API-key plugin, on this machine, in the same run. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey } from '@credstream/crypto';
import { startChild } from '../kit/child.mjs';
import { machine } from '../kit/machine.mjs';
import { writeResults } from '../kit/results.mjs';
import { inTurn } from '../kit/rounds.mjs';
import { median, rounded } from '../kit/statistics.mjs';
import { wrk } from '../kit/wrk.mjs';

const keysInUse = 1_000;
const isQuick = process.argv.includes('--quick');
const { rounds, seconds, warmUp } = isQuick
  ? { rounds: 4, seconds: 3, warmUp: 2 }
  : { rounds: 6, seconds: 8, warmUp: 3 };
const here = (name) => join(import.meta.dirname, name);
const script = here('../verify/request.lua');

if (!existsSync(here('node_modules/better-auth'))) {
  // better-sqlite3 is compiled here: about a minute.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-package-lock', '--legacy-peer-deps', '--no-audit', '--no-fund'],
    { cwd: import.meta.dirname, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-peers-'));
const children = [];
try {
  const ourKeys = join(folder, 'our-keys');
  const theirKeys = join(folder, 'their-keys');
  writeFileSync(ourKeys, Array.from({ length: keysInUse }, () => `${createKey('cs_key').value}\n`).join(''));
  const start = async (name, program, keys, args) => {
    const child = await startChild(here(program), { args: [keys, ...args] });
    children.push(child);
    return { ...child, name, keys };
  };
  const ours = await start('Credstream: GET /authorize', '../verify/gateway.mjs', ourKeys, [
    String(isQuick ? 100_000 : 1_000_000),
  ]);
  const theirs = await start('better-auth: verifyApiKey', 'better-auth.mjs', theirKeys, [String(keysInUse)]);
  const measure = async (contestant, length) => {
    process.env.BENCH_KEYS = contestant.keys;
    return wrk({ ...contestant, seconds: length, script });
  };
  for (const each of [ours, theirs]) await measure(each, warmUp);
  const figures = await inTurn([ours, theirs], rounds, (each) => measure(each, seconds));
  const [ourFigures, theirFigures] = figures;
  const ratio = rounded(
    median(ourFigures.map(({ perCpuSecond }, n) => perCpuSecond / theirFigures[n].perCpuSecond)),
  );
  const contestants = Object.fromEntries(
    [ours, theirs].map(({ name }, index) => [
      name,
      Object.fromEntries(
        ['perCpuSecond', 'perSecond', 'p50', 'p99'].map((figure) => [
          figure,
          rounded(median(figures[index].map((each) => each[figure]))),
        ]),
      ),
    ]),
  );
  const result = {
    benchmark: 'peers',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: machine('better-auth: SQLite in WAL mode; Credstream: no write in a verification'),
    keysInUse,
    contestants,
    ratios: [{ id: 'R3', what: 'verify / better-auth verifyApiKey', value: ratio, floor: 15, stretch: 25 }],
  };
  writeResults(result);
  process.stdout.write(`${JSON.stringify({ contestants, ratios: result.ratios }, null, 2)}\n`);
} finally {
  for (const child of children) await child.stop();
  rmSync(folder, { recursive: true });
}
