/**
 * What it costs to read a secret, beside the verification of an API key (R8), and what grows with the number of
 * credentials: start, list and search.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { row, verdict, writeResults } from '../kit/results.mjs';
import { rounded } from '../kit/statistics.mjs';
import { fill } from './fill.mjs';
import { measureLists, measureReads, prepare } from './measure.mjs';

const isQuick = process.argv.includes('--quick');
const size = isQuick ? 10_000 : 100_000;
const secrets = isQuick ? 200 : 400;
const warmUp = 100;
const times = 20;
/** Reads in the processor time of one verification, at least. */
const targets = { cached: 0.7, cold: 0.5 };

const markdown = ({ form, at, machine: host, reads, sizes, lists }) =>
  [
    '# credentials',
    '',
    `${form} form, ${at}, commit ${host.commit}. Node ${host.node}, Linux ${host.kernel},`,
    `${host.cpus}, load at the start ${host.loadBefore.join(', ')}.`,
    '',
    'The whole suite is one process, and so are its servers. A read is `reveal` over HTTP: permission, decryption and an',
    'entry in the access log that is on the disk before the answer. It is compared with `verify` of an API key by the',
    'processor time of the process. Cold: the data key was not in memory.',
    '',
    row('', 'processor ms', 'of a verification', 'at least', ''),
    row('---', '---:', '---:', '---:', '---'),
    row('verify', rounded(reads.verified), 1, '', ''),
    ...Object.entries(targets).map(([name, target]) => {
      const ratio = reads.verified / reads[name];
      return row(`read, ${name}`, rounded(reads[name]), rounded(ratio), target, verdict(ratio >= target));
    }),
    '',
    `Waits of one caller are the median of ${times}.`,
    '',
    row('credentials', ...sizes.map((each) => each.toLocaleString('en'))),
    row('---', ...sizes.map(() => '---:')),
    ...Object.keys(lists[0]).map((name) => row(name, ...lists.map((each) => rounded(each[name])))),
    '',
  ].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'credstream-credentials-'));
try {
  const host = machine('every append of the embedded event store; the read models once a second');
  const ids = await prepare(folder, secrets);
  const reads = await measureReads(folder, ids, warmUp);
  process.stderr.write(`reads: ${JSON.stringify(reads)}\n`);
  const lists = [await measureLists(folder, times)];
  await fill(folder, size - secrets);
  lists.push(await measureLists(folder, times));
  process.stderr.write(`lists: ${JSON.stringify(lists)}\n`);
  const result = {
    benchmark: 'credentials',
    form: isQuick ? 'quick' : 'full',
    at: new Date().toISOString(),
    machine: host,
    reads,
    sizes: [secrets, size],
    lists,
  };
  const page = markdown(result);
  writeResults(result, page);
  process.stdout.write(page);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
