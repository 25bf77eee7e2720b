import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Report = Readonly<{
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: readonly Readonly<{ name: string; status: string }>[];
}>;
type Options = Readonly<{
  cwd: string;
  env: NodeJS.ProcessEnv;
  lanes?: number;
  minutes?: number;
  output?: 'ignore';
}>;
type TestLanes = Readonly<{
  batchesOf: (files: readonly string[], sizeOf: (file: string) => number) => readonly (readonly string[])[];
  listSuites: (options: Options) => readonly string[];
  runBatches: (
    batches: readonly (readonly string[])[],
    options: Options,
  ) => Promise<Readonly<{ green: boolean; broken: readonly (readonly string[])[]; report: Report }>>;
}>;

const script = './test-lanes.mjs';
const { batchesOf, listSuites, runBatches } = (await import(script)) as TestLanes;
// A failure that is made on purpose is not to be read as one in the output of the whole run.
const options: Options = { cwd: process.cwd(), env: process.env, output: 'ignore' };
const suite = resolve('libs/launch/src/launch.spec.ts');
const other = resolve('tools/ensure-programs.spec.ts');

const countsOf = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }: Report) => [
  numPassedTests > 5,
  numFailedTests,
  numRuntimeErrorTestSuites,
];

describe('the lanes', () => {
  it('take every suite once, whole installations first', () => {
    const suites = listSuites(options);
    expect(suites).toContain(suite);
    const batches = batchesOf(suites, (file) => file.length);
    expect(batches.flat().toSorted()).toEqual(suites.toSorted());
    expect(batches[0]?.every((file) => file.includes('/e2e/'))).toBe(true);
    expect(batches.at(-1)?.some((file) => /\/e2e\/|\.int\.spec/.test(file))).toBe(false);
  });

  it('answer as one run', async () => {
    const { green, report } = await runBatches([[suite], [other]], options);
    expect(green).toBe(true);
    expect(countsOf(report)).toEqual([true, 0, 0]);
    expect(report.testResults.map(({ name }) => name).toSorted()).toEqual([suite, other]);
  });

  it('end a suite that does not end, and count it as failed', async () => {
    const { green, report } = await runBatches([[suite]], { ...options, minutes: 0 });
    expect(green).toBe(false);
    expect(countsOf(report)).toEqual([false, 0, 1]);
    expect(report.testResults).toMatchObject([{ name: suite, status: 'failed' }]);
  });

  it('name the batch in which Jest fails with every test passed', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'credstream-lanes-'));
    const [quiet, late] = [join(cwd, 'quiet.spec.js'), join(cwd, 'late.spec.js')];
    try {
      for (const name of ['tools', 'node_modules']) symlinkSync(resolve(name), join(cwd, name));
      writeFileSync(join(cwd, 'package.json'), '{}');
      writeFileSync(quiet, "it('passes', () => {});");
      writeFileSync(late, "it('passes', () => { setTimeout(console.log, 50, 'after its end'); });");
      const { green, broken, report } = await runBatches([[quiet], [late]], { ...options, cwd });
      expect([green, broken]).toEqual([false, [[late]]]);
      expect([report.numPassedTests, report.numFailedTests, report.numRuntimeErrorTestSuites]).toEqual([
        2, 0, 0,
      ]);
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  it('count a suite that is not there as failed', async () => {
    const { green, report } = await runBatches([[suite, resolve('tools/no-such.spec.ts')]], options);
    expect([green, ...countsOf(report)]).toEqual([false, true, 0, 1]);
  });
});
