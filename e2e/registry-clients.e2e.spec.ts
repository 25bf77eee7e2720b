import { randomUUID } from 'node:crypto';
import { registryTokens } from '@credstream/domain-registry';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import {
  buildah,
  type ContainerClient,
  docker,
  type DockerDaemon,
  type ImageStorage,
  loadImage,
  type Login,
  makeImage,
  makeStorage,
  podman,
  type Skopeo,
  skopeo,
  startDocker,
} from './container-clients.js';
import { installHelm } from './helm.js';
import { basic } from './http.js';
import { type RegistrySuite, startRegistrySuite } from './registry-suite.js';
import { waitUntil } from './wait-until.js';

let registry: RegistrySuite;
let image: string;
let daemon: DockerDaemon;
let storage: ImageStorage;
let helm3: () => ContainerClient;
let helm4: () => ContainerClient;
let host: string;

const repository = (name: string, ...actions: string[]) => ({ type: 'repository' as const, name, actions });
const tokenFor = (name: string, ...actions: string[]) =>
  registry.createToken({ scopes: [repository(name, ...actions)] });
/** The same but for its last character. */
const wrongly = <L extends Login>(login: L): L => ({
  ...login,
  password: login.password.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')),
});
const pusher = () => tokenFor('team/*', 'pull', 'push');

/** skopeo, logged in: the quickest of them, for what does not differ between clients. */
const loggedIn = async (login: Login): Promise<Skopeo> => {
  const client = skopeo(image);
  expect(await client.login(host, login)).toMatchObject({ code: 0 });
  return client;
};

beforeAll(async () => {
  image = await makeImage();
  [registry, daemon, storage, helm3, helm4] = await Promise.all([
    startRegistrySuite({ settings: { anonymousPull: ['public/*'] } }),
    startDocker(),
    makeStorage(image),
    installHelm(3),
    installHelm(4),
  ]);
  await loadImage(daemon, image);
  ({ host } = registry.running);
  for (const path of ['default/team', 'default/other']) {
    const { status } = await registry.admin('POST', '/api/v1/scopes', { json: { path, kind: 'project' } });
    expect(status).toBe(201);
  }
  const login = await tokenFor('*', 'pull', 'push');
  const [images, charts] = [await loggedIn(login), helm4()];
  await charts.login(host, login);
  for (const name of ['team/app', 'other/app', 'public/app']) {
    expect(await images.push(`${host}/${name}:1`)).toMatchObject({ code: 0 });
    expect(await charts.push(`${host}/${name}:1`)).toMatchObject({ code: 0 });
  }
});

const clients: Readonly<Record<string, () => ContainerClient>> = {
  docker: () => docker(daemon),
  skopeo: () => skopeo(image),
  podman: () => podman(storage),
  buildah: () => buildah(storage),
  helm3: () => helm3(),
  helm4: () => helm4(),
};

/** What each of them shows of a 401: those on one library of containers never say the reason at login, helm 3 at a pull. */
const shownAtLogin = (client: string, message: string): string =>
  ['docker', 'helm3', 'helm4'].includes(client) ? message : 'invalid username/password';
const shownAtPull = (client: string, message: string): string =>
  client === 'helm3' ? '401 Unauthorized' : message;

/** A token endpoint as a client without a name of its own sees it. */
const tokenOf = async (
  scope: string,
  login?: Login,
): Promise<{ status: number; token: string; text: string }> => {
  const query = new URLSearchParams({ service: registry.registry.service, scope });
  const headers = login && basic(login.password, login.username);
  const response = await fetch(`${registry.realm}?${query.toString()}`, headers ? { headers } : {});
  const text = await response.text();
  return { status: response.status, text, token: String((JSON.parse(text) as { token?: string }).token) };
};
const atRegistry = async (path: string, token: string): Promise<number> =>
  (await fetch(`${registry.running.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

/** Makes the tag 1: an index of the image that is there under another tag. Answers its digest. */
const putIndex = async (name: string, tag: string, login: Login): Promise<string> => {
  const { token } = await tokenOf(`repository:${name}:pull,push`, login);
  const authorization = `Bearer ${token}`;
  const manifests = `${registry.running.url}/v2/${name}/manifests`;
  const accept = 'application/vnd.oci.image.manifest.v1+json';
  const { headers } = await fetch(`${manifests}/${tag}`, {
    method: 'HEAD',
    headers: { authorization, accept },
  });
  const image = {
    mediaType: accept,
    digest: headers.get('docker-content-digest'),
    size: Number(headers.get('content-length')),
    platform: { architecture: 'amd64', os: 'linux' },
  };
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const made = await fetch(`${manifests}/1`, {
    method: 'PUT',
    headers: { authorization, 'content-type': mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests: [image] }),
  });
  expect(made.status).toBe(201);
  return made.headers.get('docker-content-digest') ?? '';
};

// First: a registry tells of one event after the other, and of all that the other tests do.
describe('the registry itself', () => {
  it.each(['docker', 'skopeo'])('tells of a push and a pull of %s, each once', async (client) => {
    const [pushes, pulls] = [await pusher(), await tokenFor('team/*', 'pull')];
    const name = `team/told-${randomUUID()}`;
    for (const [login, act] of [
      [pushes, 'push'],
      [pulls, 'pull'],
    ] as const) {
      const by = clients[client]?.() as ContainerClient;
      await by.login(host, login);
      expect(await by[act](`${host}/${name}:1`)).toMatchObject({ code: 0 });
    }
    const base = `/api/v1/registries/${registry.registry.id}`;
    const told = await waitUntil('the pull is told', async () => {
      const { body } = await registry.admin('GET', `${base}/repositories?q=${name}`);
      const [repository] = body['items'] as { pulls: number }[];
      return repository && repository.pulls > 0 ? repository : undefined;
    });
    expect(told).toMatchObject({
      ...{ name, pulls: 1, pushes: 1, lastPullBy: pulls.username, lastPushBy: pushes.username, advice: [] },
      recent: expect.arrayContaining([
        expect.objectContaining({ action: 'pull', client: expect.stringContaining(client) }),
      ]),
    });
    const usage = await registry.admin('GET', `${base}/tokens/${pulls.id}/usage`);
    expect(usage.body).toMatchObject({ pulls: 1, pushes: 0, lastPullAt: expect.any(String) });
  });

  it('tells of two pulls of an image for several platforms by docker, and they are one use', async () => {
    const [pushes, pulls] = [await pusher(), await tokenFor('team/*', 'pull')];
    const name = `team/platforms-${randomUUID()}`;
    const client = await loggedIn(pushes);
    expect(await client.push(`${host}/${name}:amd64`)).toMatchObject({ code: 0 });
    const digest = await putIndex(name, 'amd64', pushes);
    const by = docker(daemon);
    await by.login(host, pulls);
    expect(await by.pull(`${host}/${name}:1`)).toMatchObject({ code: 0 });
    // A registry tells in order.
    const later = `team/later-${randomUUID()}`;
    expect(await client.push(`${host}/${later}:1`)).toMatchObject({ code: 0 });
    const base = `/api/v1/registries/${registry.registry.id}`;
    await waitUntil('what came later is told', async () => {
      const ofRepository = await registry.admin('GET', `${base}/repositories?q=${later}`);
      const ofToken = await registry.admin('GET', `${base}/tokens/${pushes.id}/usage`);
      const [last] = ofToken.body['recent'] as { repository: string }[];
      return (ofRepository.body['items'] as object[]).length > 0 && last?.repository === later;
    });
    const { body } = await registry.admin('GET', `${base}/repositories?q=${name}`);
    expect(body['items']).toMatchObject([{ name, pulls: 1, lastPullBy: pulls.username }]);
    const usage = await registry.admin('GET', `${base}/tokens/${pulls.id}/usage`);
    expect(usage.body).toMatchObject({ pulls: 1, recent: [{ action: 'pull', digest }] });
  });
});

describe.each(Object.keys(clients))('%s', (name) => {
  const clientOf = () => clients[name]?.() as ContainerClient;

  it('logs in, pushes and pulls what its token reaches, and nothing else', async () => {
    const client = clientOf();
    expect(await client.login(host, await pusher())).toMatchObject({ code: 0 });
    expect(await client.push(`${host}/team/${name}:1`)).toMatchObject({ code: 0 });
    expect(await client.pull(`${host}/team/${name}:1`)).toMatchObject({ code: 0 });
    expect((await client.push(`${host}/teamx/${name}:1`)).code).not.toBe(0);
    expect((await client.pull(`${host}/other/app:1`)).code).not.toBe(0);
  });

  it('does not push with a token that pulls, and is stopped at once by a revocation between two commands', async () => {
    const client = clientOf();
    const pulls = await tokenFor('team/*', 'pull');
    expect(await client.login(host, pulls)).toMatchObject({ code: 0 });
    expect(await client.pull(`${host}/team/app:1`)).toMatchObject({ code: 0 });
    expect((await client.push(`${host}/team/denied-${name}:1`)).code).not.toBe(0);
    await registry.revokeToken(pulls);
    const pulled = await client.pull(`${host}/team/app:1`);
    expect(pulled.code).not.toBe(0);
    expect(pulled.output).toContain(shownAtPull(name, 'the token is revoked'));
  });

  it('shows why a token with the right password is refused, and of a wrong password no more than that', async () => {
    const token = await pusher();
    const wrong = await clientOf().login(host, wrongly(token));
    expect(wrong.code).not.toBe(0);
    expect(wrong.output).toContain(shownAtLogin(name, 'invalid username or password'));
    await registry.changeToken(token, { status: 'disabled' });
    const disabled = await clientOf().login(host, token);
    expect(disabled.output).toContain(shownAtLogin(name, 'the token is disabled'));
    await registry.changeToken(token, { status: 'enabled' });
    expect(await clientOf().login(host, token)).toMatchObject({ code: 0 });
    await registry.revokeToken(token);
    expect((await clientOf().login(host, token)).output).toContain(
      shownAtLogin(name, 'the token is revoked'),
    );
  });
});

describe.each(['docker', 'helm3', 'helm4'])('a robot account with %s', (name) => {
  it('logs in under both of its names, and pushes and pulls in its project', async () => {
    const robot = await registry.createToken({
      ...{ kind: 'robot', project: 'team', scopes: [repository('team/*', 'pull', 'push')] },
    });
    const client = clients[name]?.() as ContainerClient;
    const usernames = [robot.username, robot.username.replace('$', '-').replace('+', '-')];
    expect(usernames[0]).toMatch(/^robot\$team\+ci-/);
    for (const username of usernames) {
      expect(await client.login(host, { ...robot, username })).toMatchObject({ code: 0 });
      expect(await client.push(`${host}/team/of-robot-${name}:1`)).toMatchObject({ code: 0 });
      expect(await client.pull(`${host}/team/of-robot-${name}:1`)).toMatchObject({ code: 0 });
    }
    const refused = await client.push(`${host}/other/of-robot-${name}:1`);
    expect([refused.code === 0, refused.output]).toEqual([
      false,
      expect.stringMatching(/insufficient_scope|denied|unauthorized|authorization failed/i),
    ]);
    const other = clients[name]?.() as ContainerClient;
    const person = await other.login(host, { ...robot, username: robot.username.replace('robot$', '') });
    expect([person.code === 0, person.output]).toEqual([
      false,
      expect.stringContaining('invalid username or password'),
    ]);
  });
});

describe('docker logout', () => {
  it('forgets the password on this machine, and changes nothing here', async () => {
    const token = await pusher();
    const client = docker(daemon);
    expect(await client.login(host, token)).toMatchObject({ code: 0 });
    expect(await client.logout(host)).toMatchObject({ code: 0 });
    expect((await client.pull(`${host}/team/app:1`)).code).not.toBe(0);
    expect(await client.login(host, token)).toMatchObject({ code: 0 });
    expect(await client.pull(`${host}/team/app:1`)).toMatchObject({ code: 0 });
  });
});

describe('containerd', () => {
  it('pulls with a password by POST, and fails with a wrong one', async () => {
    const token = await pusher();
    const pull = ({ username, password }: Login) =>
      daemon.ctr([
        ...['images', 'pull', '--plain-http', '--user', `${username}:${password}`, '--snapshotter', 'native'],
        `${host}/team/app:1`,
      ]);
    expect(await pull(token)).toMatchObject({ code: 0 });
    const wrong = await pull(wrongly(token));
    expect(wrong.output).toContain('401 Unauthorized');
  });
});

describe('a mount', () => {
  it('from a repository that may be read needs no upload, and one that may not does not stop the push', async () => {
    const wide = await registry.createToken({
      scopes: [repository('mount/*', 'pull', 'push'), repository('kept/*', 'pull', 'push')],
    });
    const client = docker(daemon);
    await client.login(host, wide);
    expect(await client.push(`${host}/kept/from:1`)).toMatchObject({ code: 0 });
    const mounted = await client.push(`${host}/mount/to:1`);
    expect(mounted).toMatchObject({ code: 0, output: expect.stringContaining('Mounted from') });
    const narrow = await tokenFor('mount/*', 'pull', 'push');
    const other = docker(daemon);
    await other.login(host, narrow);
    expect(await other.push(`${host}/mount/other:1`)).toMatchObject({ code: 0 });
    const both = await tokenOf('repository:mount/x:pull,push repository:kept/from:pull', narrow);
    const claims = JSON.parse(Buffer.from(both.token.split('.')[1] ?? '', 'base64url').toString()) as {
      access: object;
    };
    expect([both.status, claims.access]).toEqual([200, [repository('mount/x', 'pull', 'push')]]);
  });
});

describe('what the registry itself lets a token do', () => {
  it('is to list, read and delete as its scopes say', async () => {
    const all = await tokenFor('team/*', 'pull', 'push', 'delete');
    const lists = await registry.createToken({ scopes: [{ type: 'registry' }] });
    const client = await loggedIn(all);
    const name = `${host}/team/deleted`;
    expect(await client.push(`${name}:1`)).toMatchObject({ code: 0 });
    expect((await client.tags(name)).output).toContain('"1"');
    expect((await (await loggedIn(lists)).tags(name)).code).not.toBe(0);

    const catalog = async (login: Login) =>
      atRegistry('/v2/_catalog', (await tokenOf('registry:catalog:*', login)).token);
    expect([await catalog(all), await catalog(lists)]).toEqual([401, 200]);

    expect((await (await loggedIn(await pusher())).remove(`${name}:1`)).code).not.toBe(0);
    expect(await client.remove(`${name}:1`)).toMatchObject({ code: 0 });
    expect((await client.pull(`${name}:1`)).code).not.toBe(0);
  });
});

describe('a person with a CLI secret', () => {
  const yes = true;
  const no = false;

  it.each([
    ['viewer', 'default/team', yes, no, no],
    ['developer', 'default/team', yes, yes, no],
    ['admin', 'default/team', yes, yes, yes],
    ['admin', 'default', yes, yes, yes],
    ['auditor', 'default/team', no, no, no],
    ['admin', 'default/other', no, no, no],
  ])('as %s at %s may pull: %p, push: %p, delete: %p', async (role, scope, mayPull, mayPush, mayDelete) => {
    const client = await loggedIn(await registry.createPerson(role, scope));
    expect((await client.pull(`${host}/team/app:1`)).code === 0).toBe(mayPull);
    const own = `${host}/team/of-${randomUUID()}:1`;
    expect((await client.push(own)).code === 0).toBe(mayPush);
    if (!mayPush) await (await loggedIn(await pusher())).push(own);
    expect((await client.remove(own)).code === 0).toBe(mayDelete);
  });

  it('is stopped when they are disabled, and reads why', async () => {
    const person = await registry.createPerson('viewer', 'default/team');
    const client = docker(daemon);
    expect(await client.login(host, person)).toMatchObject({ code: 0 });
    await registry.admin('POST', `/api/v1/users/${person.id}/disable`);
    const refused = await waitUntil('the user is known to be disabled', async () => {
      const ran = await client.pull(`${host}/team/app:1`);
      return ran.code === 0 ? undefined : ran;
    });
    expect(refused.output).toContain('the user is disabled');
  });

  it('who has not signed in for long reads how to wake it, and does so with the same secret', async () => {
    const sleeper = await registry.createSleeper(31);
    const client = docker(daemon);
    const { code, output } = await client.login(host, sleeper);
    expect([code, output]).toEqual([1, expect.stringContaining('sign in at Credstream to wake it')]);
    await registry.signIn(sleeper);
    expect(await client.login(host, sleeper)).toMatchObject({ code: 0 });
  });
});

describe('a token', () => {
  it.each([
    ['token', 'token'],
    ['robot', 'robot account'],
  ] as const)('that has expired cannot log in, and reads on which day it did: %s', async (kind, noun) => {
    const scopes = [repository('team/*', 'pull')];
    const token = await registry.createToken({ kind, scopes });
    const at = '2026-01-02T03:04:05Z';
    await registry.record(registryTokens.streamOf(token.id), 'TokenExpiryChanged', { expiresAt: at, at });
    const { code, output } = await docker(daemon).login(host, token);
    expect([code, output]).toEqual([1, expect.stringContaining(`the ${noun} expired on ${at}`)]);
  });

  it('is refused from an address that is not allowed, and served when it is', async () => {
    const token = await pusher();
    const allow = (...items: string[]) =>
      registry.admin('PATCH', `/api/v1/registries/${registry.registry.id}`, { json: { ipAllowList: items } });
    await allow('192.0.2.0/24');
    const { code, output } = await docker(daemon).login(host, token);
    expect([code, output]).toEqual([1, expect.stringContaining('is not allowed at this registry')]);
    await allow('127.0.0.1', '::1');
    expect(await docker(daemon).login(host, token)).toMatchObject({ code: 0 });
    await allow();
  });
});

describe('who shows no password', () => {
  it('pulls what is public, cannot log in, and pushes nothing', async () => {
    const stranger = skopeo(image);
    expect(await stranger.pull(`${host}/public/app:1`)).toMatchObject({ code: 0 });
    expect((await stranger.push(`${host}/public/mine:1`)).code).not.toBe(0);
    expect((await stranger.pull(`${host}/team/app:1`)).code).not.toBe(0);
    expect((await tokenOf('', undefined)).status).toBe(401);
  });

  it('is told why instead when credentials came along that no longer count', async () => {
    const token = await pusher();
    const client = await loggedIn(token);
    await registry.revokeToken(token);
    const pulled = await client.pull(`${host}/public/app:1`);
    expect([pulled.code === 0, pulled.output]).toEqual([
      false,
      expect.stringContaining('the token is revoked'),
    ]);
  });
});

describe('keys that rotate', () => {
  it('sign for a registry that does not know them only once somebody has confirmed them', async () => {
    const client = await loggedIn(await pusher());
    const name = `${host}/team/rotated`;
    const kidOf = async () => {
      const { token } = await tokenOf('', await pusher());
      return [token, decodeProtectedHeader(token).kid] as const;
    };
    const keys = `/api/v1/registries/${registry.registry.id}/signing-keys`;
    const [before, first] = await kidOf();
    expect(await registry.admin('POST', `${keys}/rotate`, { json: {} })).toMatchObject({ status: 200 });
    // The registry still has the bundle of the beginning.
    expect((await kidOf())[1]).toBe(first);
    expect(await client.push(`${name}:1`)).toMatchObject({ code: 0 });

    await registry.running.restart((await registry.trust()).bundle);
    const { body } = await registry.admin('GET', keys);
    const next = (body['items'] as { kid: string; phase: string }[]).find(
      ({ phase }) => phase === 'published',
    );
    const confirmed = await registry.admin('POST', `${keys}/${next?.kid ?? ''}/confirm`, { json: {} });
    expect(confirmed.status).toBe(200);
    const after = await waitUntil('the next key signs', async () => {
      const [token, kid] = await kidOf();
      return kid === next?.kid ? token : undefined;
    });
    expect(await client.push(`${name}:2`)).toMatchObject({ code: 0 });
    for (const token of [before, after]) expect(await atRegistry('/v2/', token)).toBe(200);
  });
});

describe('what is wrong with Credstream itself', () => {
  it('is told as such: too many guesses, and a service that is away', async () => {
    const token = await pusher();
    const slowed = (client: ContainerClient, message: string) =>
      waitUntil(`${message} is shown`, async () => {
        await tokenOf('', wrongly(token));
        const { code, output } = await client.login(host, wrongly(token));
        expect(code).not.toBe(0);
        return output.includes(message) || undefined;
      });
    await slowed(docker(daemon), 'too many wrong passwords');
    await slowed(skopeo(image), 'too many requests');
    await registry.suite.stopService('token');
    for (const client of [docker(daemon), skopeo(image)]) {
      const { code, output } = await client.login(host, token);
      expect([code === 0, output]).toEqual([false, expect.stringContaining('503')]);
    }
  });
});
