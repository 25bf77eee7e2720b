import { spawnSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { tokenContract } from '@credstream/contracts/token';
import { formatInstant } from '@credstream/domain-kernel';
import { registryTokens, tokenNameId, tokenNames } from '@credstream/domain-registry';
import { contextOf, fresh, runService, until } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTokenServiceUnderTest } from '../token-service.fixture.js';
import { tokenSuite } from '../token-suite.fixture.js';

const start = async () => tokenSuite(await runService(startTokenServiceUnderTest));

const inHours = (hours: number): string => formatInstant(new Date(Date.now() + hours * 3_600_000));
const pull = { type: 'repository' as const, name: 'team/app', actions: ['pull'] };

describe('the life of a token', () => {
  let suite: Awaited<ReturnType<typeof start>>;
  let registryId: string;

  beforeAll(async () => {
    suite = await start();
    registryId = (await suite.createRegistry()).registry.id;
  });
  afterAll(() => suite.stop());

  const asAdmin = (rest: object = {}) => contextOf(suite.admin, rest);
  const rotate = (id: string, more: object = {}) =>
    suite.client.call(tokenContract.rotate, { registryId, id, ...more }, asAdmin());
  const isLetIn = async (username: string, secret: string): Promise<boolean> =>
    'holder' in (await suite.authenticate(registryId, username, secret));

  it('has two passwords in an overlap, and one without', async () => {
    const { token, password: first = '' } = await suite.create(registryId);
    const { password: second = '' } = await rotate(token.id, { overlapUntil: inHours(1) });
    expect(await isLetIn(token.name, first)).toBe(true);
    expect(await isLetIn(token.name, second)).toBe(true);
    await expect(rotate(token.id, { overlapUntil: inHours(2) })).rejects.toMatchObject({
      code: 'token.rotation_in_progress',
    });
    const { password: third = '' } = await rotate(token.id);
    expect(await Promise.all([first, second, third].map((each) => isLetIn(token.name, each)))).toEqual([
      ...[false, false, true],
    ]);
  });

  it('gives a repeated request the same password, and another body a refusal', async () => {
    const name = fresh('token');
    const context = () => asAdmin({ idempotencyKey: `key-of-${name}` });
    const ask = (more: object = {}) =>
      suite.client.call(tokenContract.create, { registryId, name, ...more }, context());
    const first = await ask();
    expect(await ask()).toEqual(first);
    await expect(ask({ status: 'disabled' })).rejects.toMatchObject({
      code: 'request.idempotency_key_reused',
    });
  });

  it('has scopes that two writers cannot lose', async () => {
    const { token, revision } = await suite.create(registryId, { scopes: [pull] });
    const add = (name: string, rest: object = {}) =>
      suite.client.call(tokenContract.addScope, { registryId, id: token.id, ...pull, name }, asAdmin(rest));
    await Promise.all(['team/a', 'team/b', 'team/c'].map((name) => add(name)));
    const read = async () =>
      (await suite.client.call(tokenContract.get, { registryId, id: token.id }, asAdmin())).token.scopes;
    expect((await read()).map(({ name }) => name).sort()).toEqual(['team/a', 'team/app', 'team/b', 'team/c']);
    await expect(add('team/d', { expectedRevision: revision })).rejects.toMatchObject({
      code: 'request.precondition_failed',
    });
    const first = (await read())[1];
    await suite.client.call(
      tokenContract.removeScope,
      { registryId, id: token.id, scopeId: first?.id ?? '' },
      asAdmin(),
    );
    expect((await read()).map(({ id }) => id)).not.toContain(first?.id);
    await suite.client.call(tokenContract.removeAllScopes, { registryId, id: token.id }, asAdmin());
    expect(await read()).toEqual([]);
  });

  it('takes a null for nothing, and an expiry that is sent back', async () => {
    const expiresAt = inHours(2);
    const { token } = await suite.create(registryId, { expiresAt });
    const change = (more: object) =>
      suite.client.call(tokenContract.change, { registryId, id: token.id, ...more }, asAdmin());
    const changed = await change({ expiresAt: null, status: 'disabled' });
    expect(changed.token).toMatchObject({ expiresAt, status: 'disabled' });
    expect((await change({ expiresAt })).revision).toBe(changed.revision);
    expect((await change({ expiresAt: 'never' })).token.expiresAt).toBeUndefined();
    await expect(change({ name: 'another' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('ends when its expiry comes: it is deleted, and its login says on which day', async () => {
    const { token, password = '' } = await suite.create(registryId, { expiresAt: inHours(2) });
    // Some hours later, as the log would have it.
    const past = inHours(-1);
    await suite.record(registryTokens.streamOf(token.id), 'TokenExpiryChanged', {
      expiresAt: past,
      at: past,
    });
    const expired = { refused: { reason: 'expired', message: `the token expired on ${past}` } };
    expect(await suite.authenticate(registryId, token.name, password)).toEqual(expired);
    const read = () => suite.client.call(tokenContract.get, { registryId, id: token.id }, asAdmin());
    await until('the token is deleted', () =>
      read().then(
        () => false,
        () => true,
      ),
    );
    const types = (await suite.store.read(registryTokens.streamOf(token.id))).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['TokenExpired', 'TokenDeleted']);
    expect(await suite.authenticate(registryId, token.name, password)).toEqual(expired);
  });

  it('ends with its registry', async () => {
    const { registry } = await suite.createRegistry();
    const { token, password = '' } = await suite.create(registry.id);
    await suite.client.call(tokenContract.deleteRegistry, { id: registry.id }, asAdmin());
    expect(await suite.authenticate(registry.id, token.name, password)).toMatchObject({
      refused: { reason: 'wrong_secret' },
    });
    await until('the token is deleted', async () =>
      (await suite.store.read(registryTokens.streamOf(token.id))).some(({ type }) => type === 'TokenDeleted'),
    );
  });

  it('as a robot account: two usernames, a lifetime, and a password of one’s choice', async () => {
    const scopes = [{ ...pull, name: 'team/*' }];
    const robot = { kind: 'robot' as const, name: 'ci', project: 'team', scopes };
    const { token, password = '', dockerLogin } = await suite.create(registryId, robot);
    expect(token).toMatchObject({ username: 'robot$team+ci', dashedUsername: 'robot-team-ci' });
    expect(password).toMatch(/^cs_rob_/);
    expect(dockerLogin).toContain("'robot$team+ci' --password-stdin");
    expect(await isLetIn('robot$team+ci', password)).toBe(true);
    expect(await isLetIn('robot-team-ci', password)).toBe(true);
    await expect(suite.create(registryId, { name: 'robot-team-ci' })).rejects.toMatchObject({
      code: 'token.name_taken',
    });
    expect(Date.parse(token.expiresAt ?? '')).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    const chosen = 'Twelve or more 12';
    expect((await rotate(token.id, { password: chosen })).password).toBeUndefined();
    expect(await isLetIn('robot$team+ci', password)).toBe(false);
    expect(await isLetIn('robot$team+ci', chosen)).toBe(true);
    for (const wrong of ['short', 'x'.repeat(129)]) {
      await expect(rotate(token.id, { password: wrong })).rejects.toMatchObject({
        code: 'token.password_invalid',
      });
    }
    const plain = await suite.create(registryId);
    await expect(rotate(plain.token.id, { password: chosen })).rejects.toMatchObject({
      code: 'token.password_invalid',
    });
  });

  it('prints a login line that bash takes as it is meant', async () => {
    const robot = { kind: 'robot' as const, name: 'p.x', project: 'p', scopes: [{ ...pull, name: 'p/*' }] };
    const { dockerLogin = '' } = await suite.create(registryId, robot);
    const line = `docker() { printf '%s\\n' "$@"; }; ${dockerLogin}`;
    const { stdout } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      ...['login', '--username', 'robot$p+p.x', '--password-stdin', 'registry.example.org'],
    ]);
  });

  it('may have begun elsewhere: the old password works, and is hashed anew at its first use', async () => {
    const user = fresh('ada');
    const { stdout } = spawnSync('htpasswd', ['-nbBC', '5', user, 'old password'], { encoding: 'utf8' });
    const bring = (format: 'htpasswd' | 'harbor-robots', data: string) =>
      suite.client.call(tokenContract.import, { registryId, format, data, scopes: [pull] }, asAdmin());
    const { items } = await bring('htpasswd', stdout);
    expect(items).toMatchObject([
      { username: user, importedFrom: 'htpasswd', scopes: [{ name: 'team/app' }] },
    ]);
    expect(await bring('htpasswd', stdout)).toEqual({
      items: [],
      skipped: [{ username: user, reason: 'imported_before' }],
    });

    const salt = 'kx2lm4fhqodd4wt0w9o3bd32nnowsmrg';
    const secret = pbkdf2Sync('Harbor12345', salt, 4096, 16, 'sha256').toString('hex');
    const robot = { name: 'robot$elsewhere', secret, salt, expires_at: -1 };
    const brought = await bring('harbor-robots', JSON.stringify([robot]));

    for (const [username, password, id] of [
      [user, 'old password', items[0]?.id ?? ''],
      ['robot-elsewhere', 'Harbor12345', brought.items[0]?.id ?? ''],
    ] as const) {
      expect(await isLetIn(username, `${password}!`)).toBe(false);
      expect(await isLetIn(username, password)).toBe(true);
      const stored = await suite.store.read(registryTokens.streamOf(id));
      expect(stored.map(({ type }) => type)).toEqual(['TokenCreated', 'TokenRehashed']);
      expect(stored[1]?.data).toMatchObject({ hashScheme: 'argon2id' });
      expect(await isLetIn(username, password)).toBe(true);
      expect(await isLetIn(username, `${password}!`)).toBe(false);
    }
  });

  it('is not imported in part: one wrong line, or one name that is taken, and nothing is', async () => {
    const [taken, free] = [await suite.addUser({ account: suite.account }), fresh('free')];
    const hash = `$2y$05$${'a'.repeat(53)}`;
    for (const [data, code] of [
      [`${free}:${hash}\nada:plain`, 'token.import_invalid'],
      [`${free}:${hash}\n${taken.username.toUpperCase()}:${hash}`, 'token.name_taken'],
    ] as const) {
      const message = { registryId, format: 'htpasswd' as const, data };
      await expect(suite.client.call(tokenContract.import, message, asAdmin())).rejects.toMatchObject({
        code,
      });
    }
    const minPosition = String(await suite.store.head());
    const message = { registryId, q: free };
    const { items } = await suite.client.call(tokenContract.list, message, asAdmin({ minPosition }));
    expect(items).toEqual([]);
    expect(await suite.store.read(tokenNames.streamOf(tokenNameId(registryId, free)))).toEqual([]);
  });
});
