import { apiKeyContract } from '@credstream/contracts';
import { apiKeyStream, verify, type VerificationEntry } from '@credstream/domain-apikey';
import { formatInstant } from '@credstream/domain-kernel';
import {
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  until,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

describe('an API key whose time comes', () => {
  let suite: ServiceUnderTest;
  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
  });
  afterAll(() => suite.stop());

  it('stops at its second, and that it did is recorded soon after by the service itself', async () => {
    const user = await suite.addUser();
    const { apiKey, revision } = await suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: formatInstant(new Date(Date.now() + 2_000)) },
      contextOf(user),
    );
    const end = Date.parse(apiKey.expiresAt);
    const { entry = '' } = await suite.client.call(
      apiKeyContract.loadEntry,
      { keyId: apiKey.id },
      contextOf(gatewayActor),
    );
    const loaded = JSON.parse(entry) as VerificationEntry;
    const secretHash = loaded.secrets[0]?.hash ?? '';
    expect(verify(loaded, { secretHash, now: end - 1 })).toMatchObject({ valid: true });
    expect(verify(loaded, { secretHash, now: end })).toEqual({ valid: false, reason: 'expired' });

    const get = () => suite.client.call(apiKeyContract.get, { id: apiKey.id }, contextOf(user));
    await until('the second comes', () => Date.now() >= end);
    expect((await get()).apiKey.status).toBe('expired');

    const recorded = await until('the end is recorded', async () =>
      (await suite.store.read(apiKeyStream(apiKey.id))).find(({ type }) => type === 'ApiKeyExpired'),
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
    const keys = await Promise.all(
      Array.from({ length: 5 }, () =>
        suite.client.call(
          apiKeyContract.create,
          { name: fresh('key'), expiresAt: formatInstant(new Date(Date.now() + 2_000)) },
          contextOf(user),
        ),
      ),
    );
    const later = await suite.client.call(
      apiKeyContract.create,
      { name: fresh('later'), expiresAt: formatInstant(new Date(Date.now() + 4_000)) },
      contextOf(user),
    );
    const endsOf = async (id: string) =>
      (await suite.store.read(apiKeyStream(id))).filter(({ type }) => type === 'ApiKeyExpired').length;
    await until('the last end is recorded', async () => (await endsOf(later.apiKey.id)) > 0);
    for (const { apiKey } of keys) expect(await endsOf(apiKey.id)).toBe(1);
    await suite.stopCopy(copy);
  });
});
