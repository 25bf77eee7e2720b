import { randomUUID } from 'node:crypto';
import { apiKeyContract, type ApiKeyReply, type CreateApiKey } from '@credstream/contracts/apikey';
import { sha256Of } from '@credstream/crypto';
import { apiKeyAdmissions, apiKeys } from '@credstream/domain-apikey';
import { type Actor, formatInstant, reservationSettlesWithin } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const limit = 5;
const longAgo = formatInstant(new Date(Date.now() - 2 * reservationSettlesWithin * 1000));
const tomorrow = formatInstant(new Date(Date.now() + 86_400_000));

describe('the number of API keys that a user may have', () => {
  let suite: ServiceUnderTest;
  let account: string;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
    account = await suite.addAccount({ maxApiKeysPerUser: limit });
  });
  afterAll(() => suite.stop());

  const newUser = () => suite.addUser({ account });
  const create = (actor: Actor, key: Partial<CreateApiKey> = {}, rest = {}): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: tomorrow, ...key },
      contextOf(actor, rest),
    );
  const bring = (actor: Actor, userId: string): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.import,
      { name: fresh('old'), expiresAt: tomorrow, sha256: sha256Of(fresh('value')), userId },
      contextOf(actor),
    );
  const record = (stream: string, type: string, data: object) => {
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor, account };
    return suite.store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'no_stream');
  };
  const createdLongAgo = ({ userId, username }: UserActor) => ({
    ...{ keyId: fresh('k'), userId, username, account, name: fresh('old'), secretHash: 'aa', hint: 'wxyz' },
    ...{ formatVersion: 1, expiresAt: tomorrow, createdAt: longAgo },
  });
  const activeKeys = async (user: UserActor): Promise<readonly string[]> => {
    const { items } = await suite.client.call(
      apiKeyContract.list,
      {},
      contextOf(user, { minPosition: String(await suite.store.head()) }),
    );
    return items.map(({ id }) => id);
  };
  /** The keys that were made; whatever was refused was refused as one too many. */
  const made = async (asked: readonly Promise<ApiKeyReply>[]): Promise<readonly ApiKeyReply[]> => {
    const answers = await Promise.allSettled(asked);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'apikey.too_many' });
    }
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  };
  const times = <T>(count: number, work: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => work(index));

  it('is reached by as many of thirty requests at once, and never exceeded', async () => {
    const user = await newUser();
    expect(await made(times(30, () => create(user)))).toHaveLength(limit);
    expect(await activeKeys(user)).toHaveLength(limit);
  });

  it('holds for keys that are made and keys that are brought in together', async () => {
    const [user, admin] = [await newUser(), await suite.addUser({ account, roles: ['admin'] })];
    const asked = times(30, (index) => (index % 2 === 0 ? create(user) : bring(admin, user.userId)));
    expect(await made(asked)).toHaveLength(limit);
    expect(await activeKeys(user)).toHaveLength(limit);
  });

  it('holds over two copies of the service', async () => {
    const second = await suite.startCopy();
    for (let round = 0; round < 3; round += 1) {
      const user = await newUser();
      expect(await made(times(30, () => create(user)))).toHaveLength(limit);
      expect(await activeKeys(user)).toHaveLength(limit);
    }
    await suite.stopCopy(second);
  });

  it('has room again at once for each key that was revoked or deleted, and no more', async () => {
    const user = await newUser();
    const [first, second, third] = await made(times(limit, () => create(user)));
    const end = (method: typeof apiKeyContract.revoke | typeof apiKeyContract.delete, reply?: ApiKeyReply) =>
      suite.client.call(method, { id: reply?.apiKey.id ?? '' }, contextOf(user));
    await end(apiKeyContract.revoke, first);
    await end(apiKeyContract.delete, second);
    await end(apiKeyContract.revoke, third);
    await end(apiKeyContract.delete, third);
    expect(await made(times(20, () => create(user)))).toHaveLength(3);
    expect(await activeKeys(user)).toHaveLength(limit);
  });

  it('does not count a key twice that is asked for twice', async () => {
    const user = await newUser();
    await made(times(limit - 1, () => create(user)));
    const name = fresh('last');
    const asked = () => create(user, { name }, { idempotencyKey: name });
    const answers = await Promise.all(times(5, asked));
    expect(new Set(answers.map(({ apiKey }) => apiKey.id)).size).toBe(1);
    expect((await asked()).apiKey.id).toBe(answers[0]?.apiKey.id);
    expect(await made([create(user)])).toEqual([]);
  });

  it('counts keys that are on their way, and those that nobody counted', async () => {
    const user = await newUser();
    await record(apiKeys.streamOf(fresh('k')), 'ApiKeyCreated', createdLongAgo(user));
    await record(apiKeyAdmissions.streamOf(user.userId), 'ApiKeyAdmitted', {
      keyId: fresh('k'),
      counted: limit,
      others: [{ keyId: fresh('k'), at: formatInstant(new Date()) }],
      at: formatInstant(new Date()),
    });
    expect(await made(times(10, () => create(user)))).toHaveLength(limit - 3);
  });

  it('does not count keys that were never made', async () => {
    const user = await newUser();
    await record(apiKeyAdmissions.streamOf(user.userId), 'ApiKeyAdmitted', {
      keyId: fresh('k'),
      counted: limit,
      others: [{ keyId: fresh('k'), at: longAgo }],
      at: longAgo,
    });
    expect(await made(times(10, () => create(user)))).toHaveLength(limit);
  });

  it('does not count keys that have expired, recorded or not', async () => {
    const user = await newUser();
    const expired = { ...createdLongAgo(user), expiresAt: longAgo };
    await record(apiKeys.streamOf(fresh('k')), 'ApiKeyCreated', expired);
    expect(await made(times(10, () => create(user)))).toHaveLength(limit);
  });

  it('leaves the name free of a key that was one too many', async () => {
    const user = await newUser();
    const names = times(20, () => fresh('name'));
    const keys = await made(names.map((name) => create(user, { name })));
    const [free = ''] = names.filter((name) => !keys.some(({ apiKey }) => apiKey.name === name));
    await suite.client.call(apiKeyContract.revoke, { id: keys[0]?.apiKey.id ?? '' }, contextOf(user));
    await expect(create(user, { name: free })).resolves.toHaveProperty('key');
  });
});
