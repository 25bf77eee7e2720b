import { apiKeyContract, type ApiKeyReply } from '@credstream/contracts/apikey';
import { apiKeys, type VerificationEntry, verify } from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

type ShortLived = { made: ApiKeyReply; loaded: VerificationEntry };

describe('an API key whose time comes', () => {
  let suite: ServiceUnderTest;
  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
  });
  afterAll(() => suite.stop());

  const create = async (user: UserActor, seconds: number): Promise<ApiKeyReply | undefined> => {
    const expiresAt = formatInstant(new Date(Date.now() + seconds * 1_000));
    try {
      return await suite.client.call(
        apiKeyContract.create,
        { name: fresh('key'), expiresAt },
        contextOf(user),
      );
    } catch (error) {
      if ((error as { code?: string }).code !== 'apikey.expiry_in_past') throw error;
      return undefined;
    }
  };
  const entryOf = async (keyId: string): Promise<VerificationEntry> => {
    const { entry = '' } = await suite.client.call(
      apiKeyContract.loadEntry,
      { keyId },
      contextOf(gatewayActor),
    );
    return JSON.parse(entry) as VerificationEntry;
  };

  /** A key that ends in a moment, and its entry of before. The slower the machine, the longer the moment. */
  const shortLived = async (user: UserActor, seconds = 2): Promise<Readonly<ShortLived>> => {
    const made = await create(user, seconds);
    const loaded = made && (await entryOf(made.apiKey.id));
    return loaded && Date.now() < loaded.expiresAt ? { made, loaded } : shortLived(user, 2 * seconds);
  };

  it('stops at its second, and that it did is recorded soon after by the service itself', async () => {
    const user = await suite.addUser();
    const { made, loaded } = await shortLived(user);
    const { apiKey, revision } = made;
    const end = Date.parse(apiKey.expiresAt);
    const secretHash = loaded.secrets[0]?.hash ?? '';
    expect(verify(loaded, { secretHash, now: end - 1 })).toMatchObject({ valid: true });
    expect(verify(loaded, { secretHash, now: end })).toEqual({ valid: false, reason: 'expired' });

    const get = () => suite.client.call(apiKeyContract.get, { id: apiKey.id }, contextOf(user));
    await until('the second comes', () => Date.now() >= end);
    expect((await get()).apiKey.status).toBe('expired');

    const recorded = await until('the end is recorded', async () =>
      (await suite.store.read(apiKeys.streamOf(apiKey.id))).find(({ type }) => type === 'ApiKeyExpired'),
    );
    expect(recorded).toMatchObject({
      revision: BigInt(revision) + 1n,
      metadata: { actor: { kind: 'system', service: 'apikey-service' }, account: user.account },
    });
    expect(Date.parse((recorded.data as { at: string }).at)).toBeGreaterThanOrEqual(end);
    expect(recorded.metadata.$correlationId).not.toBe('');
    expect((await get()).apiKey).toEqual({ ...apiKey, status: 'expired' });
  });

  it('is recorded once, however often it is looked for, and by however many copies', async () => {
    const copy = await suite.startCopy();
    const user = await suite.addUser();
    const endsOf = async ({ apiKey: { id } }: ApiKeyReply) =>
      (await suite.store.read(apiKeys.streamOf(id))).filter(({ type }) => type === 'ApiKeyExpired').length;
    const keys = await Promise.all(Array.from({ length: 5 }, async () => (await shortLived(user)).made));
    for (const key of keys) await until('the end is recorded', async () => (await endsOf(key)) > 0);
    // It was looked for again by when this later end is recorded.
    const later = (await shortLived(user)).made;
    await until('the later end is recorded', async () => (await endsOf(later)) > 0);
    for (const key of keys) expect(await endsOf(key)).toBe(1);
    await suite.stopCopy(copy);
  });
});
