/** How long `credstream --version` takes beside `node -e 0`, alternately. `--quick` takes fewer rounds. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { row, verdict, writeResults } from '../kit/results.mjs';
import { median, rounded } from '../kit/statistics.mjs';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 40;
const bundle = join(import.meta.dirname, '../../dist/cli/dist/credstream.js');

const programs = {
  'node -e 0': ['-e', '0'],
  'credstream --version': [bundle, '--version'],
  'credstream keys create --help': [bundle, 'keys', 'create', '--help'],
};

const measured = (args) => {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - began;
};

const on = machine('nothing is written');
const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(programs)) times[name].push(measured(args));
}
const base = median(times['node -e 0']);
const results = Object.entries(times).map(([name, all]) => {
  const ms = median(all);
  return { name, ms: rounded(ms), least: rounded(Math.min(...all)), ratio: rounded(ms / base) };
});
const [, version] = results;
const page = [
  '# The start of the command line',
  '',
  `${quick ? 'quick' : 'full'} form, ${new Date().toISOString()}, commit ${on.commit}. Node ${on.node}, ${on.cpus}, load at the start ${on.loadBefore.join(', ')}.`,
  '',
  `${rounds} rounds, each program once in each of them. Aim: \`credstream --version\` in 150 ms.`,
  '',
  row('program', 'median', 'least', 'to node -e 0'),
  row('---', '---', '---', '---'),
  ...results.map(({ name, ms, least, ratio }) => row(`\`${name}\``, `${ms} ms`, `${least} ms`, ratio)),
  '',
  `150 ms: ${verdict(version.least <= 150)} by the least of all rounds, ${verdict(version.ms <= 150)} by the median.`,
  '',
].join('\n');
console.log(page);
writeResults({ benchmark: 'cli', machine: on, rounds, results }, page);
