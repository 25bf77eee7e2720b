import { randomBytes } from 'node:crypto';
import { createCredstream, type Credstream, dataOf, signIn } from '@credstream/sdk';
import {
  credentials,
  type DemoCredential,
  type DemoKey,
  type DemoUser,
  departments,
  keys,
  leaver,
  maker,
  projects,
  registryTokens,
  users,
} from './demo-organization.js';

const dayMs = 86_400_000;

/** So many commands are under way at a time. */
const atATime = 8;

type Demo = Readonly<{ url: string; client: Credstream; signal: AbortSignal; now: number }>;

/** The address of an installation, and how its first administrator signs in. */
export type Installation = Readonly<{ url: string; administrator: string; password: string }>;

/** A busy machine answers 503 for a while. */
const retries = { retries: 10 };

const random = (): string => randomBytes(24).toString('base64url');
const inDays = ({ now }: Demo, days: number): string => new Date(now + days * dayMs).toISOString();

const everyNth = <Item>(items: readonly Item[], nth: number): readonly Item[] =>
  items.filter((_, index) => index % nth === 0);

/** In the order of the items, though a few of them at a time. */
const forEach = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atATime) {
    results.push(...(await Promise.all(items.slice(at, at + atATime).map(work))));
  }
  return results;
};

const makeScopes = async ({ client, signal }: Demo): Promise<void> => {
  for (const path of departments)
    await client.POST('/api/v1/scopes', { body: { path, kind: 'department' }, signal });
  for (const path of projects)
    await client.POST('/api/v1/scopes', { body: { path, kind: 'project' }, signal });
};

/** Their passwords are drawn and forgotten: nobody can sign in as one of them until an administrator sets another. */
const makeUser = async (
  { client, signal }: Pick<Demo, 'client' | 'signal'>,
  { username, role, scope }: DemoUser,
  password: string,
): Promise<string> => {
  const body = {
    ...{ username, email: `${username}@example.org`, password, account: 'default' },
    roles: [{ role, scope }],
  };
  return (await dataOf(client.POST('/api/v1/users', { body, signal }))).id;
};

const makeUsers = async (demo: Demo, makerId: string): Promise<ReadonlyMap<string, string>> => {
  const others = users.filter(({ username }) => username !== maker);
  const made = await forEach(
    others,
    async (user) => [user.username, await makeUser(demo, user, random())] as const,
  );
  return new Map([[maker, makerId], ...made]);
};

const secretOf = ({ name, type }: DemoCredential): Record<string, unknown> => {
  if (type === 'token') return { token: random() };
  if (type === 'generic')
    return { values: { username: name, password: random(), host: `${name}.example.com` } };
  return { username: `robot-${name}`, password: random() };
};

const makeCredentials = async (demo: Demo): Promise<void> => {
  const { client, signal } = demo;
  const made = await forEach(credentials, async (credential) => {
    const { name, scope, type, provider, environment, days, usedBy } = credential;
    const body = {
      ...{ name, scope, type, secret: secretOf(credential) },
      ...(provider !== undefined && { provider }),
      ...(environment !== undefined && { environment }),
      ...(days !== undefined && { expiresAt: inDays(demo, days) }),
    };
    const { id } = await dataOf(client.POST('/api/v1/credentials', { body, signal }));
    if (usedBy)
      await client.POST('/api/v1/credentials/{id}/attachments', {
        params: { path: { id } },
        body: { ...usedBy, name: `${usedBy.name}-${scope.slice(scope.lastIndexOf('/') + 1)}` },
        signal,
      });
    return { id, credential };
  });
  await forEach(everyNth(made, 6), async ({ id, credential }) =>
    client.POST('/api/v1/credentials/{id}/rotate', {
      params: { path: { id } },
      body: {
        secret: secretOf(credential),
        overlapUntil: inDays(demo, 2),
        expiresAt: inDays(demo, 60),
      },
      signal,
    }),
  );
  await forEach(everyNth(made, 5), async ({ id }) =>
    client.POST('/api/v1/credentials/{id}/reveal', {
      params: { path: { id } },
      body: { purpose: 'Setting up the deployment' },
      signal,
    }),
  );
};

type MadeKey = Readonly<{ id: string; key: string; name: string }>;

const makeKeys = async (demo: Demo, ids: ReadonlyMap<string, string>): Promise<readonly MadeKey[]> => {
  const { client, signal } = demo;
  return forEach(keys, async ({ name, owner, days }: DemoKey) => {
    const body = {
      ...{ name, expiresAt: inDays(demo, days), description: `Of ${owner}'s ${name}` },
      userId: ids.get(owner) ?? '',
    };
    const { id, key } = await dataOf(client.POST('/api/v1/api-keys', { body, signal }));
    return { id, key, name };
  });
};

/** Some keys are let in, some are rotated, some are revoked. */
const useKeys = async (demo: Demo, made: readonly MadeKey[]): Promise<void> => {
  const { url, client, signal } = demo;
  await forEach(everyNth(made, 3), async ({ key }) => {
    for (let uses = 0; uses < 1 + (key.charCodeAt(key.length - 1) % 4); uses += 1) {
      const { status } = await fetch(`${url}/authorize`, {
        headers: { authorization: `Bearer ${key}` },
        signal,
      });
      if (status !== 204) throw new Error(`/authorize answered ${status} to a key that was just made`);
    }
  });
  await forEach(everyNth(made, 11), async ({ id }) =>
    client.POST('/api/v1/api-keys/{id}/rotate', {
      params: { path: { id } },
      body: { overlapUntil: inDays(demo, 1 / 24) },
      signal,
    }),
  );
  await forEach(everyNth(made, 13), async ({ id }) =>
    client.POST('/api/v1/api-keys/{id}/revoke', {
      params: { path: { id } },
      body: { reason: 'The program is not run any more' },
      signal,
    }),
  );
};

const makeRegistry = async (demo: Demo): Promise<void> => {
  const { client, signal } = demo;
  const host = 'registry.example.com';
  const body = { name: 'images', hostname: host, service: host, scope: 'default' };
  const { id: registryId } = await dataOf(client.POST('/api/v1/registries', { body, signal }));
  await forEach(registryTokens, async ({ name, pattern, actions }) =>
    client.POST('/api/v1/registries/{registryId}/tokens', {
      params: { path: { registryId } },
      body: {
        ...{ name, expiresAt: inDays(demo, 90) },
        scopes: [{ type: 'repository', name: pattern, actions: [...actions] }],
      },
      signal,
    }),
  );
};

const offboard = async ({ client, signal }: Demo, ids: ReadonlyMap<string, string>): Promise<void> => {
  const path = { id: ids.get(leaver) ?? '' };
  await client.POST('/api/v1/users/{id}/offboard', { params: { path }, signal });
};

type Maker = Readonly<{ id: string; client: Credstream }>;

/**
 * The administrator makes one user and signs out; that user does the rest. Whoever changes the administrator's first
 * password meanwhile, which ends all its sessions, stops nothing.
 */
const makeMaker = async (
  { url, administrator, password }: Installation,
  signal: AbortSignal,
): Promise<Maker> => {
  const signedIn = async (username: string, secret: string) => {
    const session = await signIn({ url, retries }, { username, password: secret }, { signal });
    return { session, client: createCredstream({ url, credential: { session }, retries }) };
  };
  const root = await signedIn(administrator, password);
  const [user] = users.filter(({ username }) => username === maker);
  const makerPassword = random();
  const id = await makeUser({ client: root.client, signal }, user as DemoUser, makerPassword);
  const kept = await root.session.read();
  await root.client.POST('/oauth/revoke', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: { token: kept?.refreshToken ?? '' },
    signal,
  });
  return { id, client: (await signedIn(maker, makerPassword)).client };
};

/**
 * Fills an installation that was just started for the first time with an organization that can be looked at, by the
 * commands that anybody would give. `begins` is told each step. Throws what the client library does.
 */
export const fillDemo = async (
  installation: Installation,
  begins: (step: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { url } = installation;
  begins('users');
  const { id, client } = await makeMaker(installation, signal);
  const demo: Demo = { url, client, signal, now: Date.now() };
  await makeScopes(demo);
  const ids = await makeUsers(demo, id);
  begins('credentials');
  await makeCredentials(demo);
  begins('API keys');
  const made = await makeKeys(demo, ids);
  begins('uses of the API keys');
  await useKeys(demo, made);
  begins('a registry');
  await makeRegistry(demo);
  await offboard(demo, ids);
};
