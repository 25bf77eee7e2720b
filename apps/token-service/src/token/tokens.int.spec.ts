import {
  type CreateRegistry,
  type CreateToken,
  type RegistryReply,
  tokenContract,
  type TokenReply,
} from '@credstream/contracts/token';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from '../token-service.fixture.js';

const inHours = (hours: number): string => formatInstant(new Date(Date.now() + hours * 3_600_000));

describe.each(['embedded NATS', 'gRPC'] as const)('tokens of a registry, over %s', (carrier) => {
  let suite: ServiceUnderTest<TokenServiceUnderTest>;
  let account: string;
  let admin: UserActor;
  let developer: UserActor;
  let viewer: UserActor;
  let stranger: UserActor;
  let registryId: string;

  beforeAll(async () => {
    suite = await runService(startTokenServiceUnderTest, { carrier });
    account = await suite.addAccount();
    admin = await suite.addUser({ account, roles: ['admin'] });
    developer = await suite.addUser({ account, roles: ['developer'] });
    viewer = await suite.addUser({ account, roles: ['viewer'] });
    stranger = await suite.addUser({ roles: ['admin'] });
    registryId = (await createRegistry()).registry.id;
  });
  afterAll(() => suite.stop());

  const createRegistry = (
    wanted: Partial<CreateRegistry> = {},
    actor: Actor = admin,
  ): Promise<RegistryReply> => {
    const service = fresh('registry');
    const registry = { name: service, service, hostname: 'registry.example.org:5000', ...wanted };
    return suite.client.call(tokenContract.createRegistry, registry, contextOf(actor));
  };
  const create = (
    token: Partial<CreateToken> = {},
    actor: Actor = admin,
    rest: object = {},
  ): Promise<TokenReply> =>
    suite.client.call(
      tokenContract.create,
      { registryId, name: fresh('token'), ...token },
      contextOf(actor, rest),
    );
  const authenticate = (username: string, secret: string, rest: object = {}) =>
    suite.service.authenticate({
      ...{ registryId, username, secret },
      context: contextOf({ kind: 'anonymous' }, rest),
    });
  const pullOf = (name: string) => ({ type: 'repository' as const, name, actions: ['pull'] });

  it('gives the password once, with the line for a shell', async () => {
    const {
      token,
      password = '',
      dockerLogin,
    } = await create({
      name: 'ci-pipeline',
      expiresAt: inHours(2),
      scopes: [{ type: 'repository', name: 'team*', actions: ['push', 'pull'] }, { type: 'registry' }],
    });
    expect(token).toMatchObject({
      username: 'ci-pipeline',
      kind: 'token',
      status: 'enabled',
      createdBy: admin.userId,
      scopes: [
        { id: 's1', type: 'repository', name: 'team*', actions: ['pull', 'push'] },
        { id: 's2', type: 'registry', name: '*', actions: [] },
      ],
      warnings: [expect.stringContaining('team/*')],
    });
    expect(password).toMatch(/^cs_tok_/);
    expect(dockerLogin).toBe(
      'docker login --username ci-pipeline --password-stdin registry.example.org:5000',
    );
    const read = await suite.client.call(tokenContract.get, { registryId, id: token.id }, contextOf(viewer));
    expect(read.token).toEqual(token);
    expect(read.password).toBeUndefined();
    expect(await authenticate('CI-Pipeline', password)).toMatchObject({
      holder: { kind: 'token', username: 'ci-pipeline', token: { scopes: token.scopes } },
    });
  });

  it('is not handed out by who may not do what it allows', async () => {
    const scopes = [{ type: 'repository' as const, name: 'team/app', actions: ['pull', 'delete'] }];
    await expect(create({ scopes }, developer)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    await expect(create({}, viewer)).rejects.toMatchObject({ code: 'auth.not_permitted' });
    await expect(create({}, stranger)).rejects.toMatchObject({ code: 'registry.not_found' });
    const { token } = await create({ scopes });
    const change = suite.client.call(
      tokenContract.rotate,
      { registryId, id: token.id },
      contextOf(developer),
    );
    await expect(change).rejects.toMatchObject({ code: 'auth.not_permitted' });
    expect((await create({ scopes: [pullOf('team/app')] }, developer)).token.scopes).toHaveLength(1);
  });

  it('has a name of its own, whatever the case, and not that of a user', async () => {
    const name = fresh('Token');
    await create({ name });
    await expect(create({ name: name.toLowerCase() })).rejects.toMatchObject({ code: 'token.name_taken' });
    const user = await suite.addUser({ account, username: fresh('ada') });
    await expect(create({ name: user.username })).rejects.toMatchObject({ code: 'token.name_taken' });
  });

  it('is refused at once when it is disabled, and let in when it is enabled again', async () => {
    const { token, password = '' } = await create();
    const change = (status: 'enabled' | 'disabled') =>
      suite.client.call(tokenContract.change, { registryId, id: token.id, status }, contextOf(admin));
    await change('disabled');
    expect(await authenticate(token.username, password)).toEqual({
      refused: { reason: 'disabled', message: 'the token is disabled' },
    });
    await change('enabled');
    expect(await authenticate(token.username, password)).toHaveProperty('holder');
    await suite.client.call(tokenContract.delete, { registryId, id: token.id }, contextOf(admin));
    expect(await authenticate(token.username, password)).toMatchObject({ refused: { reason: 'deleted' } });
    // Its name is free again.
    await create({ name: token.name });
  });
});
