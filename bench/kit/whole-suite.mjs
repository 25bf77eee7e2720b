import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram } from './suite.mjs';

const main = join(import.meta.dirname, '../../apps/cli/dist/main.js');
const password = 'a password for the benchmark';

/** `credstream up` as built, once it is ready; `startMs` is how long that took. */
export const startWholeSuite = async (dataDir) => {
  const began = performance.now();
  const suite = await startProgram(
    [main, 'up'],
    {
      CREDSTREAM_DATA_DIR: dataDir,
      CREDSTREAM_PORT: '0',
      CREDSTREAM_ADMIN_PASSWORD: password,
      CREDSTREAM_LOG_LEVEL: 'error',
    },
    'stdout',
    /ready: (http:\S+)/,
  );
  return { ...suite, startMs: performance.now() - began };
};

/** An access token of the administrator. */
export const signIn = async (url) => {
  const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password });
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  return (await response.json()).access_token;
};

export const memoryMb = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
