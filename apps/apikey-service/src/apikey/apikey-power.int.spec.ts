import { createHash } from 'node:crypto';
import { apiKeyContract, type ApiKeyReply } from '@credstream/contracts/apikey';
import type { Actor } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  type KeyActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
const account = fresh('account');

let suite: ServiceUnderTest;
let admin: UserActor;
let systemAdmin: UserActor;
let developer: UserActor;

beforeAll(async () => {
  suite = await runService((variables) => startApiKeyService(readSettings(variables)));
  admin = await suite.addUser({ account, roles: ['admin'] });
  systemAdmin = await suite.addUser({ account, roles: ['system-admin'] });
  developer = await suite.addUser({ account, roles: ['developer'] });
});
afterAll(() => suite.stop());

const create = (actor: Actor, owner: UserActor, narrowing: object = {}): Promise<ApiKeyReply> =>
  suite.client.call(
    apiKeyContract.create,
    { name: fresh('key'), expiresAt, userId: owner.userId, ...narrowing },
    contextOf(actor),
  );
const refusal = (code: string) => expect.objectContaining({ code });
const notPermitted = refusal('auth.not_permitted');

describe('the secret of a key of somebody who may do more', () => {
  it('is not had by making the key', async () => {
    await expect(create(admin, systemAdmin)).rejects.toEqual(notPermitted);
    await expect(create(admin, systemAdmin, { permissions: ['registry.pull'] })).rejects.toEqual(
      notPermitted,
    );
    await expect(create(admin, systemAdmin, { scope: account })).rejects.toEqual(notPermitted);
  });

  it('is not had by rotating the key', async () => {
    const { apiKey } = await create(systemAdmin, systemAdmin);
    const rotated = suite.client.call(apiKeyContract.rotate, { id: apiKey.id }, contextOf(admin));
    await expect(rotated).rejects.toEqual(notPermitted);
    const unchanged = await suite.client.call(apiKeyContract.get, { id: apiKey.id }, contextOf(admin));
    expect(unchanged.apiKey.hint).toBe(apiKey.hint);
  });

  it('is not had by bringing in a key', async () => {
    const sha256 = createHash('sha256').update(fresh('secret')).digest('hex');
    const message = { name: fresh('key'), expiresAt, userId: systemAdmin.userId, sha256 };
    const imported = suite.client.call(apiKeyContract.import, message, contextOf(admin));
    await expect(imported).rejects.toEqual(notPermitted);
  });

  it('is had where the key is narrowed to what its maker may do', async () => {
    const narrowing = { permissions: ['registry.pull'], scope: account };
    const { apiKey } = await create(admin, systemAdmin, narrowing);
    const rotated = await suite.client.call(apiKeyContract.rotate, { id: apiKey.id }, contextOf(admin));
    expect(rotated.key).toMatch(/^cs_key_/);
  });

  it('takes nobody the right to revoke it', async () => {
    const { apiKey } = await create(systemAdmin, systemAdmin);
    const revoked = await suite.client.call(apiKeyContract.revoke, { id: apiKey.id }, contextOf(admin));
    expect(revoked.apiKey.status).toBe('revoked');
  });

  it('is no obstacle for keys of those who may do less', async () => {
    const { apiKey } = await create(admin, developer);
    expect(apiKey.userId).toBe(developer.userId);
  });
});

describe('a narrowed key', () => {
  const narrowed = (narrowing: Partial<KeyActor>): KeyActor => ({ ...withKey(admin, 'k1'), ...narrowing });

  it('reads nothing of the other keys of its owner without the permission', async () => {
    const { apiKey } = await create(admin, admin);
    const puller = contextOf(narrowed({ permissions: ['registry.pull'] }));
    const get = suite.client.call(apiKeyContract.get, { id: apiKey.id }, puller);
    await expect(get).rejects.toEqual(refusal('apikey.not_found'));
    const usage = suite.client.call(apiKeyContract.usage, { id: apiKey.id }, puller);
    await expect(usage).rejects.toEqual(refusal('apikey.not_found'));
    await expect(suite.client.call(apiKeyContract.list, {}, puller)).rejects.toEqual(notPermitted);
  });

  it('reads them with it, and where it reaches', async () => {
    const { apiKey } = await create(admin, admin);
    const get = (narrowing: Partial<KeyActor>) =>
      suite.client.call(apiKeyContract.get, { id: apiKey.id }, contextOf(narrowed(narrowing)));
    expect((await get({ permissions: ['apikey.read'] })).apiKey.id).toBe(apiKey.id);
    await expect(get({ scope: `${account}/research` })).rejects.toEqual(refusal('apikey.not_found'));
  });
});
