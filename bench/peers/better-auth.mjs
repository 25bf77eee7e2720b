/**
 * better-auth's API-key plugin behind node:http, on SQLite in WAL mode: `better-auth.mjs <file to write keys to>
 * <number of keys>`. Its own rate limit is off, as ours is for keys that have none.
 */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Database from 'better-sqlite3';

const [file, count] = process.argv.slice(2);
const database = new Database(`${file}.sqlite`);
database.pragma('journal_mode = WAL');
const auth = betterAuth({
  database,
  baseURL: 'http://127.0.0.1',
  secret: 'a secret that is long enough for a benchmark',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
});
await (await getMigrations(auth.options)).runMigrations();
const { user } = await auth.api.signUpEmail({
  body: { email: 'ada@example.org', name: 'Ada', password: 'correct horse battery' },
});
const keys = [];
for (let n = 0; n < Number(count); n += 1) {
  const { key } = await auth.api.createApiKey({ body: { name: `key ${n}`, userId: user.id } });
  keys.push(key);
}
writeFileSync(file, keys.map((key) => `${key}\n`).join(''));

const server = createServer((request, response) => {
  const key = request.headers.authorization?.slice('Bearer '.length) ?? '';
  auth.api.verifyApiKey({ body: { key } }).then(
    ({ valid }) => response.writeHead(valid ? 204 : 401).end(),
    () => response.writeHead(500).end(),
  );
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.once('SIGTERM', () => process.exit(0));
