/**
 * Makes sure of the other versions of Node on which the built suite is tried, one of them too old. npm carries Node as a
 * package for each platform. They lie beside the dependencies, not among them: who runs Credstream has no use for them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const versions = { 18: '18.20.8', 22: '22.23.5', 24: '24.22.3' };

const folder = resolve(import.meta.dirname, '../node_modules/.cache/credstream-nodes');
const nameOf = (major) => `node-${major}`;

/** The executable of this major version, whether it is there or not. */
export const nodeOf = (major) => join(folder, 'node_modules', nameOf(major), 'bin/node');

const majors = Object.keys(versions);

const runs = (major) =>
  existsSync(nodeOf(major)) &&
  spawnSync(nodeOf(major), ['--version'], { encoding: 'utf8' }).stdout === `v${versions[major]}\n`;

/** Returns when each version is there; throws with the words of npm when it cannot be had. */
export const ensureNodes = () => {
  if (majors.every(runs)) return;
  const wanted = Object.entries(versions).map(
    ([major, version]) => `${nameOf(major)}@npm:node-${process.platform}-${process.arch}@${version}`,
  );
  console.log(`Installing Node ${Object.values(versions).join(', ')} with npm, to try the suite on them.`);
  const quietly = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
  const { status, stderr } = spawnSync('npm', ['install', '--prefix', folder, ...quietly, ...wanted], {
    encoding: 'utf8',
  });
  if (status !== 0 || !majors.every(runs)) throw new Error(`npm could not install Node.\n${stderr}`);
};
