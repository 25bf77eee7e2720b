import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { runProgram } from './run-program.js';
import { tellShortStory } from './short-story.js';
import { startSuite } from './suite-process.js';

type Nodes = Readonly<{ nodeOf: (major: number) => string; otherNodes: readonly number[] }>;
const script = '../tools/ensure-nodes.mjs';
const { nodeOf, otherNodes } = (await import(script)) as Nodes;

// The tests themselves run on the oldest one that is supported.
describe.each(otherNodes)('on Node %d', (major) => {
  it('the built suite starts, tells its story, and keeps it over a restart', async () => {
    const node = nodeOf(major);
    const { output } = await runProgram(node, ['--version'], {});
    expect(output).toMatch(new RegExp(`^v${major}\\.`));
    const dataDir = join(temporaryFolder(), 'data');
    for (const start of ['first', 'second']) {
      const suite = await startSuite({ dataDir, node });
      await tellShortStory(suite.url);
      expect([start, await suite.stop()]).toEqual([start, { code: 0, signal: null }]);
    }
  });
});
