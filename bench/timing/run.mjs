/**
 * T16, without the network: does the time of a refusal tell an id that nobody has from a wrong secret of one that exists? Welch's t
 * over interleaved samples, the slowest tenth of all left out (what the machine did meanwhile).
 */
import { createKey, hashSecret } from '@credstream/crypto';
import { KeyIndex } from '../../apps/gateway/dist/key-index/key-index.js';
import { KeyVerifier } from '../../apps/gateway/dist/key-index/key-verifier.js';

const samples = process.argv.includes('--quick') ? 50_000 : 200_000;
const limit = 4.5;
const pepper = Buffer.alloc(32, 7);
const known = createKey('cs_key');
const wrong = createKey('cs_key', known.id);
const nobodys = createKey('cs_key');

const entry = {
  keyId: known.id,
  secrets: [{ hash: hashSecret(known.secret, pepper) }],
  status: 'active',
  expiresAt: Date.now() + 86_400_000,
  userId: 'u',
  username: 'ada',
  account: 'default',
  ownerActive: true,
  roles: [{ role: 'viewer', scope: 'default' }],
};
const services = {
  call: async (_method, { keyId }) => (keyId === known.id ? { entry: JSON.stringify(entry) } : {}),
};
const index = new KeyIndex(services, Number.MAX_SAFE_INTEGER);
index.hear({ epoch: 'bench', sequence: 0, position: '1' });
const verifier = new KeyVerifier(index, pepper);
await verifier.verify(known.value, {});
await verifier.verify(nobodys.value, {});

const times = { 'wrong secret': [], 'unknown key': [] };
const measure = (name, value) => {
  const start = process.hrtime.bigint();
  const { answer } = verifier.verify(value, {});
  const ns = Number(process.hrtime.bigint() - start);
  if (answer?.valid !== false || answer.reason !== 'unknown')
    throw new Error(`${name}: not refused as unknown`);
  times[name].push(ns);
};
for (let i = -10_000; i < samples; i += 1) {
  const inOrder = [
    ['wrong secret', wrong.value],
    ['unknown key', nobodys.value],
  ];
  for (const [name, value] of i % 2 ? inOrder : inOrder.reverse()) measure(name, value);
  if (i === -1) for (const name of Object.keys(times)) times[name].length = 0;
}

const cut = Object.values(times)
  .flat()
  .sort((a, b) => a - b)[Math.floor(samples * 2 * 0.9)];
const summary = Object.entries(times).map(([name, values]) => {
  const kept = values.filter((ns) => ns <= cut);
  const mean = kept.reduce((sum, ns) => sum + ns, 0) / kept.length;
  const variance = kept.reduce((sum, ns) => sum + (ns - mean) ** 2, 0) / (kept.length - 1);
  return { name, samples: kept.length, mean, variance };
});
const [a, b] = summary;
const t = (a.mean - b.mean) / Math.sqrt(a.variance / a.samples + b.variance / b.samples);
for (const { name, samples: n, mean } of summary)
  console.log(`${name}: ${Math.round(mean)} ns over ${n} samples`);
console.log(
  `Welch t = ${t.toFixed(2)}, limit ${limit}: ${Math.abs(t) < limit ? 'no separation' : 'SEPARATION'}`,
);
