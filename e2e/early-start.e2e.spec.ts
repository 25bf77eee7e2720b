import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { contexts } from '@credstream/contracts';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { startChild, type Variables } from './child.js';
import { freePort } from './free-port.js';
import { tellShortStory } from './short-story.js';
import { administratorPassword } from './suite-process.js';
import { waitUntil } from './wait-until.js';

const status = (url: string): Promise<number | undefined> =>
  fetch(url).then(
    (answer) => answer.status,
    () => undefined,
  );

describe('apps that start before their servers', () => {
  it('say at once that they live and are not ready, wait, say for what, and serve when the servers come', async () => {
    const folder = temporaryFolder();
    const [eventStorePort, natsPort] = [await freePort(), await freePort()];
    // The embedded MongoDB chooses its credentials itself, so it is there first.
    const mongo = await startMongoDb({ port: 0 });
    afterTests(mongo.stop);
    const env: Variables = {
      EVENTSTORE_URL: `esdb://127.0.0.1:${eventStorePort}?tls=false`,
      MONGODB_URL: mongo.url,
      NATS_URL: `nats://127.0.0.1:${natsPort}`,
      CREDSTREAM_KEYS_DIR: `${folder}/keys`,
      CREDSTREAM_ADMIN_PASSWORD: administratorPassword,
    };
    const cli = ['apps/cli/dist/main.js', 'system-keys', 'create'];
    const keys = startChild(process.execPath, cli, { env });
    expect(await keys.exit).toEqual({ code: 0, signal: null });
    const start = (app: string, more: Variables) =>
      startChild(process.execPath, [`apps/${app}/dist/main.js`], { env: { ...env, ...more } });

    const gatewayPort = await freePort();
    const gateway = start('gateway', { CREDSTREAM_PORT: gatewayPort });
    const services = [];
    for (const context of contexts) {
      const port = await freePort();
      const app = start(`${context}-service`, { CREDSTREAM_HEALTH_PORT: port });
      services.push({ app, health: `http://127.0.0.1:${port}/health` });
    }
    const url = `http://127.0.0.1:${gatewayPort}`;
    const apps = [gateway, ...services.map(({ app }) => app)];
    for (const app of apps) await app.prints(/Waiting for NATS, at the address that NATS_URL names/);
    for (const health of [`${url}/health`, ...services.map((service) => service.health)]) {
      expect([await status(`${health}/live`), await status(`${health}/ready`)]).toEqual([200, 503]);
    }
    const authorized = await fetch(`${url}/authorize`);
    expect([authorized.status, authorized.headers.get('retry-after')]).toEqual([503, '1']);

    const nats = startChild('nats-server', ['-a', '127.0.0.1', '-p', natsPort]);
    await nats.prints(/Server is ready/);
    for (const { app } of services) await app.prints(/Waiting for EventStoreDB/);
    const eventStore = await startEventStoreDb({ port: Number(eventStorePort), dataDir: `${folder}/store` });
    afterTests(eventStore.stop);
    for (const health of [...services.map((service) => service.health), `${url}/health`]) {
      await waitUntil(`${health} is ready`, async () =>
        (await status(`${health}/ready`)) === 200 ? true : undefined,
      );
    }
    await tellShortStory(url);
  });
});

/** The process that a program started first. */
const childOf = (pid: number): number | undefined => {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const child = parents.find((name) => {
    try {
      return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  return child === undefined ? undefined : Number(child);
};

/** It may have ended meanwhile. */
const terminate = (pid: number): void => {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

describe('credstream up as process 1 of a container', () => {
  it.each(['from its first line on', 'after a moment', 'while it starts', 'when it is ready'])(
    'ends by SIGTERM: %s',
    async (moment) => {
      const env = {
        CREDSTREAM_DATA_DIR: temporaryFolder(),
        CREDSTREAM_PORT: '0',
        CREDSTREAM_ADMIN_PASSWORD: administratorPassword,
      };
      const up = [process.execPath, 'apps/cli/dist/main.js', 'up'];
      const outer = startChild('unshare', ['--pid', '--fork', '--kill-child', ...up], { env, group: true });
      const pid = await waitUntil('process 1 is there', () => childOf(outer.pid));
      if (moment === 'while it starts') {
        await waitUntil('the store is there', () =>
          readdirSync(env.CREDSTREAM_DATA_DIR).includes('eventstore') ? true : undefined,
        );
      }
      if (moment === 'after a moment') await pause(300);
      if (moment === 'when it is ready') await outer.prints(/\/authorize$/m);
      terminate(pid);
      // The kernel drops what process 1 does not catch yet, which is before the first line of ours: it is sent again.
      const again = setInterval(() => terminate(pid), 50);
      const { code } = await outer.exit;
      clearInterval(again);
      expect(code).toBe(moment === 'when it is ready' ? 0 : 143);
      if (moment !== 'when it is ready') expect(outer.stdout()).not.toContain('is ready');
    },
  );
});
