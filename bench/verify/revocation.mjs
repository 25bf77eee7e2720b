import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { quantile, rounded } from '../kit/statistics.mjs';
import { startSuite } from '../kit/suite.mjs';

const lanes = 4;
const day = 86_400_000;

/** Asks a gateway about a key again and again, and keeps what was accepted when. */
const askUntil = (url, key, signal) => {
  const accepted = [];
  let asked = 0;
  const lane = async () => {
    while (!signal.aborted) {
      const sentAt = performance.now();
      const { status } = await fetch(`${url}/authorize`, { headers: { authorization: `Bearer ${key}` } });
      asked += 1;
      if (status === 204) accepted.push({ sentAt, answeredAt: performance.now() });
      else if (status !== 401) throw new Error(`/authorize answered ${status}`);
    }
  };
  const done = Promise.all(Array.from({ length: lanes }, lane));
  return done.then(() => ({ asked, accepted }));
};

const revokeOne = async (suite, number) => {
  const expiresAt = new Date(Date.now() + day).toISOString();
  const { id, key } = await suite.call('POST', '/api/v1/api-keys', { name: `bench ${number}`, expiresAt });
  const stopping = new AbortController();
  const here = askUntil(suite.url, key, stopping.signal);
  const there = askUntil(suite.secondUrl, key, stopping.signal);
  await delay(100);
  await suite.call('POST', `/api/v1/api-keys/${id}/revoke`, {});
  const revokedAt = performance.now();
  await delay(400);
  stopping.abort();
  const [same, other] = await Promise.all([here, there]);
  return {
    askedHere: same.asked,
    acceptedHere: same.accepted.length,
    sentAfterAndAcceptedHere: same.accepted.filter(({ sentAt }) => sentAt > revokedAt).length,
    answeredAfterAndAcceptedHere: same.accepted.filter(({ answeredAt }) => answeredAt > revokedAt).length,
    lastAcceptedThereMs: Math.max(0, ...other.accepted.map(({ sentAt }) => sentAt - revokedAt)),
    acceptedThere: other.accepted.length,
  };
};

const sum = (results, figure) => results.reduce((total, result) => total + result[figure], 0);

/** R18: from the 200 of a revoke to the last use that is still let in, at that gateway and at another one. */
export const measureRevocation = async ({ folder, isQuick }) => {
  const dataDir = join(folder, 'suite');
  mkdirSync(dataDir, { mode: 0o700 });
  const suite = await startSuite(dataDir);
  const results = [];
  try {
    for (let number = 0; number < (isQuick ? 15 : 100); number += 1)
      results.push(await revokeOne(suite, number));
  } finally {
    await suite.stop();
  }
  if (results.some(({ acceptedHere, acceptedThere }) => acceptedHere === 0 || acceptedThere === 0)) {
    throw new Error('A key was never accepted, so that nothing was measured');
  }
  const there = results.map(({ lastAcceptedThereMs }) => lastAcceptedThereMs);
  return {
    revokes: results.length,
    asked: sum(results, 'askedHere'),
    sameNode: {
      sentAfterAndAccepted: sum(results, 'sentAfterAndAcceptedHere'),
      answeredAfterAndAccepted: sum(results, 'answeredAfterAndAcceptedHere'),
    },
    otherNodeMs: { p50: rounded(quantile(there, 0.5)), p99: rounded(quantile(there, 0.99)) },
  };
};
