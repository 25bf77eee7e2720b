import { verify } from 'node:crypto';
import {
  type CreateRegistry,
  type CreateToken,
  type GetRegistryToken,
  type RegistryTokenReply,
  tokenContract,
} from '@credstream/contracts/token';
import { formatInstant } from '@credstream/domain-kernel';
import type { TokenGrantsEvent } from '@credstream/domain-registry-access';
import { readRegistryCertificate } from '@credstream/registry-tokens';
import {
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from '../token-service.fixture.js';

type Claims = Readonly<{
  sub: string;
  aud: string;
  exp: number;
  access: readonly Readonly<{ type: string; name: string; actions: readonly string[] }>[];
}>;

const part = (token: string, index: number): unknown =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

const system = { kind: 'system', service: 'gateway' } as const;

describe.each(['embedded NATS', 'gRPC'] as const)('the token endpoint, over %s', (carrier) => {
  let suite: ServiceUnderTest<TokenServiceUnderTest>;
  let account: string;
  let admin: UserActor;

  beforeAll(async () => {
    suite = await runService(startTokenServiceUnderTest, { carrier });
    account = await suite.addAccount();
    admin = await suite.addUser({ account, roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const createRegistry = async (wanted: Partial<CreateRegistry> = {}) => {
    const service = fresh('registry');
    const registry = { name: service, service, hostname: 'registry.example.org', ...wanted };
    const reply = await suite.client.call(tokenContract.createRegistry, registry, contextOf(admin));
    return reply.registry;
  };
  const createToken = async (registryId: string, wanted: Partial<CreateToken> = {}) => {
    const message = { registryId, name: fresh('ci'), ...wanted };
    const { token, password = '' } = await suite.client.call(tokenContract.create, message, contextOf(admin));
    return { ...token, password };
  };
  const ask = (question: Partial<GetRegistryToken> & { service: string }, ip = '192.0.2.1') =>
    suite.client.call(
      tokenContract.issueRegistryToken,
      { scopes: [], offline: false, ...question },
      contextOf(system, { ip, userAgent: 'docker/20.10' }),
    );
  const claimsOf = ({ token = '' }: RegistryTokenReply): Claims => part(token, 1) as Claims;
  const accessOf = (reply: RegistryTokenReply): string =>
    claimsOf(reply)
      .access.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`)
      .join(' ');
  /** What the log holds of the grants at a registry, event by event. */
  const grantEventsOf = async (registryId: string): Promise<readonly TokenGrantsEvent['data'][]> => {
    const end = new AbortController();
    const found: TokenGrantsEvent['data'][] = [];
    for await (const message of suite.store.subscribe({ prefixes: ['tokengrants-'], signal: end.signal })) {
      if (message.kind === 'caught_up') break;
      if (message.kind !== 'event') continue;
      const data = message.event.data as TokenGrantsEvent['data'];
      if (data.grants.some((each) => each.registryId === registryId)) found.push(data);
    }
    end.abort();
    return found;
  };
  const grantsOf = async (registryId: string) =>
    (await grantEventsOf(registryId)).map(({ grants }) => grants);
  const pullAndPush = (name: string) => ({ type: 'repository' as const, name, actions: ['pull', 'push'] });

  it('grants what was asked for as far as the token goes, in a JWT that the trust of the registry verifies', async () => {
    const { id, service } = await createRegistry();
    const { username, password } = await createToken(id, { scopes: [pullAndPush('team/*')] });
    const scopes = ['repository:team/app:pull repository:team/app:push,pull repository:other:pull'];
    const reply = await ask({ service, username, password, scopes });
    expect(reply).toMatchObject({ outcome: 'granted', scope: 'repository:team/app:pull,push' });
    expect(claimsOf(reply)).toMatchObject({ sub: username, aud: service, exp: reply.expiresAt });
    expect(accessOf(reply)).toBe('repository:team/app:pull,push');
    const trust = await suite.client.call(tokenContract.getTrust, { registryId: id }, contextOf(admin));
    const [certificate = ''] = trust.certificates;
    expect(part(reply.token ?? '', 0)).toMatchObject({ alg: 'ES256', x5c: [certificate] });
    const [head, body, signature = ''] = (reply.token ?? '').split('.');
    const key = { key: readRegistryCertificate(certificate).publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(`${head}.${body}`);
    expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('lets somebody log in without a scope, or with an empty one', async () => {
    const { id, service } = await createRegistry();
    const { username, password } = await createToken(id);
    for (const scopes of [[], ['']]) {
      const reply = await ask({ service, username: username.toUpperCase(), password, scopes });
      expect([reply.outcome, accessOf(reply)]).toEqual(['granted', '']);
    }
  });

  it('gives nobody a login, and pull of what is public', async () => {
    const { service } = await createRegistry({ anonymousPull: ['library/*'] });
    const hidden = await createRegistry();
    expect(await ask({ service, offline: true })).toMatchObject({ outcome: 'refused', isKnown: false });
    const scopes = ['repository:library/nginx:pull,push repository:team/app:pull'];
    const reply = await ask({ service, scopes });
    expect(accessOf(reply)).toBe('repository:library/nginx:pull');
    expect(claimsOf(reply).sub).toBe('');
    expect(await ask({ service: hidden.service, scopes })).toMatchObject({ outcome: 'refused' });
  });

  it('says why to who has the right secret, also where the repository is public, and nothing to others', async () => {
    const { id, service } = await createRegistry({ anonymousPull: ['*'] });
    const { id: tokenId, username, password } = await createToken(id);
    const scopes = ['repository:team/app:pull'];
    const other = await createToken(id);
    const generic = { outcome: 'refused', isKnown: false, message: 'invalid username or password' };
    expect(
      await ask({
        service,
        username,
        password: `${password.slice(0, -1)}${password.endsWith('x') ? 'y' : 'x'}`,
        scopes,
      }),
    ).toMatchObject(generic);
    expect(await ask({ service, username: other.username, password, scopes })).toMatchObject(generic);
    const revoke = { registryId: id, id: tokenId };
    await suite.client.call(tokenContract.revoke, revoke, contextOf(admin));
    expect(await ask({ service, username, password, scopes })).toMatchObject({
      ...{ outcome: 'refused', isKnown: true, message: 'the token is revoked' },
    });
    expect(await ask({ service, username, password: 'cs_tok_wrong', scopes })).toMatchObject(generic);
  });

  it('refuses an unknown service, and more than 100 resources', async () => {
    const { id, service } = await createRegistry();
    const { username, password } = await createToken(id, { scopes: [pullAndPush('*')] });
    expect((await ask({ service: 'no-such-service' })).outcome).toBe('unknown_service');
    const scopes = Array.from({ length: 101 }, (_each, index) => `repository:r${index}:pull`);
    expect((await ask({ service, username, password, scopes })).outcome).toBe('too_many_scopes');
    const fewer = await ask({ service, username, password, scopes: scopes.slice(1) });
    expect(claimsOf(fewer).access).toHaveLength(64);
    const same = await ask({ service, username, password, scopes: Array(500).fill('repository:a:pull') });
    expect(accessOf(same)).toBe('repository:a:pull');
  });

  it('keeps the catalogue for who was given the list', async () => {
    const { id, service } = await createRegistry();
    const scopes = ['registry:catalog:*'];
    const all = await createToken(id, { scopes: [pullAndPush('*')] });
    const list = await createToken(id, { scopes: [{ type: 'registry' }] });
    const asked = async ({ username, password }: typeof all) =>
      accessOf(await ask({ service, username, password, scopes }));
    expect([await asked(all), await asked(list)]).toEqual(['', 'registry:catalog:*']);
  });

  it('refuses addresses that the registry does not list', async () => {
    const { id, service } = await createRegistry({ ipAllowList: ['192.0.2.0/28'], anonymousPull: ['*'] });
    const { username, password } = await createToken(id);
    expect((await ask({ service, username, password })).outcome).toBe('granted');
    expect(await ask({ service, username, password }, '192.0.2.77')).toMatchObject({
      ...{ outcome: 'refused', isKnown: true, message: expect.stringContaining('192.0.2.77') },
    });
    const scopes = ['repository:a:pull'];
    expect((await ask({ service, scopes }, '192.0.2.77')).outcome).toBe('refused');
  });

  it('never lasts longer in memory or in the hand than its holder, nor more than 30 seconds in memory', async () => {
    const { id, service } = await createRegistry();
    const { id: tokenId, username, password } = await createToken(id);
    const usual = await ask({ service, username, password });
    expect(usual.memorySeconds).toBe(30);
    expect(usual.concerns).toEqual([id, tokenId]);
    const rotated = await suite.client.call(
      tokenContract.rotate,
      { registryId: id, id: tokenId, overlapUntil: formatInstant(new Date(Date.now() + 10_000)) },
      contextOf(admin),
    );
    const overlapping = await ask({ service, username, password });
    expect(overlapping.memorySeconds).toBeLessThanOrEqual(10);
    expect(overlapping.expiresAt - Date.now() / 1000).toBeLessThanOrEqual(60);
    expect((await ask({ service, username, password: rotated.password ?? '' })).outcome).toBe('granted');
  });

  it('records who was granted what before it answers, and nothing for a login', async () => {
    const { id, service } = await createRegistry();
    const token = await createToken(id, { scopes: [pullAndPush('team/*')] });
    const { username, password } = token;
    const repository = (index: number) => [`repository:team/app${index}:pull`];
    await ask({ service, username, password });
    const asked = Array.from({ length: 20 }, (_each, index) =>
      ask({ service, username, password, scopes: repository(index) }),
    );
    await Promise.all(asked);
    const events = await grantsOf(id);
    const grants = events.flat();
    expect(grants).toHaveLength(20);
    expect(events.length).toBeLessThan(20);
    expect(grants[0]).toMatchObject({
      ...{ registryId: id, by: 'token', holderId: token.id, subject: username, ip: '192.0.2.1' },
      ...{ client: 'docker/20.10', access: [{ type: 'repository', actions: ['pull'] }] },
    });
  });

  it('sums what strangers are granted, and writes the first at once', async () => {
    const { id, service } = await createRegistry({ anonymousPull: ['library/*'] });
    const pulls = async (count: number, first: number) => {
      for (let at = first; at < first + count; at += 1) {
        const reply = await ask({ service, scopes: [`repository:library/app${at}:pull`] });
        expect(accessOf(reply)).toBe(`repository:library/app${at}:pull`);
      }
    };
    await pulls(1, 0);
    expect(await grantsOf(id)).toEqual([
      [expect.objectContaining({ by: 'anonymous', subject: '', ip: '192.0.2.1' })],
    ]);
    await pulls(50, 1);
    const events = await until('the sum is written', async () => {
      const written = await grantEventsOf(id);
      const counted = written.reduce((sum, { grants, omitted = 0 }) => sum + grants.length + omitted, 0);
      return counted === 51 ? written : undefined;
    });
    // One for each window that the fifty may have met, and no more grants in it than a sum names.
    expect(events.length).toBeLessThan(10);
    expect(Math.max(...events.map(({ grants }) => grants.length))).toBeLessThanOrEqual(20);
  });

  describe('a refresh token', () => {
    const login = async (wanted: Partial<CreateRegistry> = {}) => {
      const registry = await createRegistry({ offlineTokens: true, ...wanted });
      const token = await createToken(registry.id, { scopes: [pullAndPush('team/*')] });
      const { username, password } = token;
      const reply = await ask({ service: registry.service, username, password, offline: true });
      return { registry, token, reply, refreshToken: reply.refreshToken ?? '' };
    };
    const scopes = ['repository:team/app:pull'];

    it('is given where the registry allows it and it is asked for, and stands for its holder', async () => {
      const { registry, token, reply, refreshToken } = await login();
      expect(refreshToken).toMatch(/^cs_off_/);
      expect(reply.memorySeconds).toBe(0);
      const refreshed = await ask({ service: registry.service, refreshToken, scopes });
      expect(refreshed).toMatchObject({ outcome: 'granted', refreshToken, scope: scopes[0] });
      expect(claimsOf(refreshed).sub).toBe(token.username);
      const unasked = { service: registry.service, username: token.username, password: token.password };
      expect(await ask(unasked)).not.toHaveProperty('refreshToken');
      expect((await login({ offlineTokens: false })).reply).not.toHaveProperty('refreshToken');
    });

    it('of one registry is refused by another', async () => {
      const { refreshToken } = await login();
      const { registry: other } = await login();
      const reply = await ask({ service: other.service, refreshToken, scopes });
      expect(reply).toMatchObject({ outcome: 'refused', isKnown: false });
    });

    it('is no password, and no API key', async () => {
      const { registry, token, refreshToken } = await login();
      const asPassword = { service: registry.service, username: token.username, password: refreshToken };
      expect((await ask(asPassword)).outcome).toBe('refused');
      const { password } = token;
      expect((await ask({ service: registry.service, refreshToken: password })).outcome).toBe('refused');
    });

    it('ends with the password that it was made with, and with its holder', async () => {
      const { registry, token, refreshToken } = await login();
      const address = { registryId: registry.id, id: token.id };
      const again = () => ask({ service: registry.service, refreshToken, scopes });
      await suite.client.call(tokenContract.change, { ...address, status: 'disabled' }, contextOf(admin));
      expect(await again()).toMatchObject({ outcome: 'refused', message: 'the token is disabled' });
      await suite.client.call(tokenContract.change, { ...address, status: 'enabled' }, contextOf(admin));
      expect((await again()).outcome).toBe('granted');
      await suite.client.call(tokenContract.rotate, address, contextOf(admin));
      expect(await again()).toMatchObject({
        outcome: 'refused',
        message: expect.stringContaining('replaced'),
      });
    });
  });

  describe('the signing keys of a registry', () => {
    it('are published before they sign, and are used when somebody confirms them', async () => {
      const { id, service } = await createRegistry();
      const { username, password } = await createToken(id);
      const kidInUse = async () =>
        (part((await ask({ service, username, password })).token ?? '', 0) as { kid: string }).kid;
      const first = await kidInUse();
      const call = suite.client.call.bind(suite.client);
      const { items } = await call(tokenContract.rotateSigningKey, { registryId: id }, contextOf(admin));
      expect(items.map(({ phase }) => phase)).toEqual(['used', 'published']);
      const kid = items[1]?.kid ?? '';
      expect(await kidInUse()).toBe(first);
      const trusted = await call(tokenContract.getTrust, { registryId: id }, contextOf(admin));
      expect(trusted.certificates).toHaveLength(2);
      await expect(
        call(tokenContract.rotateSigningKey, { registryId: id }, contextOf(admin)),
      ).rejects.toMatchObject({ code: 'registry.key_pending' });
      const confirmed = await call(
        tokenContract.confirmSigningKey,
        { registryId: id, kid },
        contextOf(admin),
      );
      expect(confirmed.items.map(({ phase }) => phase)).toEqual(['previous', 'used']);
      let used = first;
      while (used === first) used = await kidInUse();
      expect(used).toBe(kid);
    });

    it('never leave the log', async () => {
      const { id } = await createRegistry();
      await suite.client.call(tokenContract.getTrust, { registryId: id }, contextOf(admin));
      const list = await suite.client.call(
        tokenContract.listSigningKeys,
        { registryId: id },
        contextOf(admin),
      );
      expect(Object.keys(list.items[0] ?? {}).sort()).toEqual(['kid', 'phase', 'publishedAt', 'usedFrom']);
    });
  });
});
