import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { cpuSeconds } from './machine.mjs';

const milliseconds = { us: 0.001, ms: 1, s: 1000 };
const latency = (report, percent) => {
  const [, value, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(report) ?? [];
  return Number(value) * milliseconds[unit];
};

/**
 * One thread, 32 connections unless told otherwise, against a server, for so many seconds; `pid` is the server's process. Rejects when
 * an answer had another status than 2xx. Times in milliseconds.
 */
export const wrk = async ({ url, pid, seconds, script, connections = 32 }) => {
  const before = cpuSeconds(pid);
  const run = spawn('wrk', [
    ...['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', script, url],
  ]);
  const failed = once(run, 'error').then(([error]) => Promise.reject(error));
  const [report] = await Promise.race([Promise.all([text(run.stdout), once(run, 'exit')]), failed]);
  const used = cpuSeconds(pid) - before;
  if (/Non-2xx|Socket errors/.test(report)) throw new Error(report);
  const requests = Number(/(\d+) requests in/.exec(report)?.[1]);
  return {
    perCpuSecond: requests / used,
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1]),
    p50: latency(report, 50),
    p99: latency(report, 99),
  };
};
