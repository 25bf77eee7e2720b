import { contexts } from '@credstream/contracts';
import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { type Child, startChild, type Variables } from './child.js';
import { startNatsServer } from './nats-process.js';
import { tellShortStory } from './short-story.js';
import { administratorPassword } from './suite-process.js';
import { waitUntil } from './wait-until.js';

describe('each app in a process of its own, and two gateways', () => {
  const folder = temporaryFolder();
  const apps: Child[] = [];
  let gateways: readonly [string, string];

  const startApp = (name: string, env: Variables): Child => {
    const app = startChild(process.execPath, [`apps/${name}/dist/main.js`], { env });
    apps.push(app);
    return app;
  };

  beforeAll(async () => {
    const eventStore = await startEventStoreDb({ port: 0, dataDir: `${folder}/eventstore` });
    afterTests(eventStore.stop);
    const mongo = await startMongoDb({ port: 0 });
    afterTests(mongo.stop);
    const env = {
      EVENTSTORE_URL: eventStore.url,
      MONGODB_URL: mongo.url,
      NATS_URL: await startNatsServer(),
      CREDSTREAM_KEYS_DIR: `${folder}/keys`,
      CREDSTREAM_PORT: '0',
    };
    const made = startChild(process.execPath, ['apps/cli/dist/main.js', 'system-keys', 'create'], { env });
    expect(await made.exit).toEqual({ code: 0, signal: null });
    startApp('identity-service', { ...env, CREDSTREAM_ADMIN_PASSWORD: administratorPassword });
    for (const context of contexts) if (context !== 'identity') startApp(`${context}-service`, env);
    const addresses = [startApp('gateway', env), startApp('gateway', env)].map(async (gateway) => {
      const [, url = ''] = await gateway.prints(/"url":"(http:[^"]+)".*"started"/);
      await waitUntil(`${url} is ready`, async () =>
        (await fetch(`${url}/health/ready`)).ok ? true : undefined,
      );
      return url;
    });
    const [first = '', second = ''] = await Promise.all(addresses);
    gateways = [first, second];
  });

  it('know the same keys: one revoked through one gateway is soon refused by the other, for good', () =>
    tellShortStory(...gateways));

  it('tell of a key made through the other gateway too', () => tellShortStory(gateways[1], gateways[0]));

  it('end with code 0 on SIGTERM', async () => {
    const exits = await Promise.all([...apps].reverse().map((app) => app.end('SIGTERM')));
    expect(exits).toEqual(apps.map(() => ({ code: 0, signal: null })));
  });
});
