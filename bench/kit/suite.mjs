import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { start as startNats } from '@credstream/embedded-nats';

const apps = join(import.meta.dirname, '../../apps');
const password = 'a password for the benchmark';

/** Starts a program and waits for the address that it tells on one of its outputs. */
export const startProgram = async (args, env, output, pattern) => {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  let errors = '';
  child.stderr.on('data', (bytes) => (errors += bytes));
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} ended (${code})\n${errors}`)));
    child[output].on('data', (bytes) => {
      told += bytes;
      const found = pattern.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  child.removeAllListeners('exit');
  const stop = async () => {
    if (child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { url, pid: child.pid, stop };
};

/** The whole suite in one process, a second gateway in another, and a session of the administrator. */
export const startSuite = async (folder) => {
  const nats = await startNats({ port: 0 });
  const shared = { CREDSTREAM_PORT: '0', NATS_URL: nats.url };
  const suite = await startProgram(
    [join(apps, 'cli/dist/main.js'), 'up'],
    { ...shared, CREDSTREAM_DATA_DIR: folder, CREDSTREAM_ADMIN_PASSWORD: password },
    'stdout',
    /ready: (http:\S+)/,
  );
  const second = await startProgram(
    [join(apps, 'gateway/dist/main.js')],
    { ...shared, CREDSTREAM_KEYS_DIR: join(folder, 'keys'), CREDSTREAM_LOG_LEVEL: 'info' },
    'stderr',
    /"url":"(http:[^"]+)"/,
  );
  const signIn = await fetch(`${suite.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', username: 'admin', password }),
  });
  const { access_token: token } = await signIn.json();
  return {
    url: suite.url,
    secondUrl: second.url,
    call: async (method, path, body) => {
      const response = await fetch(suite.url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    stop: async () => {
      await second.stop();
      await suite.stop();
      await nats.stop();
    },
  };
};
