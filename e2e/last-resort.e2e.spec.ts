import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import type { Child } from './child.js';
import { send } from './http.js';
import { launchSuite } from './suite-process.js';
import { waitUntil } from './wait-until.js';

/** Put into the process from outside: on a signal it makes two faults that nobody catches. */
const faults =
  'data:text/javascript,' +
  encodeURIComponent(
    `process.on('SIGUSR2', () => {
      setImmediate(() => { throw new Error('a fault of the test'); });
      void Promise.reject(new Error('a rejection of the test'));
    });`,
  );

describe('a fault that nobody has caught', () => {
  let suite: Child;
  let url: string;

  beforeAll(async () => {
    suite = launchSuite({ dataDir: temporaryFolder(), env: { NODE_OPTIONS: `--import ${faults}` } });
    [, url = ''] = await suite.prints(/^Credstream is ready: (http:\/\/\S+)/m);
    await suite.prints(/\/authorize$/m);
  });

  it('is logged with its cause, and everybody else is served', async () => {
    process.kill(suite.pid, 'SIGUSR2');
    await waitUntil('both are in the log', async () => {
      const log = suite.stderr();
      return (log.includes('a fault of the test') && log.includes('a rejection of the test')) || undefined;
    });
    expect((await send('GET', `${url}/health/ready`)).status).toBe(200);
  });

  it('does not keep the process from stopping in good order', async () =>
    expect(await suite.end('SIGTERM')).toEqual({ code: 0, signal: null }));
});
