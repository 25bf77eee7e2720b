import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { commands } from './commands.js';
import { ModelledServer } from './modelled-server.js';

const numRuns = Number(process.env['FAST_CHECK_RUNS'] ?? 60);
const seed = process.env['FAST_CHECK_SEED'];

describe('a history of appends, deletions, metadata changes, reads and restarts', () => {
  it(
    'is answered as the model of a node answers it, whatever its order',
    async () => {
      await fc.assert(
        fc.asyncProperty(commands, async (history) => {
          const server = new ModelledServer();
          await server.start();
          try {
            for (const command of history) await server.perform(command);
            await server.readEverything();
          } finally {
            await server.remove();
          }
        }),
        { numRuns, ...(seed !== undefined && { seed: Number(seed) }) },
      );
    },
    60_000 + numRuns * 2_000,
  );
});
