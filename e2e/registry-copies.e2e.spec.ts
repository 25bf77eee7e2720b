import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Login } from './container-clients.js';
import { basic, send } from './http.js';
import { type LoginToken, type RegistrySuite, startRegistrySuite } from './registry-suite.js';

const repository = 'team/app';
const scope = `repository:${repository}:pull`;

let registry: RegistrySuite;
const tookMs: number[] = [];

beforeAll(async () => {
  registry = await startRegistrySuite({ copies: 2, settings: { offlineTokens: true } });
  const json = { path: 'default/team', kind: 'project' };
  expect(await registry.admin('POST', '/api/v1/scopes', { json })).toMatchObject({ status: 201 });
});
afterAll(() => {
  const inOrder = [...tookMs].sort((one, other) => one - other);
  process.stdout.write(
    `The other copy gave no more tokens after ${inOrder.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
  );
});

/** What a client comes with: a form, or a name and a password. */
type Comes = Login | Readonly<{ refreshToken: string }>;

const ask = async (url: string, comes: Comes) => {
  const { service } = registry.registry;
  const answer =
    'refreshToken' in comes
      ? await send('POST', `${url}/registry/token`, {
          form: { grant_type: 'refresh_token', service, scope, refresh_token: comes.refreshToken },
        })
      : await send('GET', `${url}/registry/token?${new URLSearchParams({ service, scope }).toString()}`, {
          headers: basic(comes.password, comes.username),
        });
  // A wrong password is slowed after a few times.
  if (![200, 401, 429].includes(answer.status))
    throw new Error(`${answer.status} is no answer: ${answer.text}`);
  return String(answer.body['token'] ?? '');
};

const isGranted = async (url: string, comes: Comes): Promise<boolean> => {
  const token = await ask(url, comes);
  return token !== '' && (decodeJwt(token)['access'] as object[]).length > 0;
};

/** Both copies answer from memory before the change. */
const warm = async (comes: Comes): Promise<void> => {
  for (const url of registry.suite.urls) {
    const first = await ask(url, comes);
    expect(first).not.toBe('');
    expect(await ask(url, comes)).toBe(first);
    expect(await isGranted(url, comes)).toBe(true);
  }
};

/** Asks the other copy without a pause: once it refuses, it never grants again. */
const ends = async (comes: Comes, change: () => Promise<{ status: number }>): Promise<void> => {
  const [here = '', there = ''] = registry.suite.urls;
  await warm(comes);
  const changed = change().then(({ status }) => {
    expect([200, 204]).toContain(status);
    return performance.now();
  });
  const elsewhere = (async () => {
    while (await isGranted(there, comes));
    const at = performance.now();
    for (let again = 0; again < 20; again += 1) expect(await isGranted(there, comes)).toBe(false);
    return at - (await changed);
  })();
  await changed;
  // Where it was acknowledged nothing is granted any more.
  expect(await isGranted(here, comes)).toBe(false);
  tookMs.push(await elsewhere);
};

const pathOf = ({ registryId, id }: LoginToken): string => `/api/v1/registries/${registryId}/tokens/${id}`;
const newToken = () =>
  registry.createToken({ scopes: [{ type: 'repository', name: 'team/*', actions: ['pull'] }] });

describe('with two copies of every part, no copy gives out a further token', () => {
  it.each<[string, (token: LoginToken) => readonly [string, string, object?]]>([
    ['revoked', (token) => ['POST', `${pathOf(token)}/revoke`]],
    ['disabled', (token) => ['PATCH', pathOf(token), { status: 'disabled' }]],
    ['deleted', (token) => ['DELETE', pathOf(token)]],
    ['narrowed', (token) => ['DELETE', `${pathOf(token)}/scopes/s1`]],
    ['given another password', (token) => ['POST', `${pathOf(token)}/rotate`, {}]],
  ])('once it is %s', async (_what, change) => {
    const token = await newToken();
    const [method, path, json] = change(token);
    await ends(token, () => registry.admin(method, path, { ...(json && { json }) }));
  });

  it('for a refresh token that is ended by itself, or with the password it was made with', async () => {
    const token = await newToken();
    const { service } = registry.registry;
    const logIn = async () => {
      const query = new URLSearchParams({ service, offline_token: 'true' }).toString();
      const headers = basic(token.password, token.username);
      const { body } = await send('GET', `${registry.realm}?${query}`, { headers });
      return String(body['refresh_token']);
    };
    const [one, other] = [await logIn(), await logIn()];
    const [url = ''] = registry.suite.urls;
    await ends({ refreshToken: one }, () => send('POST', `${url}/oauth/revoke`, { form: { token: one } }));
    await warm({ refreshToken: other });
    await ends({ refreshToken: other }, () =>
      registry.admin('POST', `${pathOf(token)}/rotate`, { json: {} }),
    );
  });

  it.each<[string, (id: string) => readonly [string, string, object?]]>([
    ['whose CLI secret is revoked', (id) => ['DELETE', `/api/v1/users/${id}/cli-secret`]],
    ['whose CLI secret is replaced', (id) => ['PUT', `/api/v1/users/${id}/cli-secret`, {}]],
    ['who is disabled', (id) => ['POST', `/api/v1/users/${id}/disable`]],
  ])('for a person %s', async (_what, change) => {
    const person = await registry.createPerson('viewer', 'default/team');
    const [method, path, json] = change(person.id);
    await ends(person, () => registry.admin(method, path, { ...(json && { json }) }));
  });

  it('for a person whose role is taken away', async () => {
    const person = await registry.createPerson('viewer', 'default/team');
    const { body } = await registry.admin('GET', `/api/v1/role-assignments?userId=${person.id}`);
    const [role] = body['items'] as { id: string }[];
    await ends(person, () => registry.admin('DELETE', `/api/v1/role-assignments/${role?.id ?? ''}`));
  });

  it('at an address that is no longer allowed', async () => {
    const json = { ipAllowList: ['192.0.2.7'] };
    const path = `/api/v1/registries/${registry.registry.id}`;
    await ends(await newToken(), () => registry.admin('PATCH', path, { json }));
  });
});
