import { randomUUID } from 'node:crypto';
import { apiKeyContract, type ApiKeyReply } from '@credstream/contracts/apikey';
import { hashSecret, parseKey } from '@credstream/crypto';
import { type VerificationEntry, verify } from '@credstream/domain-apikey';
import { type AccountPolicies, formatInstant } from '@credstream/domain-kernel';
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

describe('a policy about API keys that is made stricter', () => {
  let suite: ServiceUnderTest;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
  });
  afterAll(() => suite.stop());

  const change = async (account: string, policies: Partial<AccountPolicies>): Promise<string> => {
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor, account };
    const data = { policies, at: formatInstant(new Date()) };
    const event = { id: randomUUID(), type: 'AccountPolicyChanged', data, metadata };
    const { position } = await suite.store.append(`organization-${account}`, [event], 'any');
    return String(position);
  };
  const create = (user: UserActor, rest = {}): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: inDays(20) },
      contextOf(user, rest),
    );
  const opens = async (value = ''): Promise<unknown> => {
    const { id: keyId = '', secret = '' } = parseKey(value) ?? {};
    const { entry = '{}' } = await suite.client.call(
      apiKeyContract.loadEntry,
      { keyId },
      contextOf(gatewayActor),
    );
    const secretHash = hashSecret(secret, suite.keys.secret('pepper'));
    return verify(JSON.parse(entry) as VerificationEntry, { secretHash, now: Date.now() }).valid;
  };

  it.each<[string, Partial<AccountPolicies>, string]>([
    ['no keys for who signs in elsewhere', { allowApiKeysForSsoUsers: false }, 'apikey.sso_not_allowed'],
    ['a shorter life', { maxApiKeyAgeDays: 10 }, 'apikey.expiry_too_far'],
    ['fewer keys', { maxApiKeysPerUser: 0 }, 'apikey.too_many'],
  ])(
    'to %s holds for new keys; those that exist go on, and can be rotated',
    async (_what, policies, code) => {
      const account = await suite.addAccount({ allowApiKeysForSsoUsers: true });
      const user = await suite.addUser({ account, origin: 'oidc' });
      const { key, apiKey } = await create(user);
      const minPosition = await change(account, policies);
      await expect(create(user, { minPosition })).rejects.toMatchObject({ code });
      expect(await opens(key)).toBe(true);
      const rotated = await suite.client.call(apiKeyContract.rotate, { id: apiKey.id }, contextOf(user));
      expect(await opens(rotated.key)).toBe(true);
    },
  );
});
