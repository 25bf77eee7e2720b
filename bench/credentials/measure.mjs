import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '../kit/machine.mjs';
import { median } from '../kit/statistics.mjs';
import { memoryMb, signIn, startWholeSuite } from '../kit/whole-suite.mjs';

/** What runs on its own after a start is to be over before anything is counted. */
const SETTLE_MS = 3000;
const AT_A_TIME = 4;

/** Starts the suite, signed in. */
export const start = async (dataDir) => {
  const suite = await startWholeSuite(dataDir);
  const token = await signIn(suite.url);
  const call = async (method, path, json) => {
    const response = await fetch(suite.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return { ...suite, call };
};

/** Does the work for each item, so many at a time. */
const forEach = async (items, work) => {
  const left = [...items];
  const next = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
};

/** Processor milliseconds of the suite for one of the items. */
const processorMs = async (pid, items, work) => {
  const before = cpuSeconds(pid);
  await forEach(items, work);
  return ((cpuSeconds(pid) - before) * 1000) / items.length;
};

/** Milliseconds that one caller waits, the median. */
const waitMs = async (times, work) => {
  const waits = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await work(time);
    waits.push(performance.now() - began);
  }
  return median(waits);
};

/** Makes credentials whose secrets are read later; answers their ids. */
export const prepare = async (dataDir, count) => {
  const suite = await start(dataDir);
  try {
    const ids = [];
    await forEach(Array.from({ length: count }).keys(), async (number) => {
      const secret = { username: 'ci', password: `secret ${number}` };
      const json = { name: `read ${number}`, type: 'username-password', secret };
      ids.push((await suite.call('POST', '/api/v1/credentials', json)).id);
    });
    return ids;
  } finally {
    await suite.stop();
  }
};

/** Secrets that are read for the first time since the start, again, and keys that are verified (R8). */
export const measureReads = async (dataDir, ids, warmUp) => {
  const { call, pid, stop } = await start(dataDir);
  try {
    const expiresAt = `${new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 19)}Z`;
    const { key } = await call('POST', '/api/v1/api-keys', { name: 'bench', expiresAt });
    const verify = () => call('POST', '/api/v1/api-keys/verify', { key });
    const reveal = (id) => call('POST', `/api/v1/credentials/${id}/reveal`, {});
    const warm = ids.slice(0, warmUp);
    const counted = ids.slice(warmUp);
    await forEach([...warm, ...warm, ...warm], reveal);
    await forEach([...warm, ...warm, ...warm], verify);
    await pause(SETTLE_MS);
    const cold = await processorMs(pid, counted, reveal);
    const cached = await processorMs(pid, [...counted, ...counted], reveal);
    const verified = await processorMs(pid, [...counted, ...counted], verify);
    return { cold, cached, verified };
  } finally {
    await stop();
  }
};

/** Starts twice: the first one reads the whole log, the second one is what an installation of this size has. */
export const measureLists = async (dataDir, times) => {
  const first = await start(dataDir);
  await first.stop();
  const { call, pid, startMs, stop } = await start(dataDir);
  try {
    await pause(SETTLE_MS);
    const path = '/api/v1/credentials';
    const list = (query) => call('GET', `${path}?limit=50${query}`);
    const page = await list('&sort=name');
    const cursor = encodeURIComponent(page.nextCursor ?? '');
    return {
      'first start, reads the log, ms': first.startMs,
      'start, ms': startMs,
      'memory, MB': memoryMb(pid),
      'list of 50, newest first, ms': await waitMs(times, () => list('')),
      'list of 50, the second page by name, ms': await waitMs(times, () =>
        list(`&sort=name&cursor=${cursor}`),
      ),
      'list of 50 of one type, ms': await waitMs(times, () => list('&type=git')),
      'search that finds one, ms': await waitMs(times, (time) =>
        list(`&q=${encodeURIComponent(`read ${time}`)}`),
      ),
      'search that finds nothing, ms': await waitMs(times, () => list('&q=nowhere')),
    };
  } finally {
    await stop();
  }
};
