import {
  apiKeyContract,
  type ApiKeyReply,
  type ImportApiKey,
  type ReportLeak,
} from '@credstream/contracts/apikey';
import { hashSecret, importedKey, parseKey, sha256Of } from '@credstream/crypto';
import { apiKeys, type VerificationEntry, verify } from '@credstream/domain-apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
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

describe('keys from elsewhere and keys that leak', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let user: UserActor;
  let admin: UserActor;
  let pepper: Buffer;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {});
    account = await suite.addAccount({ maxApiKeyAgeDays: 30 });
    user = await suite.addUser({ account, roles: ['developer'] });
    admin = await suite.addUser({ account, roles: ['admin'] });
    pepper = suite.keys.secret('pepper');
  });
  afterAll(() => suite.stop());

  const bring = (
    value: string,
    more: Partial<ImportApiKey> = {},
    actor: Actor = admin,
    rest = {},
  ): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.import,
      { name: fresh('old'), expiresAt: inDays(10), sha256: sha256Of(value), ...more },
      contextOf(actor, rest),
    );
  const create = (): Promise<ApiKeyReply> =>
    suite.client.call(apiKeyContract.create, { name: fresh('key'), expiresAt: inDays(10) }, contextOf(user));
  const entryOf = async (keyId: string): Promise<VerificationEntry> => {
    const { entry = '{}' } = await suite.client.call(
      apiKeyContract.loadEntry,
      { keyId },
      contextOf(gatewayActor),
    );
    return JSON.parse(entry) as VerificationEntry;
  };

  describe('importing a key', () => {
    it('makes it known by its hash alone, for the user and with the narrowing that were named', async () => {
      const value = fresh('sk_live');
      const reply = await bring(value, {
        userId: user.userId,
        hint: value.slice(-4),
        permissions: ['registry.pull'],
      });
      expect(reply).not.toHaveProperty('key');
      expect(reply.apiKey).toMatchObject({ userId: user.userId, formatVersion: 0, hint: value.slice(-4) });
      const { id, secretHash } = importedKey(sha256Of(value), pepper);
      expect(reply.apiKey.id).toBe(id);
      const answer = verify(await entryOf(id), { secretHash, now: Date.now() });
      expect(answer).toMatchObject({ valid: true, userId: user.userId, permissions: ['registry.pull'] });
      const [event] = await suite.store.read(apiKeys.streamOf(id));
      expect(event?.data).toMatchObject({ hashScheme: 'sha256', formatVersion: 0 });
      expect(JSON.stringify(event?.data)).not.toContain(sha256Of(value));
    });

    it('goes by the rules of the account: expiry, name, and never twice', async () => {
      const value = fresh('sk');
      await expect(bring(value, { expiresAt: inDays(31) })).rejects.toMatchObject({
        code: 'apikey.expiry_too_far',
      });
      const { apiKey } = await bring(value);
      await expect(bring(value)).rejects.toMatchObject({ code: 'apikey.already_exists' });
      await expect(bring(fresh('sk'), { name: apiKey.name })).rejects.toMatchObject({
        code: 'apikey.name_taken',
      });
    });

    it('does not bring back one that was revoked or deleted', async () => {
      const value = fresh('sk');
      const { apiKey } = await bring(value);
      await suite.client.call(apiKeyContract.revoke, { id: apiKey.id }, contextOf(admin));
      await expect(bring(value)).rejects.toMatchObject({ code: 'apikey.already_exists' });
      await suite.client.call(apiKeyContract.delete, { id: apiKey.id }, contextOf(admin));
      await expect(bring(value)).rejects.toMatchObject({ code: 'apikey.already_exists' });
    });

    it('gets the first answer again when it is repeated', async () => {
      const value = fresh('sk');
      const rest = { idempotencyKey: fresh('import') };
      const name = fresh('old');
      const asked = { name, expiresAt: inDays(5) };
      const first = await bring(value, asked, admin, rest);
      expect(await bring(value, asked, admin, rest)).toEqual(first);
    });

    it('is for administrators alone', async () => {
      await expect(bring(fresh('sk'), {}, user)).rejects.toMatchObject({ code: 'auth.not_permitted' });
      await expect(bring(fresh('sk'), {}, withKey(admin, 'k'))).rejects.toMatchObject({
        code: 'apikey.not_permitted',
      });
      const stranger = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
      await expect(bring(fresh('sk'), { userId: user.userId }, stranger)).rejects.toMatchObject({
        code: 'apikey.not_found',
      });
    });

    it.each([{ sha256: 'abc' }, { sha256: 'g'.repeat(64) }, { hint: 'longer' }])(
      'refuses %j',
      async (wrong) => {
        await expect(bring(fresh('sk'), wrong)).rejects.toMatchObject({ code: 'apikey.import_invalid' });
      },
    );

    it('gives way to a key of our own form when it is rotated', async () => {
      const value = fresh('sk');
      const { apiKey } = await bring(value);
      const { key = '' } = await suite.client.call(
        apiKeyContract.rotate,
        { id: apiKey.id, overlapUntil: inDays(1) },
        contextOf(admin),
      );
      const entry = await entryOf(apiKey.id);
      const secretHash = hashSecret(parseKey(key)?.secret ?? '', pepper);
      expect(verify(entry, { secretHash, now: Date.now() })).toMatchObject({ secret: 'newest' });
      const old = importedKey(sha256Of(value), pepper).secretHash;
      expect(verify(entry, { secretHash: old, now: Date.now() })).toMatchObject({ secret: 'previous' });
    });
  });

  describe('a report of a leak', () => {
    const report = (key: string, more: Partial<ReportLeak> = {}, actor: Actor = gatewayActor) => {
      const { id: keyId = '', secret = '' } = parseKey(key) ?? {};
      const found = { reporter: 'github', url: 'https://example.org/a', source: 'content' };
      return suite.client.call(
        apiKeyContract.reportLeak,
        { keyId, secretHash: hashSecret(secret, pepper), ...found, ...more },
        contextOf(actor),
      );
    };

    it('revokes the key and records where it was found', async () => {
      const { key = '', apiKey } = await create();
      expect(await report(key)).toEqual({ known: true });
      expect(await entryOf(apiKey.id)).toMatchObject({ status: 'revoked' });
      const events = await suite.store.read(apiKeys.streamOf(apiKey.id));
      expect(events.map(({ type }) => type)).toEqual([
        'ApiKeyCreated',
        'ApiKeyLeakReported',
        'ApiKeyRevoked',
      ]);
      expect(events[1]).toMatchObject({
        data: { reporter: 'github', url: 'https://example.org/a', source: 'content' },
        metadata: { account },
      });
    });

    it('of something that only looks like a key changes nothing', async () => {
      const { key = '', apiKey } = await create();
      expect((await report(key, { secretHash: 'f'.repeat(64) })).known).toBe(false);
      expect((await report(key, { keyId: 'nobodyskey00' })).known).toBe(false);
      expect(await entryOf(apiKey.id)).toMatchObject({ status: 'active' });
    });

    it('is taken from nobody but the gateway', async () => {
      const { key = '' } = await create();
      await expect(report(key, {}, admin)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    });
  });

  it('are not for users who sign in at an identity provider, unless the policy allows it', async () => {
    const closed = await suite.addUser({ account, origin: 'oidc' });
    const asked = () => ({ name: fresh('key'), expiresAt: inDays(10) });
    await expect(suite.client.call(apiKeyContract.create, asked(), contextOf(closed))).rejects.toMatchObject({
      code: 'apikey.sso_not_allowed',
      kind: 'forbidden',
    });
    await expect(bring(fresh('sk'), { userId: closed.userId })).rejects.toMatchObject({
      code: 'apikey.sso_not_allowed',
    });
    const open = await suite.addAccount({ allowApiKeysForSsoUsers: true });
    const allowed = await suite.addUser({ account: open, origin: 'oidc' });
    await expect(
      suite.client.call(apiKeyContract.create, asked(), contextOf(allowed)),
    ).resolves.toHaveProperty('key');
  });
});
