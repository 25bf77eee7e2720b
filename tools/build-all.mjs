/**
 * Builds every project, and of the apps the package `dist/cli`. What Nx says is printed when something fails; a build that
 * takes long says so.
 */
import './needed-node.mjs';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { packageCli } from './package-cli.mjs';

const root = resolve(import.meta.dirname, '..');
const longMs = 2_000;

const nx = spawn(process.execPath, ['node_modules/.bin/nx', 'run-many', '-t', 'build'], { cwd: root });
let output = '';
for (const stream of [nx.stdout, nx.stderr]) {
  stream.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
}
const notice = setTimeout(() => console.error('Building Credstream; only the first time takes long'), longMs);
nx.on('error', (error) => {
  output += String(error);
});
nx.on('close', async (code) => {
  try {
    if (code === 0) await packageCli();
    else process.stderr.write(output);
    process.exitCode = code ?? 1;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    clearTimeout(notice);
  }
});
