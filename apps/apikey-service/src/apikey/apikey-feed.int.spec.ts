import { feedHeartbeatMs } from '@credstream/contracts';
import {
  apiKeyContract,
  type ApiKeyReply,
  type KeyFeedMessage,
  keyFeedSubject,
} from '@credstream/contracts/apikey';
import { formatInstant } from '@credstream/domain-kernel';
import { CallSealer, createLogger, listenToFeed, type SealedRequest } from '@credstream/service-kit';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createInbox } from '@nats-io/transport-node';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const tomorrow = formatInstant(new Date(Date.now() + 86_400_000));

describe('two copies of apikey-service', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;
  const heard: KeyFeedMessage[] = [];
  const epochs = (): readonly string[] => [...new Set(heard.map(({ epoch }) => epoch))];
  const heardOf = (keyId: string): readonly KeyFeedMessage[] =>
    heard.filter(({ change }) => change && 'keyId' in change && change.keyId === keyId);
  const create = (): Promise<ApiKeyReply> =>
    suite.client.call(apiKeyContract.create, { name: fresh('key'), expiresAt: tomorrow }, contextOf(user));

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
    const feed = { nats: suite.nats, keys: suite.keys, part: 'apikey', subject: keyFeedSubject };
    const log = createLogger('test', 'silent');
    listenToFeed<KeyFeedMessage>({ ...feed, log, hear: (message) => void heard.push(message) });
    user = await suite.addUser();
    await until('the first copy publishes', () => heard.length > 0);
    await suite.startCopy();
  });
  afterAll(() => suite.stop());

  it('answer each request once', async () => {
    const sealer = new CallSealer(suite.keys, createLogger('test', 'silent'));
    const inbox = createInbox();
    // Each opens one answer: which of the requests an answer belongs to is what opens it.
    const unanswered = new Map<number, SealedRequest>();
    const answers: unknown[] = [];
    suite.nats.subscribe(inbox, {
      callback: (_error, { data }) => {
        for (const [n, { openReply }] of unanswered) {
          try {
            answers.push(JSON.parse(openReply(data).body.toString()));
            unanswered.delete(n);
            return;
          } catch {
            // The answer to another one.
          }
        }
        answers.push('an answer too many');
      },
    });
    for (let n = 0; n < 30; n += 1) {
      const data = { name: fresh('shared'), expiresAt: tomorrow };
      const { subject } = apiKeyContract.create;
      const packet = { id: String(n), pattern: subject, data };
      const sealed = sealer.seal('apikey', subject, contextOf(user), Buffer.from(JSON.stringify(packet)));
      unanswered.set(n, sealed);
      suite.nats.publish(subject, sealed.envelope, { reply: inbox });
    }
    await until('thirty answers', () => answers.length >= 30);
    expect(answers).toEqual(
      answers.map(() =>
        expect.objectContaining({ response: expect.objectContaining({ key: expect.any(String) }) }),
      ),
    );
    const page = await suite.client.call(
      apiKeyContract.list,
      { limit: 200, q: 'shared' },
      contextOf(user, { minPosition: String(await suite.store.head()) }),
    );
    expect(page.items).toHaveLength(30);
    expect(answers).toHaveLength(30);
  });

  it('have one who publishes: the numbers follow each other, also when nothing changes', async () => {
    const from = heard.length;
    await until('five heartbeats', () => heard.length >= from + 5);
    expect(epochs()).toHaveLength(1);
    const [first] = heard;
    expect(heard.map(({ sequence }) => sequence - (first?.sequence ?? 0))).toEqual([...heard.keys()]);
    expect(feedHeartbeatMs).toBeLessThanOrEqual(250);
  });

  it('tell each change of a key and of a user once, in the order of the log', async () => {
    const { apiKey, position } = await create();
    const revoked = await suite.client.call(apiKeyContract.revoke, { id: apiKey.id }, contextOf(user));
    const someone = await suite.addUser();
    await until('the change of the user is told', () =>
      heard.some(({ change }) => change && 'userId' in change && change.userId === someone.userId),
    );
    expect(heardOf(apiKey.id).map((message) => message.position)).toEqual([position, revoked.position]);
    const positions = heard.map((message) => BigInt(message.position));
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

  it('lose no request and no change when the one who publishes stops', async () => {
    const [gone] = epochs();
    const stopping = suite.stopCopy(suite.service);
    const made: ApiKeyReply[] = [];
    for (let n = 0; n < 20; n += 1) made.push(await create());
    await stopping;
    await until('the other copy publishes', () => epochs().length > 1);
    const later = await create();
    await until('it tells of the new key', () => heardOf(later.apiKey.id).length > 0);

    const [, next] = epochs();
    expect(next).not.toBe(gone);
    const own = heard.filter(({ epoch }) => epoch === next);
    expect(own.map(({ sequence }) => sequence - (own[0]?.sequence ?? 0))).toEqual([...own.keys()]);
    // What was recorded while nobody published lies at or before the position that the new epoch begins with.
    const begin = BigInt(own[0]?.position ?? 0);
    const untold = made.filter(({ apiKey }) => heardOf(apiKey.id).length === 0);
    expect(untold.every(({ position }) => BigInt(position) <= begin)).toBe(true);
  });
});
