/**
 * Jest in two lanes of small batches. One Jest for all suites keeps the ES modules of each for ever: after some hundred
 * its workers do little but collect garbage, and it has no end for a suite that hangs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedSuites } from './test-result.mjs';

const LANES = 2;
/** A batch that takes longer is ended, and what it did not report has failed. */
const BATCH_MINUTES = 12;

/** Suites that start whole installations first, then those with servers, then rules: long ones do not end the run. */
const kinds = [
  { holds: (file) => file.includes('/e2e/'), size: 2 },
  { holds: (file) => file.endsWith('.int.spec.ts'), size: 8 },
  { holds: () => true, size: 30 },
];

/** Every file is in one batch. */
export const batchesOf = (files, sizeOf = (file) => statSync(file).size) => {
  const kindOf = (file) => kinds.find(({ holds }) => holds(file));
  return kinds.flatMap((kind) => {
    const own = files.filter((file) => kindOf(file) === kind).sort((a, b) => sizeOf(b) - sizeOf(a));
    return Array.from({ length: Math.ceil(own.length / kind.size) }, (_, index) =>
      own.slice(index * kind.size, (index + 1) * kind.size),
    );
  });
};

const unreported = (name) => ({ name, status: 'failed', assertionResults: [] });

/** One report of the files of a batch. A file that Jest said nothing about has failed: it hung, or Jest died. */
export const completed = (files, report) => {
  const testResults = report?.testResults ?? [];
  const told = new Set(testResults.map(({ name }) => name));
  const silent = files.filter((name) => !told.has(name)).map(unreported);
  return {
    numPassedTests: report?.numPassedTests ?? 0,
    numFailedTests: report?.numFailedTests ?? 0,
    numRuntimeErrorTestSuites: (report?.numRuntimeErrorTestSuites ?? 0) + silent.length,
    testResults: [...testResults, ...silent],
  };
};

export const mergedReport = (reports) => {
  const sum = (field) => reports.reduce((total, report) => total + report[field], 0);
  return {
    numPassedTests: sum('numPassedTests'),
    numFailedTests: sum('numFailedTests'),
    numRuntimeErrorTestSuites: sum('numRuntimeErrorTestSuites'),
    testResults: reports.flatMap(({ testResults }) => testResults),
  };
};

/** Ends a program and all that it started. */
const endGroup = (child) => {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
};

/** `green` is false also when Jest fails with every test passed, as when a suite logs after its end. */
const runBatch = async (files, { cwd, env, minutes = BATCH_MINUTES, output = 'inherit' }) => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-test-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['--runInBand', '--json', `--outputFile=${file}`, '--runTestsByPath', ...files];
    // A group of its own, so that what it started ends with it, but for groups that a suite made itself.
    const child = spawn(process.execPath, ['tools/jest.mjs', ...args], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', output],
      detached: true,
    });
    const limit = setTimeout(() => endGroup(child), minutes * 60_000);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearTimeout(limit);
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    return { green: code === 0, report: completed(files, report) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * Runs batches in lanes, or one after the other; answers as one run. `broken` are the batches in which Jest failed with
 * every test passed.
 */
export const runBatches = async (batches, { lanes = LANES, ...options }) => {
  const queue = [...batches];
  const ended = [];
  const lane = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      ended.push({ batch, ...(await runBatch(batch, options)) });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return {
    green: ended.every(({ green }) => green),
    broken: ended
      .filter(({ green, report }) => !green && failedSuites(report).length === 0)
      .map(({ batch }) => batch),
    report: mergedReport(ended.map(({ report }) => report)),
  };
};

/** The paths of all suites. */
export const listSuites = ({ cwd, env }) =>
  spawnSync(process.execPath, ['tools/jest.mjs', '--listTests'], { cwd, env, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.endsWith('.spec.ts'));
