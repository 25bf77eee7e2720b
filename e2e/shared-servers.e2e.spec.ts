import { start as startEventStoreDb } from '@credstream/embedded-eventstoredb';
import { start as startMongoDb } from '@credstream/embedded-mongodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterTests, temporaryFolder } from './after-tests.js';
import { startNatsServer } from './nats-process.js';
import { administratorOf } from './session.js';
import { tellShortStory } from './short-story.js';
import { startSuite, type Suite } from './suite-process.js';

const prefixes = [undefined, 'blue', 'green'];

describe('installations that share one EventStoreDB, MongoDB and NATS, by CREDSTREAM_PREFIX', () => {
  let suites: readonly Suite[];

  beforeAll(async () => {
    const eventStore = await startEventStoreDb({ port: 0, dataDir: temporaryFolder() });
    afterTests(eventStore.stop);
    const mongo = await startMongoDb({ port: 0 });
    afterTests(mongo.stop);
    const servers = {
      EVENTSTORE_URL: eventStore.url,
      MONGODB_URL: mongo.url,
      NATS_URL: await startNatsServer(),
    };
    const started: Suite[] = [];
    for (const prefix of prefixes) {
      const env = { ...servers, CREDSTREAM_PREFIX: prefix };
      started.push(await startSuite({ dataDir: temporaryFolder(), env }));
    }
    suites = started;
  });

  it('each answer for themselves', async () => {
    for (const { url } of suites) await tellShortStory(url);
  });

  it('know nothing of the users, keys and events of the others', async () => {
    const admins = await Promise.all(suites.map(({ url }) => administratorOf(url)));
    const made = [];
    for (const [index, admin] of admins.entries()) {
      // The same names in all of them: unique in one is not unique in all.
      await admin.createUser('ada');
      const key = await admin.createKey('shared name');
      made.push({ ...key, index });
    }
    for (const [index, admin] of admins.entries()) {
      const position = made[index]!.position;
      expect((await admin.users(position)).map(({ username }) => username).sort()).toEqual(['ada', 'admin']);
      const names = (await admin.keys('', position)).filter(({ name }) => name === 'shared name');
      expect(names.map(({ id }) => id)).toEqual([made[index]!.id]);
      const log = await admin.auditLog(position);
      expect(log.filter(({ type }) => type === 'UserCreated')).toHaveLength(2);
      for (const { key, index: owner } of made) {
        expect((await admin.authorize(key)).status).toBe(owner === index ? 204 : 401);
      }
    }
  });
});
