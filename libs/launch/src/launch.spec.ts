import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { launch, oldestNode, tooOld } from './launch.js';

describe('a Node', () => {
  it.each(['v14.21.3', 'v16.20.2', 'v18.20.8', 'v20.18.3'])(
    '%s is refused in one line that names the version needed',
    (version) => {
      expect(tooOld(version)).toBe(
        `Credstream needs Node 20.19.0 or newer; this is Node ${version.slice(1)}.`,
      );
    },
  );

  it.each(['v20.19.0', 'v20.20.1', 'v22.0.0', 'v24.11.0', 'v100.0.0'])('%s is taken', (version) => {
    expect(tooOld(version)).toBeUndefined();
  });

  it('is as old as package.json says, at most', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    expect(oldestNode.startsWith(engines.node.replace('>=', ''))).toBe(true);
  });
});

describe('a program', () => {
  const listeners = (): number => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');

  it('ends by a signal while it is loaded, and has its signals to itself when it runs', async () => {
    const before = listeners();
    const seen: number[] = [];
    await launch(async () => {
      seen.push(listeners() - before);
      return {
        run: async () => {
          seen.push(listeners() - before);
        },
      };
    });
    expect(seen).toEqual([2, 0]);
  });
});
