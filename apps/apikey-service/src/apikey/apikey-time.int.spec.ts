import { randomUUID } from 'node:crypto';
import { apiKeyContract, type ReportUsage } from '@credstream/contracts/apikey';
import { apiKeyNameId, apiKeyNames, apiKeys, keyUsages } from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';
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

const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));
const secretHash = 'a'.repeat(64);

let suite: ServiceUnderTest;
let account: string;
let user: UserActor;

beforeAll(async () => {
  suite = await runService((variables) => startApiKeyService(readSettings(variables)));
  account = await suite.addAccount({ retainRevokedDays: 10, expiryWarningDays: [30, 7, 1] });
  user = await suite.addUser({ account, roles: ['developer'] });
});
afterAll(() => suite.stop());

/** A key that was made some time ago, written into the log as it was then. */
const madeBefore = async (ageDays: number, leftDays: number, more: [string, object][] = []) => {
  const id = randomUUID().replaceAll('-', '').slice(0, 12);
  const created = {
    ...{ keyId: id, userId: user.userId, username: user.username, account, name: fresh('key') },
    ...{
      secretHash,
      hint: 'aaaa',
      formatVersion: 1,
      expiresAt: inDays(leftDays),
      createdAt: inDays(-ageDays),
    },
  };
  const metadata = { $correlationId: id, $causationId: id, actor: user, account };
  const events = [['ApiKeyCreated', created] as [string, object], ...more];
  await suite.store.append(
    apiKeys.streamOf(id),
    events.map(([type, data]) => ({ id: randomUUID(), type, data, metadata })),
    'no_stream',
  );
  return { id, name: created.name };
};
const eventsOf = async (id: string) => suite.store.read(apiKeys.streamOf(id));
const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const eventOf = (id: string, type: string) =>
  until(async () => (await eventsOf(id)).find((event) => event.type === type));

describe('time', () => {
  it('has a key recorded as expired', async () => {
    const { id } = await madeBefore(10, -1);
    const event = await eventOf(id, 'ApiKeyExpired');
    expect(event.metadata).toMatchObject({ actor: { kind: 'system', service: 'apikey-service' }, account });
  });

  it('has a warning recorded when a threshold of the account is reached, once', async () => {
    const { id, name } = await madeBefore(100, 6);
    const quiet = await madeBefore(100, 40);
    const warning = await eventOf(id, 'ApiKeyExpiryWarned');
    expect(warning.data).toMatchObject({ name, daysBefore: 7 });
    // The same look through the accounts passes over the other key; the next one over this key.
    const next = await madeBefore(100, 6);
    await eventOf(next.id, 'ApiKeyExpiryWarned');
    const again = await madeBefore(100, 6);
    await eventOf(again.id, 'ApiKeyExpiryWarned');
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['ApiKeyCreated', 'ApiKeyExpiryWarned']);
    expect(await eventsOf(quiet.id)).toHaveLength(1);
  });

  it('has a key deleted that ended longer ago than the account keeps it, and its name is free', async () => {
    const gone = await madeBefore(100, 100, [['ApiKeyRevoked', { at: inDays(-11) }]]);
    const kept = await madeBefore(100, 100, [['ApiKeyRevoked', { at: inDays(-9) }]]);
    await eventOf(gone.id, 'ApiKeyDeleted');
    expect((await eventsOf(kept.id)).map(({ type }) => type)).toEqual(['ApiKeyCreated', 'ApiKeyRevoked']);
    const asked = { name: gone.name, expiresAt: inDays(1) };
    await expect(suite.client.call(apiKeyContract.create, asked, contextOf(user))).resolves.toHaveProperty(
      'key',
    );
    expect(await suite.store.read(apiKeyNames.streamOf(apiKeyNameId(user.userId, gone.name)))).not.toEqual(
      [],
    );
  });
});

describe('the usage of a key', () => {
  const reporter = fresh('gateway').replace('-', '');
  const secretId = secretHash.slice(0, 12);
  const report = (sequence: number, keyId: string, count: number, lastAt: string, refused?: number) =>
    suite.client.call(
      apiKeyContract.reportUsage,
      {
        reporter,
        sequence,
        keys: [
          {
            keyId,
            secrets: [{ secretId, count, lastAt, lastFrom: '192.0.2.7' }],
            ...(refused !== undefined && { refused }),
          },
        ],
      } satisfies ReportUsage,
      contextOf(gatewayActor),
    );
  const usageOf = async (id: string) =>
    suite.client.call(
      apiKeyContract.usage,
      { id },
      contextOf(user, { minPosition: String(await suite.store.head()) }),
    );

  it('is the sum of the reports, each counted once, and never goes back', async () => {
    const { id } = await madeBefore(50, 50);
    const [first, second] = [inDays(-3), inDays(-2)];
    await report(0, id, 3, second, 1);
    await report(1, id, 2, first);
    await report(0, id, 3, second, 1);
    await report(1, id, 2, first);
    expect(await suite.store.read(keyUsages.streamOf(reporter))).toHaveLength(2);
    expect(await usageOf(id)).toEqual({
      useCount: 5,
      refusedCount: 1,
      lastUsedAt: second,
      lastUsedFrom: '192.0.2.7',
      secrets: [{ hint: 'aaaa', useCount: 5, lastUsedAt: second }],
      advice: { safeToDelete: 'no', why: 'Last used 2 days ago' },
    });
    const { apiKey } = await suite.client.call(apiKeyContract.get, { id }, contextOf(user));
    expect(apiKey).toMatchObject({ useCount: 5, lastUsedAt: second, lastUsedFrom: '192.0.2.7' });
    const { items } = await suite.client.call(apiKeyContract.list, {}, contextOf(user));
    expect(items.find((key) => key.id === id)).toMatchObject({ useCount: 5, lastUsedAt: second });
  });

  it('says of a key that nobody used that it probably can go', async () => {
    const { id } = await madeBefore(50, 50);
    expect(await usageOf(id)).toMatchObject({
      secrets: [{ useCount: 0 }],
      advice: { safeToDelete: 'probably', why: 'Never used; it was made 50 days ago' },
    });
  });

  it('is reported by nobody but the gateway, and shown to nobody who may not see the key', async () => {
    const { id } = await madeBefore(50, 50);
    const stranger = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
    await expect(suite.client.call(apiKeyContract.usage, { id }, contextOf(stranger))).rejects.toMatchObject({
      code: 'apikey.not_found',
    });
    await expect(
      suite.client.call(
        apiKeyContract.reportUsage,
        { reporter: 'mine', sequence: 0, keys: [{ keyId: id, refused: 1 }] },
        contextOf(user),
      ),
    ).rejects.toMatchObject({ code: 'auth.unauthenticated' });
  });
});

describe('the uses of a key with a rate limit', () => {
  it('are given out to all copies of the service together, and never more than the limit', async () => {
    const other = await suite.startCopy();
    const keyId = fresh('key');
    const rateLimit = { requests: 100, perSeconds: 3_600 };
    const take = (wanted: number) =>
      suite.client.call(apiKeyContract.takePermits, { keyId, rateLimit, wanted }, contextOf(gatewayActor));
    let given = 0;
    for (let round = 0; round < 10; round += 1) {
      const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => take((n % 5) + 1)));
      given += replies.reduce((sum, { granted = 0 }) => sum + granted, 0);
    }
    expect(given).toBe(100);
    expect(await take(1)).toMatchObject({ granted: 0, remaining: 0 });
    await suite.stopCopy(other);
  });
});
