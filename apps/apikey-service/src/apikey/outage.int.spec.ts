import { feedHeartbeatMs } from '@credstream/contracts';
import { apiKeyContract, type KeyFeedMessage, keyFeedSubject } from '@credstream/contracts/apikey';
import { formatInstant } from '@credstream/domain-kernel';
import { createLogger, listenToFeed } from '@credstream/service-kit';
import type { InterruptibleEventStore, Servers } from '@credstream/testing';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  startInterruptibleEventStore,
  startServers,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const tomorrow = formatInstant(new Date(Date.now() + 86_400_000));

describe('apikey-service, when the event store goes away and comes back', () => {
  let eventStore: InterruptibleEventStore;
  let others: Servers;
  let suite: ServiceUnderTest;
  let user: UserActor;

  beforeAll(async () => {
    eventStore = await startInterruptibleEventStore();
    others = await startServers();
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {
      servers: { ...others, eventStoreUrl: eventStore.url },
    });
    user = await suite.addUser();
  });
  afterAll(async () => {
    await suite.stop();
    await others.stop();
    await eventStore.stop();
  });

  const create = () =>
    suite.client.call(apiKeyContract.create, { name: fresh('key'), expiresAt: tomorrow }, contextOf(user));

  it('says that it is unavailable meanwhile, and then works again by itself', async () => {
    const before = await create();
    await eventStore.interrupt();
    const refusal = { code: 'request.unavailable', kind: 'unavailable', details: { retryAfter: 1 } };
    await expect(create()).rejects.toMatchObject(refusal);
    const get = () => suite.client.call(apiKeyContract.get, { id: before.apiKey.id }, contextOf(user));
    await expect(get()).rejects.toMatchObject(refusal);

    await eventStore.resume();
    const after = await until('a key can be made', () => create().catch(() => undefined));
    expect(await get()).toMatchObject({ apiKey: before.apiKey });
    const { items } = await until('the list holds the new key', () =>
      suite.client
        .call(apiKeyContract.list, {}, contextOf(user, { minPosition: after.position }))
        .catch(() => undefined),
    );
    expect(items.map(({ id }) => id)).toContain(after.apiKey.id);
  });

  it('is silent on the feed meanwhile, and afterwards begins with a gap', async () => {
    const heard: KeyFeedMessage[] = [];
    let lastHeard = 0;
    const subscription = listenToFeed<KeyFeedMessage>({
      ...{ nats: suite.nats, keys: suite.keys, part: 'apikey', subject: keyFeedSubject },
      log: createLogger('test', 'silent'),
      hear: (message) => {
        heard.push(message);
        lastHeard = performance.now();
      },
    });
    await until('the feed is heard', () => heard.length > 1);
    await eventStore.interrupt();
    await until('the feed is silent', async () => {
      // What is on its way arrives before the answer to this.
      await suite.nats.flush();
      return performance.now() - lastHeard > 3 * feedHeartbeatMs;
    });
    const last = heard.at(-1);
    const count = heard.length;
    await eventStore.resume();
    const next = await until('the feed is heard again', () => heard[count]);
    expect(next.epoch !== last?.epoch || next.sequence > last.sequence + 1).toBe(true);

    const { apiKey } = await until('a key can be made', () => create().catch(() => undefined));
    await until('the feed tells of it', () =>
      heard.some(({ change }) => change && 'keyId' in change && change.keyId === apiKey.id),
    );
    subscription.unsubscribe();
  });
});
