import { tokenContract } from '@credstream/contracts/token';
import { createKey } from '@credstream/crypto';
import { contextOf, runService, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest } from '../token-service.fixture.js';
import { tokenSuite } from '../token-suite.fixture.js';

const start = async () => tokenSuite(await runService(startTokenServiceUnderTest));

const wrong = { refused: { reason: 'wrong_secret', message: 'invalid username or password' } };
const pull = { type: 'repository' as const, name: 'team/app', actions: ['pull'] };

describe('who comes with a secret', () => {
  let suite: Awaited<ReturnType<typeof start>>;
  let registryId: string;

  beforeAll(async () => {
    suite = await start();
    registryId = (await suite.createRegistry()).registry.id;
  });
  afterAll(() => suite.stop());

  const refusalsOf = async (id: string) =>
    (await suite.client.call(tokenContract.refusals, { registryId, id }, contextOf(suite.admin))).items;

  it('is told the same whatever is wrong with the secret', async () => {
    const { token, password = '' } = await suite.create(registryId);
    const other = (await suite.createRegistry()).registry.id;
    const look = createKey('cs_tok', token.id).value;
    for (const [username, secret] of [
      ['nobody-here', 'anything'],
      [token.name, ''],
      [token.name, 'anything'],
      [token.name, look],
      [token.name, password.slice(0, -1)],
      [token.name, createKey('cs_tok').value],
      [token.name, createKey('cs_key').value],
      ['токен', 'пароль'],
      ['😀', '\0'],
      ['x'.repeat(10_000), 'y'.repeat(10_000)],
    ] as const) {
      expect(await suite.authenticate(registryId, username, secret)).toEqual(wrong);
    }
    expect(await suite.authenticate(other, token.name, password)).toEqual(wrong);
    expect(await suite.authenticate(registryId, token.name, password)).toHaveProperty('holder');
  });

  it('with the right secret under a wrong name is told nothing; who sees the token reads why', async () => {
    const robot = { kind: 'robot' as const, name: 'nightly', scopes: [pull] };
    const { token, password = '' } = await suite.create(registryId, robot);
    const from = { ip: '192.0.2.7', userAgent: 'docker/20.10' };
    expect(await suite.authenticate(registryId, 'nightly', password, from)).toEqual(wrong);
    await until('the refusal is read', async () => (await refusalsOf(token.id)).length > 0);
    expect(await refusalsOf(token.id)).toEqual([
      {
        ...{ reason: 'wrong_username', username: 'nightly', registryId, at: expect.any(String) },
        ...{ ip: '192.0.2.7', client: 'docker/20.10' },
      },
    ]);
  });

  it('from an address that is not allowed is told so, and of the whole world is let in nowhere', async () => {
    const closed = (await suite.createRegistry({ ipAllowList: ['192.0.2.0/24'] })).registry.id;
    const { token, password = '' } = await suite.create(closed);
    const from = (ip: string) => suite.authenticate(closed, token.name, password, { ip });
    expect(await from('192.0.2.7')).toHaveProperty('holder');
    expect(await from('198.51.100.7')).toMatchObject({
      refused: { reason: 'address_not_allowed', message: expect.stringContaining('198.51.100.7') },
    });
    const ipAllowList = { items: ['0.0.0.0/0'] };
    await suite.client.call(
      tokenContract.changeRegistry,
      { id: closed, ipAllowList },
      contextOf(suite.admin),
    );
    expect(await from('192.0.2.7')).toMatchObject({ refused: { reason: 'address_not_allowed' } });
    await suite.client.call(
      tokenContract.changeRegistry,
      { id: closed, ipAllowList: { items: [] } },
      contextOf(suite.admin),
    );
    expect(await from('198.51.100.7')).toHaveProperty('holder');
  });

  it('and guesses is slowed, while the right secret from elsewhere is served all the while', async () => {
    const { token, password = '' } = await suite.create(registryId);
    const guess = () =>
      suite.authenticate(registryId, token.name, createKey('cs_tok', token.id).value, { ip: '203.0.113.9' });
    const slowed = await until('the guesser is slowed', async () => {
      const answer = await guess();
      return 'refused' in answer && answer.refused.reason === 'slowed' ? answer.refused : undefined;
    });
    expect(slowed).toMatchObject({ retryAfter: expect.any(Number) });
    // Nor does the right secret help there until the time is over.
    expect(await suite.authenticate(registryId, token.name, password, { ip: '203.0.113.9' })).toMatchObject({
      refused: { reason: 'slowed' },
    });
    for (const ip of ['203.0.113.10', '2001:db8::1']) {
      expect(await suite.authenticate(registryId, token.name, password, { ip })).toHaveProperty('holder');
    }
    await until('the refusals are read', async () => (await refusalsOf(token.id)).length > 0);
    expect((await refusalsOf(token.id)).length).toBeLessThanOrEqual(20);
  });

  it('is refused once it is revoked, on another copy too', async () => {
    const { token, password = '' } = await suite.create(registryId);
    const copy = await suite.startCopy();
    const context = contextOf(suite.admin);
    await suite.client.call(tokenContract.revoke, { registryId, id: token.id, reason: 'Leaked' }, context);
    for (const service of [suite.service, copy]) {
      const attempt = { registryId, username: token.name, secret: password, context };
      expect(await service.authenticate(attempt)).toEqual({
        refused: { reason: 'revoked', message: 'the token is revoked' },
      });
    }
    await suite.stopCopy(copy);
    const { items } = await suite.client.call(
      tokenContract.list,
      { registryId },
      contextOf(suite.admin, { minPosition: String(await suite.store.head()) }),
    );
    expect(items.find(({ id }) => id === token.id)?.status).toBe('revoked');
  });
});
