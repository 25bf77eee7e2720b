import { tokenContract } from '@credstream/contracts/token';
import { contextOf, fresh, runService, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest } from '../token-service.fixture.js';
import { tokenSuite } from '../token-suite.fixture.js';

const start = async () => tokenSuite(await runService(startTokenServiceUnderTest));

describe('registries', () => {
  let suite: Awaited<ReturnType<typeof start>>;
  let developer: UserActor;
  let stranger: UserActor;

  beforeAll(async () => {
    suite = await start();
    developer = await suite.addUser({ account: suite.account });
    stranger = await suite.addUser({ roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const asAdmin = (rest: object = {}) => contextOf(suite.admin, rest);

  it('are made, changed, listed and deleted, and are found by others of the account alone', async () => {
    const { registry, notificationToken } = await suite.createRegistry({ anonymousPull: ['public/*'] });
    const { id } = registry;
    expect(notificationToken).toMatch(/^cs_tok_/);
    expect(registry).toMatchObject({ account: suite.account, scope: suite.account, tokenMode: 'universal' });
    const change = (more: object, actor = suite.admin) =>
      suite.client.call(tokenContract.changeRegistry, { id, ...more }, contextOf(actor));
    const changed = await change({ offlineTokens: true, anonymousPull: { items: [] } });
    expect(changed.registry).toMatchObject({ offlineTokens: true, anonymousPull: [] });
    expect(changed.notificationToken).toBeUndefined();
    await expect(change({ offlineTokens: false }, developer)).rejects.toMatchObject({
      code: 'auth.not_permitted',
    });
    await expect(change({ offlineTokens: false }, stranger)).rejects.toMatchObject({
      code: 'registry.not_found',
    });
    const list = async (actor: UserActor) =>
      (
        await suite.client.call(
          tokenContract.listRegistries,
          {},
          contextOf(actor, { minPosition: String(await suite.store.head()) }),
        )
      ).items.map((each) => each.id);
    expect(await list(developer)).toContain(id);
    expect(await list(stranger)).not.toContain(id);
    await suite.client.call(tokenContract.deleteRegistry, { id }, asAdmin());
    await expect(suite.client.call(tokenContract.getRegistry, { id }, asAdmin())).rejects.toMatchObject({
      code: 'registry.not_found',
    });
    // Name and service are free again.
    await suite.createRegistry({ name: registry.name, service: registry.service });
  });

  it('have a name of their own in the account, and a service of their own in the installation', async () => {
    const { registry } = await suite.createRegistry();
    await expect(suite.createRegistry({ name: registry.name })).rejects.toMatchObject({
      code: 'registry.name_taken',
    });
    await expect(suite.createRegistry({ service: registry.service }, stranger)).rejects.toMatchObject({
      code: 'registry.service_taken',
    });
    // What was refused for its service holds no name.
    const name = fresh('registry');
    await expect(suite.createRegistry({ name, service: registry.service })).rejects.toMatchObject({
      code: 'registry.service_taken',
    });
    await suite.createRegistry({ name });
  });

  it('lie in a scope that there is, and that their maker governs', async () => {
    await expect(suite.createRegistry({ scope: 'no-such-account' })).rejects.toMatchObject({
      code: 'auth.not_permitted',
    });
    await expect(suite.createRegistry({ scope: `${suite.account}/nowhere` })).rejects.toMatchObject({
      code: 'registry.scope_invalid',
    });
    await expect(suite.createRegistry({}, developer)).rejects.toMatchObject({ code: 'auth.not_permitted' });
  });

  it('hand out at a project what somebody may do at that project', async () => {
    const { account } = suite;
    const at = '2027-03-01T12:00:00Z';
    const path = `${account}/vision`;
    await suite.record(`organization-${account}`, 'ScopeCreated', { path, kind: 'project', at });
    const pusher = await suite.addUser({ account, roles: ['developer'], scope: path });
    const writer = await suite.addUser({ account, roles: ['developer'] });
    const { registry } = await suite.createRegistry({ scope: path });
    const scopes = (name: string) => [{ type: 'repository' as const, name, actions: ['pull', 'push'] }];
    const ask = (name: string, actor: UserActor) =>
      suite.create(registry.id, { scopes: scopes(name) }, actor);
    expect((await ask('vision/app', pusher)).token.scopes).toHaveLength(1);
    expect((await ask('*', writer)).token.scopes).toHaveLength(1);
    const wide = (await suite.createRegistry()).registry.id;
    await expect(suite.create(wide, { scopes: scopes('vision/*') }, pusher)).rejects.toMatchObject({
      code: 'auth.not_permitted',
    });
  });

  it('are at most 100 in an account', async () => {
    const account = await suite.addAccount();
    const admin = await suite.addUser({ account, roles: ['admin'] });
    for (let count = 0; count < 100; count += 1) await suite.createRegistry({}, admin);
    await expect(suite.createRegistry({}, admin)).rejects.toMatchObject({ code: 'registry.too_many' });
  });
});
