import { type Method } from '@credstream/contracts';
import { apiKeyContract, type ApiKeyReply, type CreateApiKey } from '@credstream/contracts/apikey';
import { apiKeyNameId, apiKeyNames, apiKeys } from '@credstream/domain-apikey';
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

const tomorrow = formatInstant(new Date(Date.now() + 86_400_000));
const { create: createMethod, describe: describeMethod, revoke, delete: deleteMethod, get } = apiKeyContract;

describe('an API key', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let user: UserActor;
  let admin: UserActor;
  let stranger: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
    account = await suite.addAccount();
    user = await suite.addUser({ account });
    admin = await suite.addUser({ account, roles: ['admin'] });
    stranger = await suite.addUser({ roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const create = (key: Partial<CreateApiKey> = {}, actor: Actor = user): Promise<ApiKeyReply> =>
    suite.client.call(createMethod, { name: fresh('key'), expiresAt: tomorrow, ...key }, contextOf(actor));
  const call = (method: Method, request: object, actor: Actor = user, rest = {}): Promise<ApiKeyReply> =>
    suite.client.call(method, request, contextOf(actor, rest)) as Promise<ApiKeyReply>;
  const refuses = async (code: string, method: Method, request: object, actor: Actor = user, rest = {}) => {
    const head = await suite.store.head();
    await expect(call(method, request, actor, rest)).rejects.toMatchObject({ code });
    expect(await suite.store.head()).toBe(head);
  };
  const typesOf = async (id: string): Promise<readonly string[]> =>
    (await suite.store.read(apiKeys.streamOf(id))).map(({ type }) => type);
  const entryOf = async (keyId: string): Promise<{ status: string } | undefined> => {
    const { entry } = await suite.client.call(apiKeyContract.loadEntry, { keyId }, contextOf(gatewayActor));
    return entry === undefined ? undefined : JSON.parse(entry);
  };

  describe('is described', () => {
    it('with another name and description; nothing else can change', async () => {
      const { apiKey } = await create();
      const name = fresh('renamed');
      const reply = await call(describeMethod, { id: apiKey.id, name, description: 'why' });
      expect(reply).toMatchObject({ apiKey: { ...apiKey, name, description: 'why' }, revision: 1 });
      expect(await call(get, { id: apiKey.id })).toEqual(reply);
    });

    it('without an event when nothing changes', async () => {
      const { apiKey, revision, position } = await create({ description: 'why' });
      const same = { id: apiKey.id, name: apiKey.name, description: 'why' };
      expect(await call(describeMethod, same)).toEqual({ apiKey, revision, position });
    });

    it('under a name that is free, and gives its own back', async () => {
      const one = (await create()).apiKey;
      const two = (await create()).apiKey;
      await refuses('apikey.name_taken', describeMethod, { id: one.id, name: two.name });
      await refuses('apikey.name_invalid', describeMethod, { id: one.id, name: ' ' });
      await call(describeMethod, { id: one.id, name: fresh('third') });
      await expect(create({ name: one.name })).resolves.toHaveProperty('key');
    });

    it('to and fro, and always keeps the name that it has', async () => {
      const { apiKey } = await create();
      const other = fresh('other');
      await call(describeMethod, { id: apiKey.id, name: other });
      await call(describeMethod, { id: apiKey.id, name: apiKey.name });
      await expect(create({ name: apiKey.name })).rejects.toMatchObject({ code: 'apikey.name_taken' });
      await expect(create({ name: other })).resolves.toHaveProperty('key');
    });

    it('by several at once, and the name that it ends with is nobody else’s', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { apiKey } = await create();
        const names = [fresh('a'), fresh('b'), apiKey.name];
        await Promise.allSettled(names.map((name) => call(describeMethod, { id: apiKey.id, name })));
        const { name } = (await call(get, { id: apiKey.id })).apiKey;
        await expect(create({ name })).rejects.toMatchObject({ code: 'apikey.name_taken' });
      }
    });

    it('once for an Idempotency-Key, whatever happened since', async () => {
      const { apiKey } = await create();
      const idempotencyKey = fresh('describe');
      const name = fresh('second');
      const first = await call(describeMethod, { id: apiKey.id, name }, user, { idempotencyKey });
      const third = fresh('third');
      await call(describeMethod, { id: apiKey.id, name: third });
      const head = await suite.store.head();
      expect(await call(describeMethod, { id: apiKey.id, name }, user, { idempotencyKey })).toEqual(first);
      expect(await suite.store.head()).toBe(head);
      await expect(create({ name: third })).rejects.toMatchObject({ code: 'apikey.name_taken' });
      await refuses('request.idempotency_key_reused', describeMethod, { id: apiKey.id, name: 'x' }, user, {
        idempotencyKey,
      });
    });
  });

  describe('is revoked', () => {
    it('at once and for ever', async () => {
      const { apiKey } = await create();
      const reply = await call(revoke, { id: apiKey.id, reason: 'leaked' });
      expect(reply.apiKey.status).toBe('revoked');
      expect(await entryOf(apiKey.id)).toMatchObject({ status: 'revoked' });
      const recorded = (await suite.store.read(apiKeys.streamOf(apiKey.id))).at(-1);
      expect(recorded).toMatchObject({ type: 'ApiKeyRevoked', data: { reason: 'leaked' } });
      expect(recorded?.metadata.actor).toEqual(user);
    });

    it('a second time without an event', async () => {
      const { apiKey } = await create();
      const first = await call(revoke, { id: apiKey.id });
      expect(await call(revoke, { id: apiKey.id })).toEqual(first);
      expect(await typesOf(apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyRevoked']);
    });

    it('by ten at once with one event', async () => {
      const { apiKey } = await create();
      await Promise.all(Array.from({ length: 10 }, () => call(revoke, { id: apiKey.id })));
      expect(await typesOf(apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyRevoked']);
    });

    it('by an administrator of the account', async () => {
      const { apiKey } = await create();
      expect((await call(revoke, { id: apiKey.id }, admin)).apiKey.status).toBe('revoked');
    });
  });

  describe('is deleted', () => {
    it('and is gone for everyone but the log', async () => {
      const { apiKey } = await create();
      const reply = await call(deleteMethod, { id: apiKey.id });
      expect(reply).toMatchObject({ apiKey: { id: apiKey.id }, revision: 1 });
      await refuses('apikey.not_found', get, { id: apiKey.id });
      await refuses('apikey.not_found', describeMethod, { id: apiKey.id, name: 'x' });
      await refuses('apikey.not_found', revoke, { id: apiKey.id });
      await refuses('apikey.not_found', deleteMethod, { id: apiKey.id });
      expect(await entryOf(apiKey.id)).toBeUndefined();
      expect(await typesOf(apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyDeleted']);
    });

    it('once for an Idempotency-Key, which gets the first answer again', async () => {
      const { apiKey } = await create();
      const idempotencyKey = fresh('delete');
      const first = await call(deleteMethod, { id: apiKey.id }, user, { idempotencyKey });
      const head = await suite.store.head();
      expect(await call(deleteMethod, { id: apiKey.id }, user, { idempotencyKey })).toEqual(first);
      expect(await suite.store.head()).toBe(head);
    });
  });

  describe.each<[string, Method, object]>([
    ['described', describeMethod, { name: 'a new name' }],
    ['revoked', revoke, {}],
    ['deleted', deleteMethod, {}],
  ])('is not %s', (_what, method, request) => {
    it('by a user of another account, who learns nothing of it', async () => {
      const { apiKey } = await create();
      await refuses('apikey.not_found', method, { id: apiKey.id, ...request }, stranger);
      await refuses('apikey.not_found', get, { id: apiKey.id }, stranger);
      await refuses('apikey.not_found', method, { id: 'nobodyskey00', ...request }, stranger);
    });

    it('by another user of the account', async () => {
      const { apiKey } = await create({}, admin);
      await refuses('apikey.not_found', method, { id: apiKey.id, ...request }, user);
    });

    it('with an API key, whoever owns that', async () => {
      const { apiKey } = await create();
      const asked = { id: apiKey.id, ...request };
      await refuses('apikey.not_permitted', method, asked, withKey(user, apiKey.id));
      await refuses('apikey.not_permitted', method, asked, withKey(admin, 'key000000000'));
      await refuses('apikey.not_permitted', method, asked, withKey(stranger, 'key000000000'));
    });

    it('by nobody in particular', async () => {
      const { apiKey } = await create();
      await refuses('auth.unauthenticated', method, { id: apiKey.id, ...request }, anonymous);
      await refuses('auth.unauthenticated', method, { id: apiKey.id, ...request }, gatewayActor);
    });

    it('when it has moved on since the revision that If-Match names', async () => {
      const { apiKey } = await create();
      await call(describeMethod, { id: apiKey.id, description: 'moved on' });
      const asked = { id: apiKey.id, ...request };
      await refuses('request.precondition_failed', method, asked, user, { expectedRevision: 0 });
      await refuses('request.precondition_failed', method, asked, user, { expectedRevision: 2 });
      await expect(call(method, asked, user, { expectedRevision: 1 })).resolves.toMatchObject({
        revision: 2,
      });
    });
  });

  it('leaves the name alone that it could not get', async () => {
    const { apiKey } = await create();
    const name = fresh('wanted');
    await refuses('request.precondition_failed', describeMethod, { id: apiKey.id, name }, user, {
      expectedRevision: 9,
    });
    expect(await suite.store.read(apiKeyNames.streamOf(apiKeyNameId(user.userId, name)))).toEqual([]);
    await expect(create({ name })).resolves.toHaveProperty('key');
  });
});
