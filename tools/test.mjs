/** `npm test`: programs, build, every test. Arguments are handed to Jest. The last line is the result. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensurePrograms, searchPath } from './ensure-programs.mjs';
import {
  countTests,
  countWithSecondRun,
  failedSuites,
  failedTitles,
  resultLine,
  succeeded,
} from './test-result.mjs';

const root = resolve(import.meta.dirname, '..');
const nothingRan = { passed: 0, failed: 1 };

const node = (...args) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath(process.env.PATH) },
  }).status === 0;

/** Jest's own report, undefined if there is none; `green` is false also when Jest fails with every test passed. */
const jest = (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-test-'));
  const file = join(folder, 'report.json');
  try {
    const green = node('tools/jest.mjs', ...args, '--json', `--outputFile=${file}`);
    return { green, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const counted = ({ green, report }) => {
  if (report === undefined) return nothingRan;
  const counts = countTests(report);
  return !green && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

/** With so many failed suites it is the code, not a busy machine. */
const MOST_SECOND_RUNS = 5;

/** All suites side by side; the few that fail run once more, alone, and are named either way (ADR 0063). */
const runSuites = (args) => {
  const workers = args.some((arg) => /^(--maxWorkers|-w|--runInBand|-i)/.test(arg)) ? [] : ['--maxWorkers=2'];
  const first = jest([...workers, ...args]);
  const failed = first.report === undefined ? [] : failedSuites(first.report);
  if (failed.length > 0) print('failed', failedTitles(first.report));
  if (args.length > 0 || failed.length === 0 || failed.length > MOST_SECOND_RUNS) return counted(first);
  const second = jest(['--runInBand', '--runTestsByPath', ...failed]);
  if (second.report === undefined) return counted(first);
  print('failed again', failedTitles(second.report));
  print(
    'unsteady: failed beside others, passed alone',
    failed.filter((name) => !failedSuites(second.report).includes(name)),
  );
  const counts = countWithSecondRun(first.report, second.report);
  return !second.green && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

const print = (title, lines) => {
  for (const line of lines) console.log(`${title}: ${line.replace(`${root}/`, '')}`);
};

const runTests = (args) => {
  try {
    ensurePrograms();
  } catch (error) {
    console.error(error.message);
    return nothingRan;
  }
  return node('node_modules/.bin/nx', 'run-many', '-t', 'build') ? runSuites(args) : nothingRan;
};

const result = runTests(process.argv.slice(2));
console.log(resultLine(result));
process.exitCode = succeeded(result) ? 0 : 1;
