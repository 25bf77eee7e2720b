/** What grows with the number of keys: start, memory, disk, and the processor time of what people do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { row, writeResults } from '../kit/results.mjs';
import { rounded } from '../kit/statistics.mjs';
import { fill } from './fill.mjs';
import { measure, prepare } from './measure.mjs';

const isQuick = process.argv.includes('--quick');
const sizes = isQuick ? [0, 10_000] : [0, 10_000, 100_000];
const operations = isQuick ? 50 : 200;

const markdown = ({ form, at, machine: host, operations: times, sizes: columns, figures }) =>
  [
    '# growth',
    '',
    `${form} form, ${at}, commit ${host.commit}. Node ${host.node}, Linux ${host.kernel},`,
    `${host.cpus}, load at the start ${host.loadBefore.join(', ')}.`,
    '',
    `\`credstream up\` with so many keys in its log, the whole suite in one process. Processor time is that of the`,
    `process, all threads, for one operation, the mean of ${times}. In brackets: times the empty installation.`,
    '',
    row('keys', ...columns.map((size) => size.toLocaleString('en'))),
    row('---', ...columns.map(() => '---:')),
    ...Object.keys(figures[0]).map((name) =>
      row(
        name,
        ...figures.map((each, i) =>
          i === 0 ? each[name] : `${each[name]} (${rounded(each[name] / figures[0][name], 2)})`,
        ),
      ),
    ),
    '',
    'Before there was a store for the read models: 10,000 keys started in 14.6 s (empty 2.2 s), took 470 MB and',
    '24 ms of processor time for a creation.',
    '',
  ].join('\n');

const figures = [];
for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-growth-'));
  try {
    await prepare(folder);
    if (size > 0) await fill(folder, size);
    figures.push(await measure(folder, operations));
    process.stderr.write(`${size} keys: ${JSON.stringify(figures.at(-1))}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const result = {
  benchmark: 'growth',
  form: isQuick ? 'quick' : 'full',
  at: new Date().toISOString(),
  machine: machine('every append of the embedded event store; the read models once a second'),
  operations,
  sizes,
  figures,
};
const page = markdown(result);
writeResults(result, page);
process.stdout.write(page);
