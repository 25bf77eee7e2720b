/**
 * Is this API key valid? The key comes by standard input, the address of Credstream is the first argument. Exit code 0 when
 * it is, 1 when it is not. The caller signs in as a service of its own, with the key in CREDSTREAM_API_KEY.
 */
import { readFileSync } from 'node:fs';
import { createCredstream, dataOf } from '@credstream/sdk';

const [url] = process.argv.slice(2);
const key = readFileSync(0, 'utf8').trim();
const credstream = createCredstream({ url, credential: { apiKey: process.env.CREDSTREAM_API_KEY } });

const { valid, username, reason } = await dataOf(
  credstream.POST('/api/v1/api-keys/verify', { body: { key } }),
);
console.log(valid ? `valid: ${username}` : `not valid: ${reason}`);
process.exitCode = valid ? 0 : 1;
