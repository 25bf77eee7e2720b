import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { basic, type Call, send } from './http.js';
import { adminPassword, type IdentitySuite, startIdentitySuite } from './identity-suite.js';
import { waitUntil } from './wait-until.js';

const registries = '/api/v1/registries';
const inMinutes = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
const pull = { type: 'repository', name: 'team/app', actions: ['pull'] };
const team = { ...pull, name: 'team/*' };
const notifications = 'application/vnd.docker.distribution.events.v1+json';

describe('registries over HTTP', () => {
  let suite: IdentitySuite;
  let bearer: string;
  let registry: Readonly<Record<string, string>>;

  const ask = (method: string, path: string, call: Call = {}) =>
    send(method, `${suite.url}${path}`, { bearer, ...call });

  beforeAll(async () => {
    suite = await startIdentitySuite();
    const form = { grant_type: 'password', username: 'admin', password: adminPassword };
    const { body } = await send('POST', `${suite.url}/oauth/token`, { form });
    bearer = String(body['access_token']);
    const json = { name: 'images', service: 'images.example.org', hostname: 'images.example.org:5000' };
    const made = await ask('POST', registries, { json });
    expect(made).toMatchObject({ status: 201 });
    expect(made.headers.get('location')).toBe(`${registries}/${String(made.body['id'])}`);
    expect(made.headers.get('cache-control')).toBe('no-store');
    registry = made.body as typeof registry;
  });
  afterAll(() => suite.stop());

  const tokens = () => `${registries}/${registry['id'] ?? ''}/tokens`;
  const make = (json: object) => ask('POST', tokens(), { json });

  it('a token is made, described, given scopes, rotated, switched and deleted', async () => {
    const made = await make({ name: 'ci-main', scopes: [pull], expiresAt: inMinutes(61) });
    expect(made.body).toMatchObject({
      ...{ username: 'ci-main', password: expect.stringMatching(/^cs_tok_/) },
      dockerLogin: 'docker login --username ci-main --password-stdin images.example.org:5000',
    });
    const path = `${tokens()}/${String(made.body['id'])}`;
    expect(made.headers.get('location')).toBe(path);
    const read = await ask('GET', path);
    expect(read.body).toMatchObject({ name: 'ci-main', status: 'enabled' });
    expect(read.body).not.toHaveProperty('password');

    const added = await ask('POST', `${path}/scopes`, { json: { ...pull, name: 'team*' } });
    expect(added).toMatchObject({
      status: 201,
      body: { id: 's2', name: 'team*', warnings: [expect.stringContaining('team/*')] },
    });
    expect(added.headers.get('location')).toBe(`${path}/scopes/s2`);
    const stale = { headers: { 'if-match': read.headers.get('etag') ?? '' } };
    expect(await ask('DELETE', `${path}/scopes/s2`, stale)).toMatchObject({ status: 412 });
    expect(await ask('DELETE', `${path}/scopes/s2`)).toMatchObject({ status: 204 });
    expect((await ask('GET', `${path}/scopes`)).body).toMatchObject({ items: [{ id: 's1' }] });
    expect(await ask('DELETE', `${path}/scopes`)).toMatchObject({ status: 204 });

    const json = { status: 'disabled', expiresAt: null };
    expect((await ask('PATCH', path, { json })).body).toMatchObject({
      status: 'disabled',
      expiresAt: read.body['expiresAt'],
    });
    expect((await ask('POST', `${path}/rotate`, { json: {} })).body).toMatchObject({
      password: expect.stringMatching(/^cs_tok_/),
    });
    expect((await ask('GET', `${path}/usage`)).body).toMatchObject({ grants: 0, recent: [] });
    expect((await ask('GET', `${path}/refusals`)).body).toMatchObject({ items: [] });
    expect(await ask('DELETE', path)).toMatchObject({ status: 204 });
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'token.not_found' } });
  });

  it.each([
    [{ expiresAt: inMinutes(59) }, 'token.expiry_too_near'],
    [{ name: 'ab' }, 'token.name_invalid'],
    [{ name: `a${'b'.repeat(63)}` }, 'token.name_invalid'],
    [{ scopes: [{ ...pull, actions: ['push'] }] }, 'token.push_without_pull'],
    [{ scopes: Array(101).fill(pull) as object[] }, 'token.too_many_scopes'],
    [{ scopes: [{ ...pull, name: 'team/../app' }] }, 'token.scopes_invalid'],
    [{ scopes: [{ ...pull, name: 'images.example.org:5000/team' }] }, 'token.scopes_invalid'],
    [{ kind: 'robot', durationDays: 0, scopes: [pull] }, 'token.duration_invalid'],
    [{ colour: 'red' }, 'request.invalid'],
  ])('a token with %j is refused, and there is none', async (wrong, code) => {
    const name = `wrong-${randomUUID().slice(0, 8)}`;
    expect(await make({ name, ...wrong })).toMatchObject({ status: 400, body: { code } });
    expect((await ask('GET', `${tokens()}?q=wrong-`)).body).toMatchObject({ items: [] });
  });

  it('neither a registry nor a token is renamed', async () => {
    const { body } = await make({ name: 'stays' });
    const unchangeable = { status: 400, body: { errors: [{ path: 'name', rule: 'unchangeable' }] } };
    for (const path of [`${registries}/${registry['id'] ?? ''}`, `${tokens()}/${String(body['id'])}`]) {
      expect(await ask('PATCH', path, { json: { name: 'another' } })).toMatchObject(unchangeable);
    }
  });

  it('what a registry tells is taken with its bearer token, and told', async () => {
    const token = await make({ name: 'puller' });
    const event = {
      ...{ id: randomUUID(), timestamp: new Date().toISOString(), action: 'pull' },
      target: { mediaType: 'application/vnd.oci.image.manifest.v1+json', repository: 'team/app', tag: 'v1' },
      request: { addr: '192.0.2.7:4711', useragent: 'docker/20.10' },
      actor: { name: 'puller' },
    };
    const tell = (with_: string | undefined, events: object[] = [event]) =>
      send('POST', `${suite.url}/registry/notifications`, {
        json: { events },
        headers: { 'content-type': notifications },
        ...(with_ !== undefined && { bearer: with_ }),
      });
    const own = registry['notificationToken'];
    expect(await tell(own)).toMatchObject({ status: 200, body: { recorded: 1, ignored: 0 } });
    expect(await tell(own)).toMatchObject({ status: 200, body: { recorded: 0 } });
    const old = { ...event, id: randomUUID(), timestamp: '2020-01-01T00:00:00Z' };
    expect(await tell(own, [old])).toMatchObject({ status: 200, body: { recorded: 0, ignored: 1 } });
    for (const other of [undefined, 'forged', bearer, String(token.body['password'])]) {
      expect(await tell(other)).toMatchObject({ status: 401 });
    }
    const told = await waitUntil('the pull is told', async () => {
      const { body } = await ask('GET', `${registries}/${registry['id'] ?? ''}/repositories`);
      return (body['items'] as object[])[0];
    });
    expect(told).toMatchObject({ name: 'team/app', pulls: 1, lastPullBy: 'puller' });
    const usage = await ask('GET', `${tokens()}/${String(token.body['id'])}/usage`);
    expect(usage.body).toMatchObject({ pulls: 1, recent: [{ ip: '192.0.2.7', client: 'docker/20.10' }] });
  });

  it('a robot account is found by a part of its name, changed, and deleted for ever', async () => {
    const robots = ['nightly', 'release'].map((name) => ({
      kind: 'robot',
      project: 'team',
      name,
      scopes: [team],
    }));
    for (const robot of robots) expect(await make(robot)).toMatchObject({ status: 201 });
    const find = async (query: string) => {
      const { body } = await ask('GET', `${tokens()}?${query}`);
      return body['items'] as Readonly<Record<string, string>>[];
    };
    const [found, ...others] = await waitUntil('they are listed', async () => {
      const both = await find('q=team%2B');
      return both.length === 2 ? find('q=nightly') : undefined;
    });
    expect([found, others]).toEqual([
      expect.objectContaining({ kind: 'robot', username: 'robot$team+nightly', status: 'enabled' }),
      [],
    ]);
    expect(await find('q=team%2B&limit=1')).toHaveLength(1);
    const path = `${tokens()}/${found?.['id'] ?? ''}`;
    const changed = await ask('PATCH', path, { json: { status: 'disabled' } });
    expect([changed.status, changed.body['status']]).toEqual([200, 'disabled']);
    expect(await ask('PATCH', path, { json: { project: 'other' } })).toMatchObject({ status: 400 });
    expect(await ask('DELETE', path)).toMatchObject({ status: 204 });
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
    await waitUntil('it is listed no more', async () => (await find('q=nightly')).length === 0);
    expect(await make({ ...robots[0] })).toMatchObject({ status: 201 });
  });

  it('a CLI secret is shown to its user once', async () => {
    const first = await ask('GET', '/api/v1/users/me/cli-secret');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.body).toMatchObject({ username: 'admin', secret: expect.stringMatching(/^cs_cli_/) });
    expect((await ask('GET', '/api/v1/users/me/cli-secret')).body).not.toHaveProperty('secret');
    const put = (json: object) => ask('PUT', '/api/v1/users/me/cli-secret', { json });
    expect((await put({})).body).toMatchObject({ secret: expect.stringMatching(/^cs_cli_/) });
    expect(await put({ secret: 'too short' })).toMatchObject({
      status: 400,
      body: { code: 'clisecret.invalid' },
    });
    expect(await ask('DELETE', '/api/v1/users/me/cli-secret')).toMatchObject({ status: 204 });
    expect((await ask('GET', '/api/v1/users/me/cli-secret')).body).toMatchObject({ status: 'revoked' });
  });

  it('a CLI secret opens the token endpoint and nothing else, and a password does not open that', async () => {
    const made = await ask('PUT', '/api/v1/users/me/cli-secret', { json: {} });
    const secret = String(made.body['secret']);
    const { body: key } = await ask('POST', '/api/v1/api-keys', {
      json: { name: 'no password', expiresAt: inMinutes(90) },
    });
    const service = String(registry['service']);
    const logIn = (password: string) =>
      send('GET', `${suite.url}/registry/token?service=${service}`, { headers: basic(password, 'admin') });
    const logInByForm = (password: string) =>
      send('POST', `${suite.url}/registry/token`, {
        form: { grant_type: 'password', client_id: 'ci', service, username: 'admin', password },
      });
    for (const login of [logIn, logInByForm]) {
      expect(await login(secret)).toMatchObject({ status: 200 });
      for (const other of [adminPassword, bearer, String(key['key'])]) {
        expect(await login(other)).toMatchObject({
          status: 401,
          body: { errors: [{ message: 'invalid username or password' }] },
        });
      }
    }
    const form = { grant_type: 'password', username: 'admin', password: secret };
    expect(await send('POST', `${suite.url}/oauth/token`, { form })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    for (const path of ['/api/v1/me', '/api/v1/registries', '/authorize', '/api/v1/users/me/cli-secret']) {
      for (const headers of [{ authorization: `Bearer ${secret}` }, basic(secret, 'admin')]) {
        expect(await send('GET', `${suite.url}${path}`, { headers })).toMatchObject({ status: 401 });
      }
    }
  });
});
