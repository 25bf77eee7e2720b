import {
  apiKeyContract,
  type ApiKeyReply,
  type CreateApiKey,
  type KeyEntryReply,
} from '@credstream/contracts/apikey';
import { parseKey } from '@credstream/crypto';
import { apiKeys, verify } from '@credstream/domain-apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  anonymous,
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));

describe('creating an API key', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let user: UserActor;
  let admin: UserActor;
  let stranger: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {});
    account = await suite.addAccount({ maxApiKeyAgeDays: 30, maxApiKeysPerUser: 40 });
    user = await suite.addUser({ account, roles: ['developer'] });
    admin = await suite.addUser({ account, roles: ['admin'] });
    stranger = await suite.addUser({ roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const create = (key: Partial<CreateApiKey> = {}, actor: Actor = user, rest = {}): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: inDays(1), ...key },
      contextOf(actor, rest),
    );
  const remove = (id: string): Promise<ApiKeyReply> =>
    suite.client.call(apiKeyContract.delete, { id }, contextOf(user));
  const entryOf = async (keyId: string): Promise<KeyEntryReply> =>
    suite.client.call(apiKeyContract.loadEntry, { keyId }, contextOf(gatewayActor));
  const refuses = async (code: string, key: Partial<CreateApiKey>, actor: Actor = user, rest = {}) => {
    const head = await suite.store.head();
    await expect(create(key, actor, rest)).rejects.toMatchObject({ code });
    expect(await suite.store.head()).toBe(head);
  };

  it('gives the value once, and says everything else of the key', async () => {
    const asked = {
      name: fresh('ci'),
      description: 'for the pipeline',
      expiresAt: inDays(2),
      permissions: ['registry.pull'],
      scope: `${account}/research`,
      ipAllowList: ['192.0.2.0/24'],
      rateLimit: { requests: 5, perSeconds: 60 },
    };
    const { key = '', apiKey, revision, position } = await create(asked);
    const parsed = parseKey(key);
    expect(apiKey).toMatchObject({
      ...asked,
      id: parsed?.id,
      status: 'active',
      userId: user.userId,
      username: user.username,
      account,
      hint: parsed?.secret.slice(-4),
      formatVersion: 1,
    });
    expect(revision).toBe(0);
    const got = await suite.client.call(apiKeyContract.get, { id: apiKey.id }, contextOf(user));
    expect(got).toEqual({ apiKey, revision, position });
    const [event] = await suite.store.read(apiKeys.streamOf(apiKey.id));
    expect(event).toMatchObject({ type: 'ApiKeyCreated', metadata: { actor: user, account } });
    expect(JSON.stringify([event?.data, event?.metadata])).not.toContain(parsed?.secret);
  });

  it('gives a value that opens, with the entry that the gateway loads', async () => {
    const { key = '', apiKey } = await create();
    const { entry = '' } = await entryOf(apiKey.id);
    const { verifies, pepper } = { verifies: verify, pepper: suite.keys.secret('pepper') };
    expect(verifies).toBeDefined();
    expect(pepper).toHaveLength(32);
    expect(JSON.parse(entry)).toMatchObject({
      keyId: apiKey.id,
      status: 'active',
      ownerActive: true,
      roles: [{ role: 'developer', scope: account }],
      expiresAt: Date.parse(apiKey.expiresAt),
    });
    expect(entry).not.toContain(parseKey(key)?.secret);
  });

  it('has no entry for a key that does not exist, and none for anyone but the gateway', async () => {
    expect((await entryOf('nobodyskey00')).entry).toBeUndefined();
    const { apiKey } = await create();
    const asked = (actor: Actor) =>
      suite.client.call(apiKeyContract.loadEntry, { keyId: apiKey.id }, contextOf(actor));
    await expect(asked(user)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    await expect(asked(admin)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    await expect(asked(anonymous)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
  });

  it.each<[string, string, Partial<CreateApiKey>]>([
    ['an empty name', 'apikey.name_invalid', { name: '' }],
    ['a name of 256 characters', 'apikey.name_invalid', { name: 'x'.repeat(256) }],
    ['a name of 10,000 characters', 'apikey.name_invalid', { name: 'x'.repeat(10_000) }],
    ['a name with a line break', 'apikey.name_invalid', { name: 'one\ntwo' }],
    ['a long description', 'apikey.description_invalid', { description: 'x'.repeat(1001) }],
    ['what is no time', 'apikey.expiry_invalid', { expiresAt: 'tomorrow' }],
    ['a day that does not exist', 'apikey.expiry_invalid', { expiresAt: '2027-02-30T00:00:00Z' }],
    ['a time that is over', 'apikey.expiry_in_past', { expiresAt: inDays(-1) }],
    ['a time beyond the policy of the account', 'apikey.expiry_too_far', { expiresAt: inDays(31) }],
    ['an unknown permission', 'apikey.permissions_invalid', { permissions: ['apikey.own', 'fly'] }],
    ['what is no scope', 'apikey.scope_invalid', { scope: 'Not A Scope' }],
    ['what is no address', 'apikey.ip_allow_list_invalid', { ipAllowList: ['here'] }],
    ['26 addresses', 'apikey.ip_allow_list_invalid', { ipAllowList: Array(26).fill('192.0.2.1') }],
    ['a rate limit of nothing', 'request.invalid', { rateLimit: { requests: 0, perSeconds: 1 } }],
  ])('refuses %s with %s and records nothing', (_what, code, key) => refuses(code, key));

  it('takes 365 days where the account says nothing else, and no day more', async () => {
    await expect(create({ expiresAt: inDays(364) }, stranger)).resolves.toHaveProperty('key');
    await refuses('apikey.expiry_too_far', { expiresAt: inDays(366) }, stranger);
  });

  it('refuses one key more than the account allows, and takes it when another has ended', async () => {
    const small = await suite.addAccount({ maxApiKeysPerUser: 2 });
    const owner = await suite.addUser({ account: small });
    const first = await create({}, owner);
    await create({}, owner);
    await refuses('apikey.too_many', {}, owner);
    await suite.client.call(apiKeyContract.revoke, { id: first.apiKey.id }, contextOf(owner));
    await expect(create({}, owner)).resolves.toHaveProperty('key');
  });

  describe('under a name', () => {
    it('that another key of the user has is refused; another user may have it', async () => {
      const name = fresh('name');
      await create({ name });
      await refuses('apikey.name_taken', { name });
      await expect(create({ name }, admin)).resolves.toHaveProperty('key');
      await expect(create({ name: name.toUpperCase() })).resolves.toHaveProperty('key');
    });

    it('that only looks the same is refused', async () => {
      const name = fresh('caf');
      await create({ name: `${name}\u00e9` });
      await refuses('apikey.name_taken', { name: `${name}e\u0301` });
    });

    it('succeeds for one of twenty at once', async () => {
      const name = fresh('wanted');
      const owner = await suite.addUser({ account });
      const answers = await Promise.allSettled(Array.from({ length: 20 }, () => create({ name }, owner)));
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const codes = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      expect(new Set(codes)).toEqual(new Set(['apikey.name_taken']));
      const { items } = await suite.client.call(
        apiKeyContract.list,
        { q: name },
        contextOf(owner, { minPosition: String(await suite.store.head()) }),
      );
      expect(items).toHaveLength(1);
    });

    it('is possible again when the key was deleted, revoked keys keep theirs', async () => {
      const name = fresh('again');
      const { apiKey } = await create({ name });
      await suite.client.call(apiKeyContract.revoke, { id: apiKey.id }, contextOf(user));
      await refuses('apikey.name_taken', { name });
      await remove(apiKey.id);
      await expect(create({ name })).resolves.toHaveProperty('key');
      await refuses('apikey.name_taken', { name });
    });
  });

  describe('for whom', () => {
    it('an administrator may: for the users of the account', async () => {
      const { apiKey } = await create({ userId: user.userId }, admin);
      expect(apiKey).toMatchObject({ userId: user.userId, username: user.username, account });
    });

    it('others may not, and learn nothing of the user', async () => {
      const refusal = 'apikey.not_found';
      await refuses(refusal, { userId: user.userId }, stranger);
      await refuses(refusal, { userId: admin.userId }, user);
      await refuses(refusal, { userId: 'nobody' }, admin);
    });

    it('an auditor may not, not even for themselves', async () => {
      await refuses('auth.not_permitted', {}, await suite.addUser({ account, roles: ['auditor'] }));
    });

    it('nobody may with an API key, nor without being someone', async () => {
      await refuses('apikey.not_permitted', {}, withKey(admin, 'key000000000'));
      await refuses('auth.unauthenticated', {}, anonymous);
      await refuses('auth.unauthenticated', {}, gatewayActor);
    });

    it('a user who was made a moment ago may, however much else is news', async () => {
      await suite.addUser({ account, roles: Array.from({ length: 1_000 }, () => 'viewer') });
      const actor = await suite.addUser({ account });
      await expect(create({}, actor)).resolves.toHaveProperty('key');
    });
  });
});
