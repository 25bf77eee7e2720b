/**
 * What refused sign-ins of strangers cost: log, memory and the next start, before and after. `--quick` sends fewer.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../kit/machine.mjs';
import { row, writeResults } from '../kit/results.mjs';
import { startProgram } from '../kit/suite.mjs';

const quick = process.argv.includes('--quick');
const wanted = quick ? 3_000 : 30_000;
/** On a busy machine fewer are sent: as many as there is time for. */
const withinMs = quick ? 60_000 : 600_000;
const addresses = 60;
const atATime = 32;
const cli = join(import.meta.dirname, '../../apps/cli/dist/main.js');
const folder = mkdtempSync(join(tmpdir(), 'credstream-bench-sign-ins-'));

const sizeOf = (path) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).blocks * 512, 0);
const residentMb = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const start = async () => {
  const began = performance.now();
  const suite = await startProgram(
    [cli, 'up'],
    {
      CREDSTREAM_PORT: '0',
      CREDSTREAM_DATA_DIR: folder,
      CREDSTREAM_ADMIN_PASSWORD: 'a password for the benchmark',
      // Each attempt names its own address, as a proxy would.
      CREDSTREAM_TRUSTED_PROXIES: '1',
    },
    'stdout',
    /ready: (http:\S+)/,
  );
  return { ...suite, seconds: (performance.now() - began) / 1000 };
};

const attempt = async (url, index) => {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'x-forwarded-for': `198.51.100.${index % addresses}` },
    body: new URLSearchParams({ grant_type: 'password', username: `nobody${index}`, password: 'a guess' }),
  });
  await response.arrayBuffer();
  return response.status;
};

const on = machine('every append of the embedded event store, before it is answered');
const statuses = {};
const first = await start();
await first.stop();
const suite = await start();
const before = { bytes: sizeOf(folder), memory: residentMb(suite.pid), seconds: suite.seconds };
let next = 0;
const end = performance.now() + withinMs;
const worker = async () => {
  while (next < wanted && performance.now() < end) {
    const status = await attempt(suite.url, (next += 1));
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
};
await Promise.all(Array.from({ length: atATime }, worker));
const attempts = next;
const memory = residentMb(suite.pid);
await suite.stop();
const again = await start();
const after = { bytes: sizeOf(folder), memory, seconds: again.seconds };
await again.stop();
rmSync(folder, { recursive: true });

const growth = {
  logMb: (after.bytes - before.bytes) / 1024 / 1024,
  memoryMb: after.memory - before.memory,
  startSeconds: after.seconds - before.seconds,
};
const page = [
  '# Refused sign-ins of strangers',
  '',
  `${quick ? 'quick' : 'full'} form, ${new Date().toISOString()}, commit ${on.commit}. Node ${on.node}, ${on.cpus}, load at the start ${on.loadBefore.join(', ')}.`,
  '',
  `${attempts} of ${wanted} sign-ins under names that nobody has, from ${addresses} addresses, ${atATime} at a time.`,
  `Answers: ${Object.entries(statuses)
    .map(([status, count]) => `${count} x ${status}`)
    .join(', ')}.`,
  '',
  row('what grew', 'by', 'aim'),
  row('---', '---', '---'),
  row('data directory', `${growth.logMb.toFixed(2)} MB`, 'under 1 MB'),
  row('resident memory', `${growth.memoryMb.toFixed(1)} MB`, 'under 20 MB'),
  row('next start', `${growth.startSeconds.toFixed(2)} s`, 'under 1 s'),
  '',
].join('\n');
console.log(page);
writeResults(
  { benchmark: 'sign-ins', machine: on, wanted, attempts, addresses, statuses, before, after },
  page,
);
