import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '../kit/machine.mjs';
import { rounded } from '../kit/statistics.mjs';
import { memoryMb, signIn, startWholeSuite } from '../kit/whole-suite.mjs';

/** What runs on its own after a start is to be over before anything is counted. */
const SETTLE_MS = 3000;
const IDLE_MS = 5000;
/** Creations before the first that is counted: the compiler has met the code by then. */
const WARM_UP = 100;

const start = async (dataDir) => {
  const suite = await startWholeSuite(dataDir);
  return { ...suite, startCpuMs: cpuSeconds(suite.pid) * 1000 };
};

const diskMb = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // What LMDB has not written takes no room on the disk.
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).blocks * 512, 0) /
  2 ** 20;

const caller = (url, token) => async (method, path, body) => {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
};

/** All keys of the measurement belong to the administrator, who may have 100 otherwise. */
const allowKeys = (call, count) =>
  call('PATCH', '/api/v1/accounts/default', { policies: { maxApiKeysPerUser: count } });

const expiresAt = `${new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 19)}Z`;
let named = 0;
const createKey = (call) =>
  call('POST', '/api/v1/api-keys', { name: `growth-${process.pid}-${named++}`, expiresAt });

/** One key, by which the shape of what a creation records is known. */
export const prepare = async (dataDir) => {
  const suite = await start(dataDir);
  await createKey(caller(suite.url, await signIn(suite.url)));
  await suite.stop();
};

const processorTime = async (pid, times, work) => {
  const before = cpuSeconds(pid);
  for (let i = 0; i < times; i++) await work(i);
  return ((cpuSeconds(pid) - before) * 1000) / times;
};

/** Processor ms in a second in which nobody asks for anything. */
const idleTime = async (pid) => {
  const before = cpuSeconds(pid);
  await pause(IDLE_MS);
  return ((cpuSeconds(pid) - before) * 1000) / (IDLE_MS / 1000);
};

/** Starts twice: the first one reads the whole log, the second one is what an installation of this size has. */
export const measure = async (dataDir, operations) => {
  const first = await start(dataDir);
  await first.stop();
  const suite = await start(dataDir);
  try {
    await pause(SETTLE_MS);
    const call = caller(suite.url, await signIn(suite.url));
    await allowKeys(call, 10 * operations);
    const keys = [];
    for (let i = 0; i < WARM_UP; i++) keys.push((await createKey(call)).id);
    const memory = memoryMb(suite.pid);
    const idle = await idleTime(suite.pid);
    const create = await processorTime(suite.pid, operations, async () =>
      keys.push((await createKey(call)).id),
    );
    const rotate = await processorTime(suite.pid, operations, (i) =>
      call('POST', `/api/v1/api-keys/${keys[i]}/rotate`, {}),
    );
    const list = await processorTime(suite.pid, operations, () => call('GET', '/api/v1/api-keys?limit=50'));
    const revoke = await processorTime(suite.pid, operations, (i) =>
      call('POST', `/api/v1/api-keys/${keys[i]}/revoke`, {}),
    );
    const figures = {
      'first start, reads the log, ms': first.startMs,
      'start, ms': suite.startMs,
      'start, processor ms': suite.startCpuMs,
      'memory, MB': memory,
      'disk, MB': diskMb(dataDir),
      'idle for a second, processor ms': idle,
      'create, processor ms': create,
      'rotate, processor ms': rotate,
      'revoke, processor ms': revoke,
      'list of 50, processor ms': list,
    };
    return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]));
  } finally {
    await suite.stop();
  }
};
