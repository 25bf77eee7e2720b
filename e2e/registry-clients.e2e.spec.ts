import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildah,
  type ContainerClient,
  type Docker,
  makeImage,
  podman,
  skopeo,
  startDocker,
} from './container-clients.js';
import { basic } from './http.js';
import { startRegistrySuite, type LoginToken, type RegistrySuite } from './registry-suite.js';

let registry: RegistrySuite;
let image: string;
let docker: Docker;
let host: string;

beforeAll(async () => {
  registry = await startRegistrySuite({ settings: { anonymousPull: ['public/*'] } });
  ({ host } = registry.running);
  image = await makeImage();
  docker = await startDocker(image);
});

const repository = (name: string, ...actions: string[]) => ({ type: 'repository' as const, name, actions });
const pusher = () => registry.createToken({ scopes: [repository('team/*', 'pull', 'push')] });

const clients: Readonly<Record<string, () => ContainerClient>> = {
  docker: () => docker,
  skopeo: () => skopeo(image),
  podman: () => podman(image),
  buildah: () => buildah(image),
};

/** What each of them shows of a 401 at login: those on one library of containers never show the reason. */
const shown = (client: string, message: string): string =>
  client === 'docker' ? message : 'invalid username/password';

/** A token endpoint as a client without a name of its own sees it. */
const tokenOf = async (
  scope: string,
  token?: LoginToken,
): Promise<{ status: number; token: string; text: string }> => {
  const query = new URLSearchParams({ service: registry.registry.service, scope });
  const headers = token && basic(token.password, token.username);
  const response = await fetch(`${registry.realm}?${query.toString()}`, headers ? { headers } : {});
  const text = await response.text();
  return { status: response.status, text, token: String((JSON.parse(text) as { token?: string }).token) };
};
const atRegistry = async (path: string, token: string): Promise<number> =>
  (await fetch(`${registry.running.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

describe.each(Object.keys(clients))('%s', (name) => {
  const clientOf = () => clients[name]?.() as ContainerClient;

  it('logs in, pushes and pulls what its token reaches, and nothing else', async () => {
    const client = clientOf();
    const token = await pusher();
    expect(await client.login(host, token)).toMatchObject({ code: 0 });
    const pushed = await client.push(`${host}/team/${name}:1`);
    expect(pushed).toMatchObject({ code: 0 });
    expect(await client.pull(`${host}/team/${name}:1`)).toMatchObject({ code: 0 });
    expect((await client.push(`${host}/teamx/${name}:1`)).code).not.toBe(0);
    expect((await client.pull(`${host}/other/${name}:1`)).code).not.toBe(0);
  });

  it('does not push with a token that pulls', async () => {
    const token = await pusher();
    const writer = clientOf();
    await writer.login(host, token);
    await writer.push(`${host}/team/read-${name}:1`);
    const reader = clientOf();
    const pulls = await registry.createToken({ scopes: [repository('team/*', 'pull')] });
    expect(await reader.login(host, pulls)).toMatchObject({ code: 0 });
    expect(await reader.pull(`${host}/team/read-${name}:1`)).toMatchObject({ code: 0 });
    expect((await reader.push(`${host}/team/denied-${name}:1`)).code).not.toBe(0);
  });

  it('shows why a token with the right password is refused, and of a wrong password no more than that', async () => {
    const token = await pusher();
    const wrong = await clientOf().login(host, { ...token, password: `${token.password.slice(0, -1)}x` });
    expect(wrong.code).not.toBe(0);
    expect(wrong.output).toContain(shown(name, 'invalid username or password'));
    await registry.changeToken(token, { status: 'disabled' });
    const disabled = await clientOf().login(host, token);
    expect(disabled.output).toContain(shown(name, 'the token is disabled'));
    await registry.changeToken(token, { status: 'enabled' });
    expect(await clientOf().login(host, token)).toMatchObject({ code: 0 });
    await registry.revokeToken(token);
    expect((await clientOf().login(host, token)).output).toContain(shown(name, 'the token is revoked'));
  });

  it('is stopped at once by a revocation between two commands', async () => {
    const client = clientOf();
    const token = await pusher();
    await client.login(host, token);
    expect(await client.push(`${host}/team/last-${name}:1`)).toMatchObject({ code: 0 });
    await registry.revokeToken(token);
    const pulled = await client.pull(`${host}/team/last-${name}:1`);
    expect(pulled.code).not.toBe(0);
    expect(pulled.output).toContain('the token is revoked');
  });
});

describe('containerd', () => {
  it('pulls with a password by POST, and fails with a wrong one', async () => {
    const token = await pusher();
    await docker.login(host, token);
    await docker.push(`${host}/team/ctr:1`);
    const pull = ({ username, password }: LoginToken) =>
      docker.ctr([
        ...['images', 'pull', '--plain-http', '--user', `${username}:${password}`, '--snapshotter', 'native'],
        `${host}/team/ctr:1`,
      ]);
    expect(await pull(token)).toMatchObject({ code: 0 });
    const wrong = await pull({ ...token, password: `${token.password}x` });
    expect(wrong.output).toContain('401 Unauthorized');
  });
});

describe('a mount', () => {
  it('from a repository that may be read needs no upload, and one that may not does not stop the push', async () => {
    const token = await registry.createToken({
      scopes: [repository('mount/*', 'pull', 'push'), repository('kept/*', 'pull', 'push')],
    });
    await docker.login(host, token);
    expect(await docker.push(`${host}/kept/from:1`)).toMatchObject({ code: 0 });
    expect(await docker.push(`${host}/mount/to:1`)).toMatchObject({ code: 0 });
    const narrow = await registry.createToken({ scopes: [repository('mount/*', 'pull', 'push')] });
    await docker.login(host, narrow);
    expect(await docker.push(`${host}/mount/other:1`)).toMatchObject({ code: 0 });
    const both = await tokenOf('repository:mount/x:pull,push repository:kept/from:pull', narrow);
    const claims = JSON.parse(Buffer.from(both.token.split('.')[1] ?? '', 'base64url').toString()) as {
      access: object;
    };
    expect([both.status, claims.access]).toEqual([200, [repository('mount/x', 'pull', 'push')]]);
  });
});

describe('what the registry itself lets a token do', () => {
  it('is to list, read and delete as its scopes say', async () => {
    const all = await registry.createToken({ scopes: [repository('team/*', 'pull', 'push', 'delete')] });
    const lists = await registry.createToken({ scopes: [{ type: 'registry' }] });
    const client = skopeo(image);
    await client.login(host, all);
    const name = `${host}/team/deleted`;
    expect(await client.push(`${name}:1`)).toMatchObject({ code: 0 });
    const listed = await client.run('skopeo', ['list-tags', '--tls-verify=false', `docker://${name}`]);
    expect(listed.output).toContain('"1"');

    const catalog = async (token: LoginToken) =>
      atRegistry('/v2/_catalog', (await tokenOf('registry:catalog:*', token)).token);
    expect([await catalog(all), await catalog(lists)]).toEqual([401, 200]);

    const keeps = skopeo(image);
    await keeps.login(host, await pusher());
    const remove = (by: typeof client) =>
      by.run('skopeo', ['delete', '--tls-verify=false', `docker://${name}:1`]);
    expect((await remove(keeps)).code).not.toBe(0);
    expect(await remove(client)).toMatchObject({ code: 0 });
    expect((await client.pull(`${name}:1`)).code).not.toBe(0);
  });
});

describe('who shows no password', () => {
  it('pulls what is public, cannot log in, and pushes nothing', async () => {
    const token = await registry.createToken({ scopes: [repository('public/*', 'pull', 'push')] });
    const owner = skopeo(image);
    await owner.login(host, token);
    expect(await owner.push(`${host}/public/app:1`)).toMatchObject({ code: 0 });
    const stranger = skopeo(image);
    expect(await stranger.pull(`${host}/public/app:1`)).toMatchObject({ code: 0 });
    expect((await stranger.push(`${host}/public/mine:1`)).code).not.toBe(0);
    expect((await stranger.pull(`${host}/team/docker:1`)).code).not.toBe(0);
    expect((await tokenOf('', undefined)).status).toBe(401);
  });

  it('is told why instead when credentials came along that no longer count', async () => {
    const token = await pusher();
    await registry.revokeToken(token);
    const { status, text } = await tokenOf('repository:public/app:pull', token);
    expect([status, text]).toEqual([401, expect.stringContaining('the token is revoked')]);
  });
});
