import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

type Counts = Readonly<{ passed: number; failed: number }>;
type TestResult = Readonly<{
  countTests: (report: unknown) => Counts;
  countWithSecondRun: (first: unknown, second: unknown) => Counts;
  failedSuites: (report: unknown) => readonly string[];
  failedTests: (report: unknown) => readonly string[];
  resultLine: (counts: Counts) => string;
  succeeded: (counts: Counts) => boolean;
}>;

const script = './test-result.mjs';
const { countTests, countWithSecondRun, failedSuites, failedTests, resultLine, succeeded } = (await import(
  script
)) as TestResult;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credstream-result-'));
  writeFileSync(join(folder, 'package.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What Jest itself reports for these test files. */
const reportOf = (files: Readonly<Record<string, string>>): unknown => {
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
  return JSON.parse(readFileSync(report, 'utf8'));
};
const jest = (files: Readonly<Record<string, string>>): Counts => countTests(reportOf(files));

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

  it('names what failed and why: the test, or the file of a suite that could not run', () => {
    const failing = "test('no', () => { expect(['it', 1]).toEqual(['it', 2]); });";
    const [broken, failed, ...others] = failedTests(
      reportOf({ passing, failing, broken: 'no JavaScript' }),
    ).toSorted();
    expect(others).toEqual([]);
    expect(broken).toMatch(`${join(folder, 'broken.test.js')}: `);
    expect(broken).toMatch('Test suite failed to run');
    expect(failed).toMatch(`${join(folder, 'failing.test.js')}: no: Error: expect(received).toEqual`);
    expect(failed).toMatch(/-\s+2, \| \+\s+1,/);
    expect(failed).not.toMatch(/\n/);
  });

  it('counts suites that ran a second time by their second run', () => {
    const failing = "test('yes', () => {}); test('no', () => { throw 1; });";
    const first = reportOf({ passing, failing, broken: 'no JavaScript' });
    expect(failedSuites(first).toSorted()).toEqual(
      ['broken', 'failing'].map((name) => join(folder, `${name}.test.js`)),
    );
    rmSync(join(folder, 'passing.test.js'));
    const second = reportOf({ failing, broken: "test('now', () => {});" });
    expect(countWithSecondRun(first, second)).toEqual({ passed: 4, failed: 1 });
  });
});
