import { cpSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from './after-tests.js';
import { repository } from './child.js';

const scope = '@credstream';
const notCopied = new Set(['.git', '.nx', '.credstream', 'coverage', 'dist', 'node_modules']);

/**
 * The repository as a newcomer has it after `npm ci`, in a folder of its own: `npm start` builds there, and not under
 * the feet of the tests that run meanwhile. The packages are links to those that are installed.
 */
export const copyRepository = (): string => {
  // A clone may lie in a path with spaces.
  const copy = join(temporaryFolder(), 'a clone of credstream');
  cpSync(repository, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) });
  const installed = join(repository, 'node_modules');
  mkdirSync(join(copy, 'node_modules', scope), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== scope) symlinkSync(join(installed, name), join(copy, 'node_modules', name));
  }
  // Those of the workspace lead from node_modules to its own folders.
  for (const name of readdirSync(join(installed, scope))) {
    symlinkSync(readlinkSync(join(installed, scope, name)), join(copy, 'node_modules', scope, name));
  }
  return copy;
};
