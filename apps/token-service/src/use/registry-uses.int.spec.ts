import { randomUUID } from 'node:crypto';
import { type Notice, type RegistryReply, tokenContract } from '@credstream/contracts/token';
import { formatInstant } from '@credstream/domain-kernel';
import { noticeBucket, registryNotices } from '@credstream/domain-registry';
import {
  contextOf,
  fresh,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from '../token-service.fixture.js';

const daysAgo = (days: number): string => formatInstant(new Date(Date.now() - days * 86_400_000));

describe('what registries tell of their use', () => {
  let suite: ServiceUnderTest<TokenServiceUnderTest>;
  let admin: UserActor;

  beforeAll(async () => {
    suite = await runService(startTokenServiceUnderTest);
    admin = await suite.addUser({ account: await suite.addAccount(), roles: ['admin'] });
  });
  afterAll(() => suite.stop());

  const createRegistry = (): Promise<RegistryReply> => {
    const service = fresh('registry');
    const wanted = { name: service, service, hostname: 'registry.example.org' };
    return suite.client.call(tokenContract.createRegistry, wanted, contextOf(admin));
  };
  const notice = (more: Partial<Notice> = {}): Notice => ({
    ...{ id: randomUUID(), action: 'pull', repository: 'team/app', at: daysAgo(0), digest: 'sha256:aa' },
    ...more,
  });
  const notify = (bearer: string, ...notices: Notice[]) =>
    suite.client.call(tokenContract.notify, { bearer, notices }, contextOf(gatewayActor));
  const repositories = async (registryId: string) => {
    const minPosition = String(await suite.store.head());
    const message = { registryId };
    const context = contextOf(admin, { minPosition });
    return (await suite.client.call(tokenContract.listRepositories, message, context)).items;
  };

  it('becomes the uses of repositories and tokens, each once', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const registryId = registry.id;
    const created = await suite.client.call(
      tokenContract.create,
      { registryId, name: 'ci-main' },
      contextOf(admin),
    );
    const pushed = notice({ action: 'push', actor: 'ci-main', tag: 'v1', at: daysAgo(2) });
    const pulled = notice({ actor: 'CI-Main', ip: '192.0.2.7', client: 'docker/20.10', at: daysAgo(1) });
    const strange = notice({ repository: 'public/app' });
    expect(await notify(notificationToken, pushed, pulled, strange)).toEqual({ recorded: 3, ignored: 0 });
    expect(await notify(notificationToken, pulled, pushed)).toEqual({ recorded: 0, ignored: 2 });
    expect(await repositories(registryId)).toEqual([
      {
        ...{ name: 'public/app', pulls: 1, pushes: 0, lastPullAt: strange.at, advice: [] },
        recent: [expect.objectContaining({ action: 'pull' })],
      },
      {
        ...{ name: 'team/app', pulls: 1, pushes: 1, advice: [] },
        ...{ lastPullAt: pulled.at, lastPullBy: 'CI-Main', lastPushAt: pushed.at, lastPushBy: 'ci-main' },
        recent: expect.arrayContaining([
          expect.objectContaining({
            by: 'CI-Main',
            ip: '192.0.2.7',
            digest: 'sha256:aa',
            client: 'docker/20.10',
          }),
          expect.objectContaining({ by: 'ci-main', tag: 'v1' }),
        ]),
      },
    ]);
    const usage = await suite.client.call(
      tokenContract.usage,
      { registryId, id: created.token.id },
      contextOf(admin, { minPosition: String(await suite.store.head()) }),
    );
    expect(usage).toMatchObject({ pulls: 1, pushes: 1, lastPullAt: pulled.at, lastPushAt: pushed.at });
    expect(usage.recent).toHaveLength(2);
  });

  it('is of nobody when it names a user of another tenant', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const own = await suite.addUser({ account: admin.account });
    const stranger = await suite.addUser({ account: await suite.addAccount() });
    const at = daysAgo(0);
    const told = [own, stranger].map(({ username }) => notice({ actor: username, at }));
    await notify(notificationToken, ...told);
    const [event] = await suite.store.read(registryNotices.streamOf(noticeBucket(registry.id, at)));
    const { notices } = event?.data as { notices: readonly { actor: string; holderId?: string }[] };
    expect(notices.map(({ actor, holderId }) => [actor, holderId])).toEqual([
      [own.username, own.userId],
      [stranger.username, undefined],
    ]);
  });

  it('counts the pull of an image for several platforms once, for its token and for its repository', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const registryId = registry.id;
    const { token } = await suite.client.call(
      tokenContract.create,
      { registryId, name: 'ci-main' },
      contextOf(admin),
    );
    const by = { actor: 'ci-main', ip: '192.0.2.7', client: 'docker/20.10' };
    // Told one by one, as registries do, and at the turn of a minute.
    const end = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 1_000);
    const index = { ...by, isIndex: true, tag: 'v1', digest: 'sha256:ii', at: formatInstant(end) };
    const image = { ...by, digest: 'sha256:aa', at: formatInstant(new Date(end.getTime() + 2_000)) };
    for (const told of [index, image]) {
      expect(await notify(notificationToken, notice(told))).toMatchObject({ recorded: 1 });
    }
    const recent = [expect.objectContaining({ tag: 'v1', digest: 'sha256:ii' })];
    expect(await repositories(registryId)).toMatchObject([{ pulls: 1, recent }]);
    const usage = await suite.client.call(
      tokenContract.usage,
      { registryId, id: token.id },
      contextOf(admin, { minPosition: String(await suite.store.head()) }),
    );
    expect([usage.pulls, usage.recent]).toEqual([1, recent]);
  });

  it('counts the push of an image, and not the layers that were mounted before it', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const mounted = ['sha256:aa', 'sha256:bb'].map((digest) => notice({ action: 'mount', digest }));
    await notify(notificationToken, ...mounted, notice({ action: 'push' }));
    expect(await repositories(registry.id)).toMatchObject([{ pushes: 1, pulls: 0 }]);
  });

  it('advises about what was pushed and never pulled', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    await notify(notificationToken, notice({ action: 'push' }));
    expect(await repositories(registry.id)).toMatchObject([{ advice: ['never_pulled'] }]);
  });

  it('is ignored when it is a month old, of the future, or of no repository', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const strange = [
      notice({ at: daysAgo(30) }),
      notice({ at: daysAgo(-1) }),
      notice({ at: 'yesterday' }),
      notice({ repository: '../etc' }),
      notice({ repository: 'Команда/app' }),
    ];
    expect(await notify(notificationToken, ...strange)).toEqual({ recorded: 0, ignored: 5 });
    expect(await repositories(registry.id)).toEqual([]);
  });

  it('is taken of the registry whose bearer token it brings, and of no other', async () => {
    const [one, other] = [await createRegistry(), await createRegistry()];
    await notify(one.notificationToken ?? '', notice());
    expect(await repositories(other.registry.id)).toEqual([]);
  });

  it('is refused without a bearer token that holds now', async () => {
    const { registry, notificationToken = '' } = await createRegistry();
    const { token, password = '' } = await suite.client.call(
      tokenContract.create,
      { registryId: registry.id, name: 'ci-main' },
      contextOf(admin),
    );
    expect(token.username).toBe('ci-main');
    const refused = { code: 'auth.unauthenticated' };
    const forged = `${notificationToken.slice(0, -1)}${notificationToken.endsWith('0') ? '1' : '0'}`;
    for (const bearer of ['', 'forged', forged, password]) {
      await expect(notify(bearer, notice())).rejects.toMatchObject(refused);
    }
    const { notificationToken: next = '' } = await suite.client.call(
      tokenContract.rotateNotificationToken,
      { id: registry.id },
      contextOf(admin),
    );
    await expect(notify(notificationToken, notice())).rejects.toMatchObject(refused);
    expect(await notify(next, notice())).toMatchObject({ recorded: 1 });
    await suite.client.call(tokenContract.deleteRegistry, { id: registry.id }, contextOf(admin));
    await expect(notify(next, notice())).rejects.toMatchObject(refused);
  });
});
