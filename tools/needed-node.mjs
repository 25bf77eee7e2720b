/**
 * Ends the process with one sentence when this Node is too old for Credstream. Imported first by what people start: all
 * else may use what an old Node does not have. An old Node must be able to read this file.
 */
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

const numbersOf = (version) => version.split('.').map(Number);
const [major, minor] = numbersOf(process.versions.node);
const [neededMajor, neededMinor] = numbersOf(needed);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(`Credstream needs Node ${needed} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
