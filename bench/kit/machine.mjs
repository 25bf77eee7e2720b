import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What a figure must be read with. `fsync`: when a write counts as done in this benchmark. */
export const machine = (fsync) => ({
  node: process.version,
  openssl: process.versions.openssl,
  kernel: release(),
  cpus: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  loadBefore: loadavg().map((load) => Number(load.toFixed(2))),
  commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
  fsync,
});

const ticksPerSecond = 100;

/** Seconds of processor time that a process has used, all of its threads, in user and kernel mode. */
export const cpuSeconds = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};
