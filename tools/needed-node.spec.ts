import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** Runs a script by this Node, which says that it is another one. */
const runAs = (version: string, script: string) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  return spawnSync(process.execPath, ['--import', `data:text/javascript,${pretend}`, script], {
    encoding: 'utf8',
  });
};

describe('what people start by npm', () => {
  it.each([
    ['18.20.8', 'tools/build-all.mjs'],
    ['20.18.3', 'tools/test.mjs'],
    ['16.20.2', 'bench/run.mjs'],
  ])('is refused by Node %s in one sentence: %s', (version, script) => {
    const { status, stdout, stderr } = runAs(version, script);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`Credstream needs Node 20.19 or newer; this is Node ${version}.\n`);
  });

  it.each(['20.19.0', '22.0.0', '24.11.0'])('is taken by Node %s', (version) =>
    expect(runAs(version, 'tools/needed-node.mjs')).toMatchObject({ status: 0, stderr: '' }),
  );
});
