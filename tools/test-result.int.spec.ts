import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

type Counts = Readonly<{ passed: number; failed: number }>;
type TestResult = Readonly<{
  countTests: (report: unknown) => Counts;
  resultLine: (counts: Counts) => string;
  succeeded: (counts: Counts) => boolean;
}>;

const script = './test-result.mjs';
const { countTests, resultLine, succeeded } = (await import(script)) as TestResult;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credstream-result-'));
  writeFileSync(join(folder, 'package.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What Jest itself reports for these test files. */
const jest = (files: Readonly<Record<string, string>>): Counts => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.js`), text);
  const report = join(folder, 'report.json');
  spawnSync(
    process.execPath,
    [
      resolve('node_modules/jest/bin/jest.js'),
      `--rootDir=${folder}`,
      '--runInBand',
      '--json',
      `--outputFile=${report}`,
    ],
    { cwd: folder },
  );
  return countTests(JSON.parse(readFileSync(report, 'utf8')));
};

const passing = "test('one', () => {}); test('two', () => {});";

describe('the result of a run', () => {
  it('is a success when all tests pass', () => {
    const counts = jest({ passing });
    expect(resultLine(counts)).toBe('tests: 2 passed, 0 failed');
    expect(succeeded(counts)).toBe(true);
  });

  it('counts a failing test', () => {
    const counts = jest({ passing, failing: "test('no', () => { throw new Error('no'); });" });
    expect(resultLine(counts)).toBe('tests: 2 passed, 1 failed');
    expect(succeeded(counts)).toBe(false);
  });

  it('counts a suite that could not run as one failed test', () => {
    const counts = jest({ passing, broken: 'this is not JavaScript', empty: '' });
    expect(resultLine(counts)).toBe('tests: 2 passed, 2 failed');
    expect(succeeded(counts)).toBe(false);
  });

  it('is no success when no test ran', () => {
    expect(succeeded({ passed: 0, failed: 0 })).toBe(false);
  });
});
