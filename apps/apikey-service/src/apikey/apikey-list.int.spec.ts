import { randomUUID } from 'node:crypto';
import {
  apiKeyContract,
  type ApiKeyPage,
  type ApiKeyReply,
  type CreateApiKey,
} from '@credstream/contracts/apikey';
import { apiKeys } from '@credstream/domain-apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import {
  anonymous,
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApiKeyService } from '../app.js';
import { readSettings } from '../env.js';

const inDays = (days: number): string => formatInstant(new Date(Date.now() + days * 86_400_000));

describe('the list of API keys', () => {
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
    suite.client.call(
      apiKeyContract.create,
      { name: fresh('key'), expiresAt: inDays(1), ...key },
      contextOf(actor),
    );
  /** A key that ended yesterday, written into the log as it was when it was made. */
  const recordExpired = async (name: string, { userId, username }: UserActor): Promise<void> => {
    const keyId = fresh('k');
    const data = {
      ...{ keyId, userId, username, account, name, secretHash: 'a'.repeat(64), hint: 'aaaa' },
      ...{ formatVersion: 1, expiresAt: inDays(-1), createdAt: inDays(-2) },
    };
    const metadata = { $correlationId: keyId, $causationId: keyId, actor: anonymous, account };
    await suite.store.append(
      apiKeys.streamOf(keyId),
      [{ id: randomUUID(), type: 'ApiKeyCreated', data, metadata }],
      'no_stream',
    );
  };
  /** The list as it is once everything that was recorded has arrived in it. */
  const list = async (request: object = {}, actor: Actor = user): Promise<ApiKeyPage> =>
    suite.client.call(
      apiKeyContract.list,
      request,
      contextOf(actor, { minPosition: String(await suite.store.head()) }),
    );
  const namesOf = async (request: object, actor?: Actor): Promise<readonly string[]> =>
    (await list(request, actor)).items.map(({ name }) => name);

  it('shows a key as the answer to its creation did, without its value', async () => {
    const owner = await suite.addUser({ account });
    const { apiKey, key } = await create({ description: 'words', ipAllowList: ['192.0.2.1'] }, owner);
    const page = await list({}, owner);
    expect(page.items).toEqual([apiKey]);
    expect(JSON.stringify(page)).not.toContain(key?.slice(20, 60));
    expect(JSON.stringify(page)).not.toMatch(/secretHash|"revision"/);
  });

  it('holds active keys unless others are asked for', async () => {
    const owner = await suite.addUser({ account });
    const { apiKey: revoked } = await create({ name: 'revoked' }, owner);
    const { apiKey: deleted } = await create({ name: 'deleted' }, owner);
    await create({ name: 'active' }, owner);
    await recordExpired('expired', owner);
    await suite.client.call(apiKeyContract.revoke, { id: revoked.id }, contextOf(owner));
    await suite.client.call(apiKeyContract.delete, { id: deleted.id }, contextOf(owner));
    await expect(namesOf({ status: 'revoked' }, owner)).resolves.toEqual(['revoked']);
    const sorted = { sort: 'name' };
    expect(await namesOf({ status: 'all', ...sorted }, owner)).toEqual(['active', 'expired', 'revoked']);
    expect(await namesOf({ status: 'expired' }, owner)).toEqual(['expired']);
    expect(await namesOf({ ...sorted }, owner)).toEqual(['active']);
    expect(await namesOf({ status: 'active' }, owner)).toEqual(['active']);
  });

  it.each(['createdAt', 'name', 'expiresAt'])('comes by %s, up and down, page by page', async (field) => {
    const owner = await suite.addUser({ account });
    const wanted = ['m', 'a', 'z', 'B', 'k'];
    for (const [index, name] of wanted.entries()) await create({ name, expiresAt: inDays(5 - index) }, owner);
    const pages = async (sort: string): Promise<readonly string[]> => {
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sort, limit: 2, ...(cursor !== undefined && { cursor }) }, owner);
        names.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return names;
    };
    const up = await pages(field);
    expect([...up].sort()).toEqual([...wanted].sort());
    expect(await pages(`-${field}`)).toEqual([...up].reverse());
    if (field === 'name') expect(up).toEqual(['B', 'a', 'k', 'm', 'z']);
    if (field === 'expiresAt') expect(up).toEqual(['k', 'B', 'z', 'a', 'm']);
  });

  it('gives no further cursor with the last page, and refuses one of another order', async () => {
    const owner = await suite.addUser({ account });
    await Promise.all(['a', 'b', 'c'].map((name) => create({ name }, owner)));
    expect((await list({ limit: 3 }, owner)).nextCursor).toBeUndefined();
    const { nextCursor: cursor } = await list({ limit: 2, sort: 'name' }, owner);
    expect(cursor).toBeDefined();
    const refusal = { code: 'request.invalid', details: { errors: [{ path: 'cursor' }] } };
    await expect(list({ sort: '-name', cursor }, owner)).rejects.toMatchObject(refusal);
    await expect(list({ sort: 'name', cursor: `${cursor}x` }, owner)).rejects.toMatchObject(refusal);
  });

  it('finds part of a name or a description, in any case, and takes nothing for a pattern', async () => {
    const mark = fresh('find');
    await create({ name: `${mark} CI` });
    await create({ description: `of ${mark}` });
    expect(await namesOf({ q: mark.toUpperCase() })).toHaveLength(2);
    expect(await namesOf({ q: `${mark} ci` })).toEqual([`${mark} CI`]);
    expect(await namesOf({ q: `${mark}.ci` })).toEqual([]);
    expect(await namesOf({ q: '[' })).toEqual([]);
  });

  it('is of the user who asks, also through one of the keys', async () => {
    const { apiKey } = await create({}, stranger);
    expect(await namesOf({}, user)).not.toContain(apiKey.name);
    expect(await namesOf({}, withKey(stranger, apiKey.id))).toContain(apiKey.name);
    await expect(list({}, anonymous)).rejects.toMatchObject({ code: 'auth.unauthenticated' });
  });

  it('shows administrators the keys of one user, or of all of the account', async () => {
    const { apiKey } = await create();
    expect(await namesOf({ userId: user.userId }, admin)).toContain(apiKey.name);
    expect(await namesOf({ account, limit: 200 }, admin)).toContain(apiKey.name);
    expect(await namesOf({ account, userId: user.userId, limit: 200 }, admin)).toContain(apiKey.name);
    const another = { account, userId: stranger.userId };
    await expect(list(another, admin)).rejects.toMatchObject({ code: 'request.invalid' });
    expect(await namesOf({}, admin)).not.toContain(apiKey.name);
  });

  it('shows nobody the keys of another account, or of another user without the role', async () => {
    const refusal = { code: 'auth.not_permitted', kind: 'forbidden' };
    await expect(list({ userId: user.userId }, stranger)).rejects.toMatchObject(refusal);
    await expect(list({ account }, stranger)).rejects.toMatchObject(refusal);
    await expect(list({ userId: admin.userId }, user)).rejects.toMatchObject(refusal);
    await expect(list({ userId: 'nobody' }, admin)).rejects.toMatchObject(refusal);
    await expect(list({ account }, user)).rejects.toMatchObject(refusal);
  });

  it('holds what was recorded up to the position that a request names, at once', async () => {
    const { apiKey } = await create();
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: user, account };
    const news = Array.from({ length: 300 }, (_, n) => ({
      id: randomUUID(),
      type: 'ApiKeyDescribed',
      data: { description: `the ${n}th`, at: apiKey.createdAt },
      metadata,
    }));
    const { position } = await suite.store.append(apiKeys.streamOf(apiKey.id), news, 0n);
    const { items } = await suite.client.call(
      apiKeyContract.list,
      { q: apiKey.name },
      contextOf(user, { minPosition: String(position) }),
    );
    expect(items).toEqual([{ ...apiKey, description: 'the 299th' }]);
  });
});
