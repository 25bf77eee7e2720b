import { randomUUID } from 'node:crypto';
import { type CliSecretReply, tokenContract } from '@credstream/contracts/token';
import { createKey } from '@credstream/crypto';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { cliSecrets, wrongSecret } from '@credstream/domain-registry';
import {
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
  withKey,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from '../token-service.fixture.js';

const daysAgo = (days: number): string => formatInstant(new Date(Date.now() - days * 86_400_000));

describe('CLI secrets', () => {
  let suite: ServiceUnderTest<TokenServiceUnderTest>;
  let account: string;
  let admin: UserActor;
  let user: UserActor;
  let registryId: string;

  beforeAll(async () => {
    suite = await runService(startTokenServiceUnderTest);
    account = await suite.addAccount({ cliSecretIdleDays: 30 });
    admin = await suite.addUser({ account, roles: ['admin'] });
    const service = fresh('registry');
    const wanted = { name: service, service, hostname: 'registry.example.org' };
    const reply = await suite.client.call(tokenContract.createRegistry, wanted, contextOf(admin));
    registryId = reply.registry.id;
    user = await newUser();
  });
  afterAll(() => suite.stop());

  const record = (stream: string, type: string, data: object) => {
    const metadata = { $correlationId: 'c', $causationId: 'c', actor: gatewayActor, account };
    return suite.store.append(stream, [{ id: randomUUID(), type, data, metadata }], 'any');
  };
  const signIn = ({ userId }: UserActor, at = daysAgo(0)) =>
    record(`session-${randomUUID()}`, 'SessionStarted', { userId, grant: 'password', at });
  const newUser = async (signedInAt?: string): Promise<UserActor> => {
    const made = await suite.addUser({ account });
    await signIn(made, signedInAt);
    return made;
  };
  const get = (actor: Actor = user, userId = 'me'): Promise<CliSecretReply> =>
    suite.client.call(tokenContract.getCliSecret, { userId }, contextOf(actor));
  const set = (secret?: string, actor: Actor = user, userId = 'me'): Promise<CliSecretReply> =>
    suite.client.call(
      tokenContract.setCliSecret,
      { userId, ...(secret !== undefined && { secret }) },
      contextOf(actor),
    );
  const authenticate = ({ username }: UserActor, secret: string, rest: object = {}) =>
    suite.service.authenticate({
      ...{ registryId, username, secret },
      context: contextOf({ kind: 'anonymous' }, rest),
    });

  it('are made when their user first looks after signing in, and shown this once', async () => {
    const { cliSecret, secret = '', dockerLogin } = await get();
    expect(secret).toMatch(/^cs_cli_/);
    expect(cliSecret).toMatchObject({ username: user.username, status: 'active', hint: expect.any(String) });
    expect(dockerLogin).toBe(
      `docker login --username ${user.username} --password-stdin registry.example.org`,
    );
    const again = await get();
    expect(again.secret).toBeUndefined();
    expect(again.cliSecret).toEqual(cliSecret);
    expect(await authenticate(user, secret)).toMatchObject({ holder: { kind: 'user' } });
    const stored = await suite.store.read(cliSecrets.streamOf(user.userId));
    expect(JSON.stringify(stored.map(({ data }) => data))).not.toContain(secret.slice(20));
  });

  it('are replaced at once by one that is made or chosen', async () => {
    const { secret: first = '' } = await set();
    const { secret: chosen } = await set('Choose4me');
    expect(chosen).toBe('Choose4me');
    expect(await authenticate(user, first)).toMatchObject({ refused: { reason: 'wrong_secret' } });
    expect(await authenticate(user, 'Choose4me')).toHaveProperty('holder');
    // Known again without the slow comparison, and only with every character right.
    expect(await authenticate(user, 'Choose4me')).toHaveProperty('holder');
    expect(await authenticate(user, 'Choose4me ')).toMatchObject({ refused: { reason: 'wrong_secret' } });
    await expect(set('choose4me')).rejects.toMatchObject({ code: 'clisecret.invalid' });
    expect(await authenticate(user, 'Choose4me')).toHaveProperty('holder');
  });

  it('sleep when their user has not signed in for long, and the same secret wakes at the next sign-in', async () => {
    const sleeper = await newUser(daysAgo(40));
    const { secret = '' } = await set(undefined, sleeper);
    expect(await authenticate(sleeper, secret)).toMatchObject({
      refused: { reason: 'idle', message: expect.stringContaining('sign in at Credstream') },
    });
    expect((await get(admin, sleeper.userId)).cliSecret.status).toBe('asleep');
    await signIn(sleeper);
    expect(await authenticate(sleeper, secret)).toHaveProperty('holder');
    expect((await get(sleeper)).cliSecret.status).toBe('active');
  });

  it('of others are set by an administrator who covers them, and by nobody else', async () => {
    const other = await newUser();
    await expect(set('Choose4me', user, other.userId)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    const stranger = await suite.addUser({ roles: ['admin'] });
    await expect(set('Choose4me', stranger, other.userId)).rejects.toMatchObject({
      code: 'clisecret.not_found',
    });
    expect((await set(undefined, admin, other.userId)).secret).toMatch(/^cs_cli_/);
    const system = await suite.addUser({ account, roles: ['system-admin'] });
    await signIn(system);
    await expect(set(undefined, admin, system.userId)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    await expect(set(undefined, withKey(user, 'k'))).rejects.toMatchObject({ code: 'apikey.not_permitted' });
  });

  it('mean nothing at the registry of another tenant, who hears nothing of their user either', async () => {
    const { userId, username } = await newUser();
    const { secret = '' } = await set('Choose4me', { ...user, userId, username });
    const stranger = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
    const service = fresh('registry');
    const wanted = { name: service, service, hostname: 'registry.example.org' };
    const theirs = await suite.client.call(tokenContract.createRegistry, wanted, contextOf(stranger));
    const at = (id: string, password: string) =>
      suite.service.authenticate({
        ...{ registryId: id, username, secret: password },
        context: contextOf({ kind: 'anonymous' }),
      });
    for (const password of [secret, 'Choose5me', createKey('cs_cli').value]) {
      expect(await at(theirs.registry.id, password)).toEqual({ refused: wrongSecret });
    }
    await at(registryId, 'Choose6me');
    const refusals = async () => {
      const message = { userId };
      const { items } = await suite.client.call(tokenContract.cliSecretRefusals, message, contextOf(admin));
      return items;
    };
    await until('the refusal at home is read', async () => (await refusals()).length > 0);
    expect(await refusals()).toMatchObject([{ registryId, reason: 'wrong_secret' }]);
  });

  it('need a user who has signed in', async () => {
    const { userId } = await suite.addUser({ account });
    await expect(set(undefined, admin, userId)).rejects.toMatchObject({
      code: 'clisecret.not_onboarded',
      kind: 'precondition',
    });
  });

  it('say why they refuse, in the last refusals too', async () => {
    const other = await newUser();
    const { secret = '' } = await set(undefined, other);
    await suite.client.call(tokenContract.revokeCliSecret, { userId: 'me' }, contextOf(other));
    await authenticate(other, secret, { ip: '192.0.2.7', userAgent: 'docker/20.10' });
    expect(await authenticate(other, secret)).toMatchObject({ refused: { reason: 'revoked' } });
    const refusals = () =>
      suite.client.call(tokenContract.cliSecretRefusals, { userId: 'me' }, contextOf(other));
    await until('both refusals are read', async () => (await refusals()).items.length >= 2);
    expect((await refusals()).items.at(-1)).toMatchObject({
      ...{ reason: 'revoked', ip: '192.0.2.7', client: 'docker/20.10', registryId },
    });
    expect((await set(undefined, other)).cliSecret.status).toBe('active');
  });

  it('end with their user: at once when disabled, revoked when off-boarded', async () => {
    const leaver = await newUser();
    const { secret = '' } = await set(undefined, leaver);
    await record(`user-${leaver.userId}`, 'UserDisabled', { at: daysAgo(0) });
    await until(
      'the user is known to be disabled',
      async () => 'refused' in (await authenticate(leaver, secret)),
    );
    expect(await authenticate(leaver, secret)).toMatchObject({ refused: { reason: 'owner_disabled' } });
    const { position } = await record(`user-${leaver.userId}`, 'UserOffboarded', { at: daysAgo(0) });
    const report = () =>
      suite.client.call(
        tokenContract.reportOffboarding,
        { userId: leaver.userId, position: String(position) },
        contextOf(gatewayActor),
      );
    await until('the off-boarding is done', async () => (await report()).complete);
    expect((await report()).cliSecrets).toEqual([{ userId: leaver.userId, revokedAt: expect.any(String) }]);
  });

  it('are never looked for under the name of a robot account', async () => {
    const robotic = await suite.addUser({ account, username: `robot$${fresh('x')}` });
    await signIn(robotic);
    const { secret = '' } = await set(undefined, robotic);
    expect(await authenticate(robotic, secret)).toMatchObject({ refused: { reason: 'wrong_secret' } });
  });
});
