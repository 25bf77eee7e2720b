/**
 * T16: does the time of a refusal tell an id that nobody has from a wrong secret of one that exists? Over HTTP,
 * as an attacker sees it, and inside the process, where nothing hides a difference.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, hashSecret } from '@credstream/crypto';
import { KeyIndex } from '../../apps/gateway/dist/key-index/key-index.js';
import { KeyVerifier } from '../../apps/gateway/dist/key-index/key-verifier.js';
import { startSuite } from '../kit/suite.mjs';
import { compare, interleaved } from './welch.mjs';

const samples = process.argv.includes('--quick') ? 20_000 : 200_000;

const insideTheProcess = async () => {
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
  const refusal = (value) => () => {
    const start = process.hrtime.bigint();
    const { answer } = verifier.verify(value, {});
    const ns = Number(process.hrtime.bigint() - start);
    if (answer?.reason !== 'unknown') throw new Error('Not refused as unknown');
    return ns;
  };
  await verifier.verify(known.value, {});
  await verifier.verify(nobodys.value, {});
  const measures = { 'wrong secret': refusal(wrong.value), 'unknown key': refusal(nobodys.value) };
  return compare(await interleaved(measures, samples, 10_000));
};

const overHttp = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-timing-'));
  const suite = await startSuite(folder);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const made = await suite.call('POST', '/api/v1/api-keys', { name: 'timing', expiresAt });
    const refusal = (value) => {
      const headers = { authorization: `Bearer ${value}` };
      return () =>
        new Promise((resolve, reject) => {
          const start = process.hrtime.bigint();
          request(`${suite.url}/authorize`, { agent, headers }, (response) => {
            const ns = Number(process.hrtime.bigint() - start);
            if (response.statusCode !== 401)
              reject(new Error(`${response.statusCode} where 401 was expected`));
            response.resume().once('end', () => resolve(ns));
          })
            .once('error', reject)
            .end();
        });
    };
    const measures = {
      'wrong secret': refusal(createKey('cs_key', made.id).value),
      'unknown key': refusal(createKey('cs_key').value),
    };
    return compare(await interleaved(measures, samples, 2_000));
  } finally {
    agent.destroy();
    await suite.stop();
    rmSync(folder, { recursive: true });
  }
};

console.log(`Over HTTP: ${await overHttp()}`);
console.log(`In process: ${await insideTheProcess()}`);
