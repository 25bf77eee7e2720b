/** `npm run bench -- [name...] [--quick]`: each folder here with a `run.mjs` is a benchmark; all of them without a name. */
import '../tools/needed-node.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const known = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'run.mjs')),
);
const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  process.exit(1);
}

let failed = false;
for (const name of names.length > 0 ? names : known) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, name, 'run.mjs'), ...options], {
    stdio: 'inherit',
  });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
