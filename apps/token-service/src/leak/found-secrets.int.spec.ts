import { randomUUID } from 'node:crypto';
import { tokenContract } from '@credstream/contracts/token';
import { createKey, parseKey } from '@credstream/crypto';
import { formatInstant } from '@credstream/domain-kernel';
import { cliSecrets, registries, registryTokens } from '@credstream/domain-registry';
import { offlineTokens } from '@credstream/domain-registry-access';
import { contextOf, gatewayActor, runService } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest } from '../token-service.fixture.js';
import { tokenSuite } from '../token-suite.fixture.js';

const start = async () => tokenSuite(await runService(startTokenServiceUnderTest));

const url = 'https://example.org/acme/app/blob/main/.env';
const pull = { type: 'repository' as const, name: 'team/app', actions: ['pull'] };

describe('a secret that was found where others can read it', () => {
  let suite: Awaited<ReturnType<typeof start>>;
  let registryId: string;
  let service: string;

  beforeAll(async () => {
    suite = await start();
    const { registry } = await suite.createRegistry({ offlineTokens: true });
    ({ id: registryId, service } = registry);
  });
  afterAll(() => suite.stop());

  const report = async (value: string): Promise<boolean> => {
    const found = { value, reporter: 'github', url };
    const reply = await suite.client.call(tokenContract.reportFoundSecret, found, contextOf(gatewayActor));
    return reply.known;
  };
  const ask = (more: object) =>
    suite.client.call(
      tokenContract.issueRegistryToken,
      { service, offline: true, ...more },
      contextOf(gatewayActor),
    );
  const last = async (stream: string) => (await suite.store.read(stream)).at(-1);

  it.each(['token', 'robot'] as const)('closes a %s, and the log says where it was', async (kind) => {
    const name = `ci-${randomUUID().slice(0, 8)}`;
    const { token, password = '' } = await suite.create(registryId, { kind, name, scopes: [pull] });
    expect(await report(password)).toBe(true);
    expect(await ask({ username: token.username, password })).toMatchObject({
      ...{ outcome: 'refused', isKnown: true, message: expect.stringContaining('is revoked') },
    });
    expect(await last(registryTokens.streamOf(token.id))).toMatchObject({
      ...{ type: 'TokenRevoked', data: { reason: `found by github at ${url}` } },
      metadata: { account: suite.account },
    });
    // Told again, it is ours as before.
    expect(await report(password)).toBe(true);
  });

  it('closes a CLI secret, whose value does not say whose it is', async () => {
    const { userId, username } = suite.admin;
    const session = { userId, grant: 'password', at: formatInstant(new Date()) };
    await suite.record(`session-${randomUUID()}`, 'SessionStarted', session);
    const set = () => suite.client.call(tokenContract.setCliSecret, { userId: 'me' }, contextOf(suite.admin));
    const { secret: before = '' } = await set();
    const { secret: now = '' } = await set();
    expect(await report(before)).toBe(false);
    expect(await ask({ username, password: now })).toMatchObject({ outcome: 'granted' });
    expect(await report(now)).toBe(true);
    expect(await ask({ username, password: now })).toMatchObject({ message: 'the CLI secret is revoked' });
    expect(await last(cliSecrets.streamOf(userId))).toMatchObject({ data: { reason: expect.any(String) } });
  });

  it('closes one refresh token, and no other', async () => {
    const { token, password = '' } = await suite.create(registryId, { scopes: [pull] });
    const logIn = async () => (await ask({ username: token.username, password })).refreshToken ?? '';
    const [one, other] = [await logIn(), await logIn()];
    expect(await report(one)).toBe(true);
    expect(await ask({ refreshToken: one })).toMatchObject({ outcome: 'refused' });
    expect(await ask({ refreshToken: other })).toMatchObject({ outcome: 'granted' });
    // Its owner ends it the same way (RFC 7009), and hears nothing of one that is none.
    const end = (value: string) =>
      suite.client.call(tokenContract.revokeRefreshToken, { token: value }, contextOf(gatewayActor));
    for (const value of [other, other, createKey('cs_off').value, 'nonsense', password]) {
      expect(await end(value)).toEqual({});
    }
    expect(await ask({ refreshToken: other })).toMatchObject({ outcome: 'refused' });
    expect(await ask({ username: token.username, password })).toMatchObject({ outcome: 'granted' });
    expect(await last(offlineTokens.streamOf(parseKey(other)?.id ?? ''))).toMatchObject({
      ...{ type: 'OfflineTokenRevoked', metadata: { account: suite.account } },
    });
  });

  it('closes the bearer token with which a registry tells of its use', async () => {
    const { registry, notificationToken = '' } = await suite.createRegistry();
    const notify = () =>
      suite.client.call(
        tokenContract.notify,
        { bearer: notificationToken, notices: [] },
        contextOf(gatewayActor),
      );
    expect(await notify()).toEqual({ recorded: 0, ignored: 0 });
    expect(await report(notificationToken)).toBe(true);
    await expect(notify()).rejects.toMatchObject({ code: 'auth.unauthenticated' });
    expect((await last(registries.streamOf(registry.id)))?.metadata.account).toBe(suite.account);
  });

  it('is none when it only looks like one, and nothing changes', async () => {
    const { token, password = '' } = await suite.create(registryId, { scopes: [pull] });
    for (const value of [
      ...['', 'cs_tok_', '🐳'.repeat(20), createKey('cs_tok', token.id).value, createKey('cs_rob').value],
      ...[createKey('cs_cli').value, createKey('cs_off').value, createKey('cs_key', token.id).value],
    ]) {
      expect(await report(value)).toBe(false);
    }
    expect(await ask({ username: token.username, password })).toMatchObject({ outcome: 'granted' });
  });

  it('is told by the gateway alone', async () => {
    const { password = '' } = await suite.create(registryId, { scopes: [pull] });
    const found = { value: password, reporter: 'mallory' };
    await expect(
      suite.client.call(tokenContract.reportFoundSecret, found, contextOf(suite.admin)),
    ).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});
