import { type CreateUser, identityContract, type UserReply } from '@credstream/contracts/identity';
import { usernameId, usernames, users } from '@credstream/domain-identity';
import type { Actor } from '@credstream/domain-kernel';
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
import { startIdentityService } from '../app.js';
import { readSettings } from '../env.js';

const { createUser, getUser, listUsers, signIn, updateUser } = identityContract;
const password = 'twelve or more';

describe('users', () => {
  let suite: ServiceUnderTest;
  let root: UserActor;
  let account: string;
  let admin: UserActor;
  let developer: UserActor;
  let stranger: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startIdentityService(readSettings(variables)), {});
    account = await suite.addAccount();
    root = await suite.addUser({ roles: ['system-admin'] });
    admin = await suite.addUser({ account, roles: ['admin'] });
    developer = await suite.addUser({ account, roles: ['developer'] });
    stranger = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
    const research = { path: `${account}/research`, kind: 'department' };
    await suite.client.call(identityContract.createScope, research, contextOf(admin));
  });
  afterAll(() => suite.stop());

  const create = (actor: Actor, user: Partial<CreateUser> = {}, rest = {}): Promise<UserReply> =>
    suite.client.call(createUser, { username: fresh('ada'), password, ...user }, contextOf(actor, rest));
  const get = (actor: Actor, id: string): Promise<UserReply> =>
    suite.client.call(getUser, { id }, contextOf(actor));
  const refusesToCreate = async (code: string, actor: Actor, user: Partial<CreateUser>, rest = {}) => {
    const head = await suite.store.head();
    await expect(create(actor, user, rest)).rejects.toMatchObject({ code });
    expect(await suite.store.head()).toBe(head);
  };

  describe('creating one', () => {
    it('makes a user who can sign in and has the roles that were given', async () => {
      const username = fresh('grace');
      const { user, revision, position } = await create(admin, {
        username,
        email: `${username}@example.org`,
        roles: [
          { role: 'developer', scope: `${account}/research` },
          { role: 'viewer', scope: account },
        ],
      });
      expect(user).toMatchObject({
        username,
        email: `${username}@example.org`,
        account,
        origin: 'local',
        status: 'active',
        roles: [
          { role: 'developer', scope: `${account}/research` },
          { role: 'viewer', scope: account },
        ],
      });
      expect(revision).toBe(2);
      expect(Object.keys(user)).not.toContain('passwordHash');
      const recorded = await suite.store.read(users.streamOf(user.id));
      expect(recorded.map(({ type }) => type)).toEqual(['UserCreated', 'RoleGranted', 'RoleGranted']);
      expect(String(recorded.at(-1)?.position)).toBe(position);
      expect(recorded[0]?.metadata).toMatchObject({ actor: admin, account });
      const tokens = await suite.client.call(signIn, { username, password }, contextOf(anonymous));
      expect(tokens.expiresIn).toBe(900);
    });

    it('takes the account of who asks when none is named', async () => {
      expect((await create(admin)).user.account).toBe(account);
      expect((await create(root, { account })).user.account).toBe(account);
    });

    it('lets the new user act at once', async () => {
      const { user } = await create(admin);
      const actor: UserActor = { kind: 'user', userId: user.id, username: user.username, account };
      expect((await get(actor, 'me')).user.id).toBe(user.id);
    });

    it.each([
      ['a username of 2 characters', 'user.username_invalid', { username: 'ab' }],
      ['a username with a colon', 'user.username_invalid', { username: 'with:colon' }],
      ['a username of 129 characters', 'user.username_invalid', { username: 'x'.repeat(129) }],
      ['what is no address', 'user.email_invalid', { email: 'no address' }],
      ['a password of 11 characters', 'user.password_invalid', { password: 'eleven char' }],
      ['a password of 129 characters', 'user.password_invalid', { password: 'x'.repeat(129) }],
    ])('refuses %s with %s and records nothing', (_what, code, user) => refusesToCreate(code, admin, user));

    it('refuses a username that someone has, however it is written, and an address that someone has', async () => {
      const username = fresh('mary');
      const email = `${username}@example.org`;
      await create(admin, { username, email });
      await refusesToCreate('user.username_taken', admin, { username });
      await refusesToCreate('user.username_taken', stranger, { username: username.toUpperCase() });
      const other = fresh('other');
      await expect(create(admin, { username: other, email })).rejects.toMatchObject({
        code: 'user.email_taken',
      });
      expect((await create(admin, { username: other })).user.username).toBe(other);
    });

    it('gives a username to one of ten who want it at once', async () => {
      const username = fresh('wanted');
      const answers = await Promise.allSettled(Array.from({ length: 10 }, () => create(admin, { username })));
      const refusals = answers.flatMap((answer) =>
        answer.status === 'rejected' ? [(answer.reason as { code: string }).code] : [],
      );
      expect(refusals).toEqual(Array.from({ length: 9 }, () => 'user.username_taken'));
      const { items } = await suite.client.call(
        listUsers,
        { q: username },
        contextOf(admin, { minPosition: String(await suite.store.head()) }),
      );
      expect(items).toHaveLength(1);
    });

    it('is for those who manage the account, and an API key is not among them', async () => {
      await refusesToCreate('auth.not_permitted', developer, {});
      await refusesToCreate('account.not_found', stranger, { account });
      await refusesToCreate('account.not_found', admin, { account: 'default' });
      await refusesToCreate('apikey.not_permitted', withKey(admin, 'key000000000'), {});
      await refusesToCreate('auth.unauthenticated', anonymous, {});
      await refusesToCreate('auth.unauthenticated', gatewayActor, {});
    });

    it('does not give roles that the giver does not have', async () => {
      await refusesToCreate('auth.not_permitted', admin, { roles: [{ role: 'system-admin', scope: '/' }] });
      await refusesToCreate('auth.not_permitted', admin, { roles: [{ role: 'viewer', scope: 'default' }] });
      await refusesToCreate('user.role_invalid', root, {
        account,
        roles: [{ role: 'viewer', scope: 'default' }],
      });
      await refusesToCreate('request.invalid', admin, { roles: [{ role: 'emperor', scope: account }] });
    });

    it('refuses an account that does not exist', () =>
      refusesToCreate('account.not_found', root, { account: fresh('nowhere') }));
  });

  describe('creating one with an Idempotency-Key', () => {
    it('gives the same user again, and records nothing the second time', async () => {
      const idempotencyKey = fresh('once');
      const wanted = { username: fresh('once'), email: `${fresh('once')}@example.org` };
      const first = await create(admin, wanted, { idempotencyKey });
      const head = await suite.store.head();
      expect(await create(admin, wanted, { idempotencyKey })).toEqual(first);
      expect(await suite.store.head()).toBe(head);
    });

    it('makes one user of twins that come together', async () => {
      const idempotencyKey = fresh('twins');
      const wanted = { username: fresh('twins') };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => create(admin, wanted, { idempotencyKey })),
      );
      expect(new Set(answers.map(({ user }) => user.id)).size).toBe(1);
      expect(await suite.store.read(users.streamOf(answers[0]?.user.id ?? ''))).toHaveLength(1);
    });

    it('refuses another body under the same key', async () => {
      const idempotencyKey = fresh('other');
      await create(admin, { username: fresh('one') }, { idempotencyKey });
      const username = fresh('two');
      await refusesToCreate('request.idempotency_key_reused', admin, { username }, { idempotencyKey });
      expect(await suite.store.read(usernames.streamOf(usernameId(username)))).toEqual([]);
    });

    it('does not mix up the keys of two people', async () => {
      const idempotencyKey = fresh('shared');
      const one = await create(admin, { username: fresh('one') }, { idempotencyKey });
      const two = await create(stranger, { username: fresh('two') }, { idempotencyKey });
      expect(two.user.id).not.toBe(one.user.id);
    });
  });

  describe('an address and a password in one request', () => {
    const update = (id: string, request: object, rest = {}) =>
      suite.client.call(updateUser, { id, ...request }, contextOf(admin, rest));
    const typesOf = async (id: string) =>
      (await suite.store.read(users.streamOf(id))).map(({ type }) => type).slice(1);
    const both = () => ({ email: `${fresh('both')}@example.org`, password: 'another twelve' });

    it.each([
      ['without a precondition', false],
      ['at the revision that was read', true],
    ])('are changed both: %s', async (_, withRevision) => {
      const { user, revision } = await create(admin);
      const wanted = both();
      const rest = withRevision ? { expectedRevision: revision } : {};
      const changed = await update(user.id, wanted, rest);
      expect(await typesOf(user.id)).toEqual(['UserEmailSet', 'UserPasswordChanged']);
      expect(changed).toMatchObject({ revision: revision + 2, user: { email: wanted.email } });
      const { username } = user;
      const signedIn = suite.client.call(
        signIn,
        { username, password: wanted.password },
        contextOf(anonymous),
      );
      await expect(signedIn).resolves.toMatchObject({ expiresIn: 900 });
    });

    it('are changed where the address is the present one', async () => {
      const email = `${fresh('same')}@example.org`;
      const { user, revision } = await create(admin, { email });
      const changed = await update(user.id, { ...both(), email }, { expectedRevision: revision });
      expect(changed.revision).toBe(revision + 1);
      expect(await typesOf(user.id)).toEqual(['UserPasswordChanged']);
    });

    it('are changed once by a repetition', async () => {
      const { user, revision } = await create(admin);
      const wanted = both();
      const rest = { idempotencyKey: fresh('both'), expectedRevision: revision };
      const first = await update(user.id, wanted, rest);
      expect(await update(user.id, wanted, rest)).toEqual(first);
      expect(await typesOf(user.id)).toEqual(['UserEmailSet', 'UserPasswordChanged']);
    });

    it('are changed neither of them at another revision', async () => {
      const { user, revision } = await create(admin);
      const refused = update(user.id, both(), { expectedRevision: revision + 1 });
      await expect(refused).rejects.toMatchObject({ code: 'request.precondition_failed' });
      expect(await typesOf(user.id)).toEqual([]);
    });
  });

  describe('reading one', () => {
    it('shows everyone themselves', async () => {
      expect((await get(developer, 'me')).user).toMatchObject({ id: developer.userId, account });
      expect(await get(developer, developer.userId)).toEqual(await get(developer, 'me'));
      expect((await get(withKey(developer, 'key000000000'), 'me')).user.id).toBe(developer.userId);
    });

    it('shows administrators the users of their account', async () => {
      expect((await get(admin, developer.userId)).user.username).toBe(developer.username);
      expect((await get(root, developer.userId)).user.username).toBe(developer.username);
    });

    it('answers for another tenant as for nobody', async () => {
      const refusal = { code: 'user.not_found', kind: 'not_found' };
      await expect(get(stranger, developer.userId)).rejects.toMatchObject(refusal);
      await expect(get(developer, admin.userId)).rejects.toMatchObject(refusal);
      await expect(get(admin, 'nobody')).rejects.toMatchObject(refusal);
    });
  });

  describe('the list', () => {
    const list = (actor: Actor, request: object = {}, minPosition?: string) =>
      suite.client.call(
        listUsers,
        request,
        contextOf(actor, minPosition === undefined ? {} : { minPosition }),
      );

    it('holds a user as soon as it is asked for with the position of the creation', async () => {
      const { user, position } = await create(admin);
      const { items } = await list(admin, { q: user.username }, position);
      expect(items).toEqual([user]);
    });

    it('comes in pages that hold every user once, by username', async () => {
      const tenant = await suite.addAccount();
      const boss = await suite.addUser({ account: tenant, roles: ['admin'] });
      const made = [];
      for (let n = 0; n < 5; n += 1) made.push(await create(boss));
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list(
          boss,
          { limit: 2, ...(cursor !== undefined && { cursor }) },
          made.at(-1)?.position,
        );
        expect(page.items?.length).toBeLessThanOrEqual(2);
        names.push(...page.items.map(({ username }) => username));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(names).toEqual([...made.map(({ user }) => user.username), boss.username].sort());
    });

    it('finds part of a username or an address, and takes nothing for a pattern', async () => {
      const mark = fresh('find');
      const { position } = await create(admin, { username: `${mark}.x`, email: `${mark}@example.org` });
      const found = async (q: string) => (await list(admin, { q }, position)).items.length;
      expect(await found(mark.toUpperCase())).toBe(1);
      expect(await found(`${mark}@ex`)).toBe(1);
      expect(await found(`${mark}.*`)).toBe(0);
      expect(await found('(')).toBe(0);
    });

    it('shows no password hash', async () => {
      expect(JSON.stringify(await list(admin))).not.toMatch(/argon2|passwordHash|revision/);
    });

    it('is for those who may read the account', async () => {
      await expect(list(developer)).rejects.toMatchObject({ code: 'auth.not_permitted', kind: 'forbidden' });
      await expect(list(stranger, { account })).rejects.toMatchObject({ code: 'account.not_found' });
      expect((await list(root, { account })).items).toContainEqual(
        expect.objectContaining({ id: developer.userId }),
      );
      const own = (await list(stranger)).items;
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((user) => user.account !== stranger.account)).toEqual([]);
    });

    it('refuses a cursor that it did not give', async () => {
      await expect(list(admin, { cursor: 'bm90aGluZw' })).rejects.toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ path: 'cursor' }] },
      });
    });
  });
});
