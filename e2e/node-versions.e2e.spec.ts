import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { runProgram } from './run-program.js';
import { tellShortStory } from './short-story.js';
import { startSuite } from './suite-process.js';

const script = '../tools/ensure-nodes.mjs';
const { nodeOf } = (await import(script)) as { nodeOf: (major: number) => string };

// The tests themselves run on the oldest one that is supported.
describe.each([22, 24])('on Node %d', (major) => {
  it('the built suite starts, tells its story, and starts again', async () => {
    const node = nodeOf(major);
    const { output } = await runProgram(node, ['--version']);
    expect(output).toMatch(new RegExp(`^v${major}\\.`));
    const dataDir = join(temporaryFolder(), 'data');
    for (const start of ['first', 'second']) {
      const suite = await startSuite({ dataDir, node });
      await tellShortStory(suite.url);
      expect([start, await suite.stop()]).toEqual([start, { code: 0, signal: null }]);
    }
  });
});

describe('on Node 18, which is too old', () => {
  it.each([
    ['dist/cli/dist/credstream.js', 'up'],
    ['dist/cli/dist/credstream.js', '--version'],
    ['apps/gateway/dist/main.js'],
    ['tools/build-all.mjs'],
    ['tools/test.mjs'],
  ])('%s %s says so in one sentence', async (...args) => {
    const { code, output } = await runProgram(nodeOf(18), args);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^Credstream needs Node 20\.19(\.0)? or newer; this is Node 18\.\d+\.\d+\.\n$/),
    ]);
  });
});
