/** `npm test`: programs, build, every test. Arguments are handed to Jest. The last line is the result. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensurePrograms, searchPath } from './ensure-programs.mjs';
import { countTests, resultLine, succeeded } from './test-result.mjs';

const root = resolve(import.meta.dirname, '..');
const nothingRan = { passed: 0, failed: 1 };

const node = (...args) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath(process.env.PATH) },
  }).status === 0;

const jest = (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-test-'));
  const report = join(folder, 'report.json');
  const workers = args.some((arg) => /^(--maxWorkers|-w|--runInBand|-i)/.test(arg)) ? [] : ['--maxWorkers=2'];
  try {
    const green = node('tools/jest.mjs', ...workers, ...args, '--json', `--outputFile=${report}`);
    const counted = existsSync(report) ? countTests(JSON.parse(readFileSync(report, 'utf8'))) : nothingRan;
    // Jest can fail with every test passed, for instance in its own teardown.
    return !green && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const runTests = (args) => {
  try {
    ensurePrograms();
  } catch (error) {
    console.error(error.message);
    return nothingRan;
  }
  return node('node_modules/.bin/nx', 'run-many', '-t', 'build') ? jest(args) : nothingRan;
};

const result = runTests(process.argv.slice(2));
console.log(resultLine(result));
process.exitCode = succeeded(result) ? 0 : 1;
