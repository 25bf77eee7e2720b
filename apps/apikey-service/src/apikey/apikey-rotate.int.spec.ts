import { apiKeyContract, type ApiKeyReply, type RotateApiKey } from '@credstream/contracts/apikey';
import { hashSecret, parseKey } from '@credstream/crypto';
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

describe('rotating an API key', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;
  let admin: UserActor;
  let pepper: Buffer;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)), {});
    user = await suite.addUser({ roles: ['developer'] });
    admin = await suite.addUser({ roles: ['admin'] });
    pepper = suite.keys.secret('pepper');
  });
  afterAll(() => suite.stop());

  const create = (): Promise<ApiKeyReply> =>
    suite.client.call(apiKeyContract.create, { name: fresh('key'), expiresAt: inDays(60) }, contextOf(user));
  const rotate = (
    id: string,
    more: Omit<RotateApiKey, 'id'> = {},
    rest = {},
    actor: Actor = user,
  ): Promise<ApiKeyReply> =>
    suite.client.call(apiKeyContract.rotate, { id, ...more }, contextOf(actor, rest));
  const hashOf = (value = ''): string => hashSecret(parseKey(value)?.secret ?? '', pepper);
  const opens = async (value = ''): Promise<string> => {
    const keyId = parseKey(value)?.id ?? '';
    const { entry = '' } = await suite.client.call(
      apiKeyContract.loadEntry,
      { keyId },
      contextOf(gatewayActor),
    );
    const answer = verify(JSON.parse(entry) as VerificationEntry, {
      secretHash: hashOf(value),
      now: Date.now(),
    });
    return answer.valid ? answer.secret : answer.reason;
  };
  const use = (value = ''): Promise<object> =>
    suite.client.call(
      apiKeyContract.useNewSecret,
      { keyId: parseKey(value)?.id ?? '', secretHash: hashOf(value) },
      contextOf(gatewayActor),
    );
  const typesOf = async (id: string) =>
    (await suite.store.read(apiKeys.streamOf(id))).map(({ type }) => type);

  it('gives a new value of the same key, and the old one stops at once', async () => {
    const first = await create();
    const second = await rotate(first.apiKey.id);
    expect(parseKey(second.key ?? '')?.id).toBe(first.apiKey.id);
    expect(second.apiKey.hint).toBe(parseKey(second.key ?? '')?.secret.slice(-4));
    expect(second.apiKey).not.toHaveProperty('overlapUntil');
    expect(await opens(second.key)).toBe('newest');
    expect(await opens(first.key)).toBe('unknown');
  });

  it('lets both values in until the overlap ends, and says which is which', async () => {
    const first = await create();
    const overlapUntil = inDays(7);
    const second = await rotate(first.apiKey.id, { overlapUntil });
    expect(second.apiKey.overlapUntil).toBe(overlapUntil);
    expect(await opens(first.key)).toBe('previous');
    expect(await opens(second.key)).toBe('newest');
  });

  it('gives a repeated request the same new value and records nothing more', async () => {
    const { apiKey } = await create();
    const rest = { idempotencyKey: fresh('rotation') };
    const asked = { overlapUntil: inDays(1) };
    const [one, other] = await Promise.all([rotate(apiKey.id, asked, rest), rotate(apiKey.id, asked, rest)]);
    expect(other).toEqual(one);
    const head = await suite.store.head();
    expect(await rotate(apiKey.id, asked, rest)).toEqual(one);
    expect(await suite.store.head()).toBe(head);
    expect(await typesOf(apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyRotated']);
    await expect(rotate(apiKey.id, {}, rest)).rejects.toMatchObject({
      code: 'request.idempotency_key_reused',
    });
  });

  it('replaces a new value that nobody has used yet, and leaves the one in use alone', async () => {
    const first = await create();
    const second = await rotate(first.apiKey.id, { overlapUntil: inDays(7) });
    const third = await rotate(first.apiKey.id);
    expect(await opens(first.key)).toBe('previous');
    expect(await opens(second.key)).toBe('unknown');
    expect(await opens(third.key)).toBe('newest');
    await expect(use(second.key)).rejects.toMatchObject({ code: 'apikey.not_active' });
  });

  it('is refused while both values are in use, and the audit log shows when the new one was taken up', async () => {
    const first = await create();
    const second = await rotate(first.apiKey.id, { overlapUntil: inDays(7) });
    await use(second.key);
    await use(second.key);
    await expect(rotate(first.apiKey.id)).rejects.toMatchObject({ code: 'apikey.rotation_in_progress' });
    expect(await opens(first.key)).toBe('previous');
    expect(await typesOf(first.apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyRotated', 'ApiKeyNewSecretUsed']);
  });

  it('succeeds for one of a hundred at once that name the same revision', async () => {
    const { apiKey } = await create();
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, () => rotate(apiKey.id, {}, { expectedRevision: 0 })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = answers.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['request.precondition_failed']));
    expect(await typesOf(apiKey.id)).toEqual(['ApiKeyCreated', 'ApiKeyRotated']);
  });

  it('is for the owner and for administrators, and for nobody with a key', async () => {
    const { apiKey } = await create();
    const stranger = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
    await expect(rotate(apiKey.id, {}, {}, stranger)).rejects.toMatchObject({ code: 'apikey.not_found' });
    await expect(rotate(apiKey.id, {}, {}, withKey(admin, apiKey.id))).rejects.toMatchObject({
      code: 'apikey.not_permitted',
    });
    await expect(rotate(apiKey.id, {}, {}, admin)).resolves.toHaveProperty('key');
  });

  it.each([inDays(31), inDays(-1), 'soon'])('is refused with the overlap %s', async (overlapUntil) => {
    const { apiKey } = await create();
    await expect(rotate(apiKey.id, { overlapUntil })).rejects.toMatchObject({
      code: 'apikey.overlap_invalid',
    });
  });

  it('is refused for a key that was revoked', async () => {
    const { apiKey } = await create();
    await suite.client.call(apiKeyContract.revoke, { id: apiKey.id }, contextOf(user));
    await expect(rotate(apiKey.id)).rejects.toMatchObject({ code: 'apikey.not_active' });
  });

  it('cannot be told that a value was used by anyone but the gateway', async () => {
    const { key } = await create();
    const message = { keyId: parseKey(key ?? '')?.id ?? '', secretHash: hashOf(key) };
    await expect(
      suite.client.call(apiKeyContract.useNewSecret, message, contextOf(admin)),
    ).rejects.toMatchObject({ code: 'auth.unauthenticated' });
  });
});
