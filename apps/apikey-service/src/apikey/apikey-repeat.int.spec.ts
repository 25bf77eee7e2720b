import { apiKeyContract, type ApiKeyReply, type CreateApiKey } from '@credstream/contracts/apikey';
import { apiKeyNameId, apiKeyNames, apiKeys } from '@credstream/domain-apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const tomorrow = formatInstant(new Date(Date.now() + 86_400_000));

describe('a request to create an API key that comes again', () => {
  let suite: ServiceUnderTest;
  let user: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startApiKeyService(readSettings(variables)));
    user = await suite.addUser();
  });
  afterAll(() => suite.stop());

  const create = (
    key: Partial<CreateApiKey>,
    idempotencyKey: string,
    actor: Actor = user,
  ): Promise<ApiKeyReply> =>
    suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: tomorrow, ...key },
      contextOf(actor, { idempotencyKey }),
    );

  it('gets the same answer, secret and all, and records nothing', async () => {
    const name = fresh('again');
    const first = await create({ name }, name);
    const head = await suite.store.head();
    for (let n = 0; n < 3; n += 1) expect(await create({ name }, name)).toEqual(first);
    expect(await suite.store.head()).toBe(head);
  });

  it('gets it as it was then, whatever became of the key', async () => {
    const name = fresh('then');
    const first = await create({ name }, name);
    const id = first.apiKey.id;
    await suite.client.call(apiKeyContract.describe, { id, name: fresh('other') }, contextOf(user));
    await suite.client.call(apiKeyContract.revoke, { id }, contextOf(user));
    expect(await create({ name }, name)).toEqual(first);
    await suite.client.call(apiKeyContract.delete, { id }, contextOf(user));
    expect(await create({ name }, name)).toEqual(first);
  });

  it('at the same moment, five times, makes one key', async () => {
    const name = fresh('twins');
    const answers = await Promise.all(Array.from({ length: 5 }, () => create({ name }, name)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await suite.store.read(apiKeys.streamOf(answers[0]?.apiKey.id ?? ''))).toHaveLength(1);
  });

  it('with another body is refused and records nothing', async () => {
    const name = fresh('body');
    await create({ name }, name);
    const other = fresh('other');
    const head = await suite.store.head();
    for (const changed of [{ name: other }, { name, description: 'more' }, { name, expiresAt: '2020' }]) {
      await expect(create(changed, name)).rejects.toMatchObject({
        code: 'request.idempotency_key_reused',
        kind: 'unprocessable',
      });
    }
    expect(await suite.store.head()).toBe(head);
    expect(await suite.store.read(apiKeyNames.streamOf(apiKeyNameId(user.userId, other)))).toEqual([]);
  });

  it('from somebody else under the same Idempotency-Key is another request', async () => {
    const name = fresh('shared');
    const first = await create({ name }, name);
    const second = await create({ name }, name, await suite.addUser());
    expect(second.apiKey.id).not.toBe(first.apiKey.id);
    expect(second.key).not.toBe(first.key);
  });

  it('after a refusal is refused again, until what it wants is possible', async () => {
    const name = fresh('later');
    const { apiKey } = await create({ name }, fresh('first'));
    const refusal = { code: 'apikey.name_taken' };
    await expect(create({ name }, name)).rejects.toMatchObject(refusal);
    await expect(create({ name }, name)).rejects.toMatchObject(refusal);
    await expect(create({ name: fresh('other') }, name)).rejects.toMatchObject({
      code: 'request.idempotency_key_reused',
    });
    await suite.client.call(apiKeyContract.delete, { id: apiKey.id }, contextOf(user));
    await expect(create({ name }, name)).resolves.toHaveProperty('key');
  });

  it('leaves neither the Idempotency-Key nor the secret in the log', async () => {
    const name = fresh('traces');
    const { apiKey, key = '' } = await create({ name }, name);
    const [event] = await suite.store.read(apiKeys.streamOf(apiKey.id));
    const kept = await suite.store.read(`keptsecret-${event?.metadata.requestId}`);
    expect(kept).toHaveLength(1);
    const secret = key.split('_')[3] ?? 'no secret';
    expect(JSON.stringify(kept.map(({ data, metadata }) => [data, metadata]))).not.toContain(secret);
    expect(JSON.stringify([event?.metadata, kept[0]?.metadata])).not.toContain(name);
  });
});
