/**
 * The gateway's own HTTP server with an index full of keys: `gateway.mjs <file of keys> <size of the index>`.
 * Only what is behind it is made up: apikey-service's entries, and the feed, which says that nothing changes.
 */
import { readFileSync } from 'node:fs';
import { hashSecret, parseKey } from '@credstream/crypto';
import { createLogger } from '@credstream/service-kit';
import { SessionIndex } from '../../apps/gateway/dist/auth/session-index.js';
import { createHttpServer } from '../../apps/gateway/dist/http-server.js';
import { KeyIndex } from '../../apps/gateway/dist/key-index/key-index.js';

const [file, size] = process.argv.slice(2);
const pepper = Buffer.alloc(32, 7);
const secrets = new Map(
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(parseKey)
    .map(({ id, secret }) => [id, secret]),
);

const entryOf = (keyId, number) => ({
  keyId,
  secrets: [{ hash: hashSecret(secrets.get(keyId) ?? keyId, pepper) }],
  status: 'active',
  expiresAt: Date.now() + 86_400_000,
  userId: `user-${number % 10_000}`,
  username: `someone-${number % 10_000}`,
  account: 'default',
  ownerActive: true,
  roles: [{ role: 'developer', scope: 'default' }],
  permissions: ['credential.read', 'registry.pull'],
  scope: 'default/research',
});

let number = 0;
const client = {
  call: async (_method, { keyId }) => ({ entry: JSON.stringify(entryOf(keyId, (number += 1))) }),
  close: async () => undefined,
};
const index = new KeyIndex(client, 1_000);
let sequence = 0;
const heartbeat = () => index.hear({ epoch: 'bench', sequence: sequence++, position: '1' });
heartbeat();
setInterval(heartbeat, 250);

for (const id of secrets.keys()) await index.load(id);
for (let i = 0; index.size < Number(size); i += 1) {
  await index.load(`other${String(i).padStart(7, '0')}`);
  // The feed has to be heard meanwhile.
  if (i % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
}

const sessions = new SessionIndex(client, 1_000);
const log = createLogger('gateway', 'warn');
const { app } = await createHttpServer({
  client,
  index,
  sessions,
  peppers: () => [pepper],
  accessTokenKeys: () => ({ keys: [] }),
  trustedProxies: 0,
  log,
});
await app.listen(0, '127.0.0.1');
process.send({ url: await app.getUrl() });
process.once('SIGTERM', () => process.exit(0));
