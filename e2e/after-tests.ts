import './patience.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const steps: (() => void | Promise<void>)[] = [];

/** What is started in a file ends with it, the newest first, whether its tests pass or not. */
export const afterTests = (step: () => void | Promise<void>): void => void steps.push(step);

afterAll(async () => {
  const failures: unknown[] = [];
  for (const step of steps.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything ended');
});

/** A new folder that is removed after the tests of the file. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-e2e-'));
  afterTests(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};
