import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newBrowser } from './browser.js';
import { freePort } from './free-port.js';
import { type Answer, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { type RunningProvider, startOpenIdProvider } from './openid-provider.js';

const token = 'scim-token-of-at-least-32-characters';
const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const error = 'urn:ietf:params:scim:api:messages:2.0:Error';
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** People by the id that the provider has of them. */
const people: Record<string, Record<string, unknown>> = {
  '00ujl29u0le5T6Aj10h7': { preferred_username: 'test.user@okta.local', groups: ['makers'] },
  pairwise: { preferred_username: 'other@contoso.com', oid: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef' },
};

describe('a provisioning client', () => {
  let provider: RunningProvider;
  let suite: IdentitySuite;
  let root: Caller;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    provider = await startOpenIdProvider(url, people);
    suite = await startIdentitySuite(1, {
      CREDSTREAM_PORT: String(port),
      CREDSTREAM_PUBLIC_URL: url,
      CREDSTREAM_OIDC_ISSUER: provider.issuer,
      CREDSTREAM_OIDC_CLIENT_ID: provider.clientId,
      CREDSTREAM_OIDC_CLIENT_SECRET: provider.clientSecret,
      CREDSTREAM_OIDC_GROUP_ROLES: JSON.stringify({ makers: [{ role: 'developer', scope: 'default' }] }),
      CREDSTREAM_SCIM_TOKEN: token,
    });
    root = await signedIn(url, 'admin', adminPassword);
    const json = { policies: { allowApiKeysForSsoUsers: true } };
    expect(await root('PATCH', '/api/v1/accounts/default', { json })).toMatchObject({ status: 200 });
  });
  afterAll(async () => {
    await suite.stop();
    await provider.stop();
  });

  /** As both clients send it: their media type, with a body or without. */
  const scim = async (method: string, path: string, body?: object, bearer = token): Promise<Answer> => {
    const answer = await send(method, `${url}/scim/v2${path}`, {
      bearer,
      headers: { 'content-type': 'application/scim+json; charset=utf-8', accept: 'application/scim+json' },
      ...(body && { json: body }),
    });
    if (answer.status !== 204) {
      expect(answer.headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    }
    return answer;
  };
  const find = (filter: string) =>
    scim('GET', `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`);
  const patch = (id: string, ...operations: readonly object[]) =>
    scim('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: operations,
    });
  const empty = { totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] };

  const signIn = async (person: string): Promise<{ status: number; call: Caller }> => {
    const browser = newBrowser();
    const page = await browser.open(`${url}/oauth/login?provider=oidc`);
    const answer = await browser.open(await browser.signInAt(page, person, `${url}/oauth/callback`));
    const { access_token: bearer = '' } = (await answer.json()) as Record<string, string>;
    return {
      status: answer.status,
      call: (method, path, more = {}) => send(method, `${url}${path}`, { bearer, ...more }),
    };
  };

  it('finds out what the server can do, without signing in', async () => {
    for (const path of [
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/ResourceTypes/User',
      '/Schemas',
      `/Schemas/${core}`,
    ]) {
      expect(await scim('GET', path, undefined, '')).toMatchObject({ status: 200 });
    }
    expect(await scim('GET', '/Schemas/constructor', undefined, '')).toMatchObject({
      status: 404,
      body: { schemas: [error], status: '404' },
    });
  });

  it('as Okta: tests, creates, replaces, deactivates and reactivates', async () => {
    expect(await scim('GET', '/Users?startIndex=1&count=2')).toMatchObject({ status: 200, body: empty });
    const externalId = '00ujl29u0le5T6Aj10h7';
    const userName = 'test.user@okta.local';
    expect(await find(`userName eq "${userName}"`)).toMatchObject({ status: 200, body: empty });
    const profile = {
      schemas: [core],
      userName,
      name: { givenName: 'Test', familyName: 'User' },
      emails: [{ primary: true, value: userName, type: 'work' }],
      ...{
        displayName: 'Test User',
        locale: 'en-US',
        externalId,
        groups: [],
        password: '1mz050nq',
        active: true,
      },
    };
    const made = await scim('POST', '/Users', profile);
    const shown = {
      ...{ schemas: [core], userName, externalId, active: true },
      emails: [{ primary: true, value: userName, type: 'work' }],
    };
    expect(made).toMatchObject({ status: 201, body: shown });
    const id = String(made.body['id']);
    expect(made.headers.get('location')).toBe(`/scim/v2/Users/${id}`);
    expect(await scim('POST', '/Users', profile)).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
    expect(await find(`userName eq "${userName.toUpperCase()}"`)).toMatchObject({
      body: { totalResults: 1, Resources: [shown] },
    });
    expect(await scim('GET', `/Users/${id}`)).toMatchObject({ status: 200, body: shown });
    const { password: _password, ...replaced } = { ...profile, id, displayName: 'Another' };
    expect(await scim('PUT', `/Users/${id}`, replaced)).toMatchObject({ status: 200, body: shown });

    // The person who then signs in is the one who was provisioned.
    const before = await signIn(externalId);
    expect((await before.call('GET', '/api/v1/me')).body).toMatchObject({
      id,
      roles: [{ role: 'developer', scope: 'default' }],
    });
    const key = await before.call('POST', '/api/v1/api-keys', { json: { name: 'old', expiresAt: inAMonth } });
    expect(key.status).toBe(201);

    expect(await patch(id, { op: 'replace', value: { active: false } })).toMatchObject({
      status: 200,
      body: { ...shown, active: false },
    });
    expect((await before.call('GET', '/api/v1/me')).status).toBe(401);
    expect((await signIn(externalId)).status).toBe(401);
    // Told twice, it is so.
    expect(await patch(id, { op: 'replace', value: { active: false } })).toMatchObject({ status: 200 });

    expect(await patch(id, { op: 'replace', value: { active: true } })).toMatchObject({
      status: 200,
      body: shown,
    });
    const { body: back } = await root('GET', `/api/v1/users/${id}`);
    expect(back).toMatchObject({ status: 'active', username: userName, roles: [] });
    expect((await before.call('GET', '/api/v1/me')).status).toBe(401);
    const after = await signIn(externalId);
    expect(after.status).toBe(200);
    const bearer = String(key.body['key']);
    expect((await send('GET', `${url}/authorize`, { bearer })).status).toBe(401);
  });

  it('as Entra: tests, finds, creates, patches, disables and deletes', async () => {
    expect(await find('userName eq "b5d1b7a2-5a1f-4b9f-8a0f-000000000000"')).toMatchObject({
      status: 200,
      body: empty,
    });
    const externalId = '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef';
    const userName = 'Test_User_ab6490ee@contoso.com';
    expect(await find(`externalId eq "${externalId}"`)).toMatchObject({ status: 200, body: empty });
    const made = await scim('POST', '/Users', {
      schemas: [core, enterprise],
      ...{ externalId, userName, active: true },
      emails: [{ primary: true, type: 'work', value: 'Test_User_fd0ea19b@testuser.com' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
      roles: [],
    });
    expect(made).toMatchObject({ status: 201, body: { userName, externalId, active: true } });
    const id = String(made.body['id']);
    expect(await find(`externalId eq "${externalId}"`)).toMatchObject({ body: { totalResults: 1 } });
    expect(
      await patch(
        id,
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'Test_User_fd0ea19b@testuser.com' },
        { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
        { op: 'Add', path: `${enterprise}:department`, value: 'Research' },
      ),
    ).toMatchObject({ status: 200, body: { id, userName } });
    const renamed = {
      op: 'Replace',
      path: 'userName',
      value: '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com',
    };
    expect(await patch(id, renamed)).toMatchObject({
      status: 400,
      body: { schemas: [error], status: '400', scimType: 'mutability' },
    });
    // Entra's tokens name a person otherwise at each application; `oid` is what it provisions by.
    expect((await (await signIn('pairwise')).call('GET', '/api/v1/me')).body).toMatchObject({
      id,
      username: userName,
    });

    expect(await patch(id, { op: 'Replace', path: 'active', value: 'False' })).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect((await root('GET', `/api/v1/users/${id}`)).body).toMatchObject({ status: 'offboarded' });
    expect(await patch(id, { op: 'Replace', path: 'Active', value: 'True' })).toMatchObject({
      body: { active: true },
    });
    expect(await scim('DELETE', `/Users/${id}`)).toMatchObject({ status: 204 });
    expect((await root('GET', `/api/v1/users/${id}`)).body).toMatchObject({ status: 'offboarded' });
    expect(await scim('GET', `/Users/${id}`)).toMatchObject({ status: 200, body: { active: false } });
  });

  it('pages through users, and is told what is wrong', async () => {
    for (const name of ['łukasz@example.org', 'ада@example.org', '李@example.org']) {
      expect(await scim('POST', '/Users', { schemas: [core], userName: name })).toMatchObject({
        status: 201,
        body: { userName: name },
      });
    }
    const { body } = await scim('GET', '/Users?startIndex=2&count=1');
    expect(body).toMatchObject({ startIndex: 2, itemsPerPage: 1 });
    expect(Number(body['totalResults'])).toBeGreaterThanOrEqual(3);
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({ itemsPerPage: 0 });
    expect((await scim('GET', '/Users?count=1000000000')).body['Resources']).toHaveLength(
      Number(body['totalResults']),
    );
    for (const [path, scimType] of [
      ['/Users?count=many', 'invalidValue'],
      ['/Users?filter=userName%20co%20%22a%22', 'invalidFilter'],
      ['/Users?filter=__proto__%20eq%20%22a%22', 'invalidFilter'],
    ] as const) {
      expect(await scim('GET', path)).toMatchObject({ status: 400, body: { schemas: [error], scimType } });
    }
    expect(await scim('POST', '/Users', { userName: 'eve@example.org' })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax' },
    });
  });

  it('has no power over the users of Credstream itself', async () => {
    const { body } = await root('GET', '/api/v1/me');
    const admin = String(body['id']);
    expect(await find('userName eq "admin"')).toMatchObject({ body: { totalResults: 0 } });
    expect(await scim('GET', `/Users/${admin}`)).toMatchObject({ status: 404 });
    expect(await patch(admin, { op: 'replace', value: { active: false } })).toMatchObject({ status: 404 });
    expect(await scim('DELETE', `/Users/${admin}`)).toMatchObject({ status: 404 });
    expect(await scim('POST', '/Users', { schemas: [core], userName: 'admin' })).toMatchObject({
      status: 409,
    });
    expect(await scim('GET', '/Users', undefined, 'another token of more than 32 characters')).toMatchObject({
      status: 401,
      body: { schemas: [error] },
    });
  });

  it('is not needed to re-admit who was off-boarded by hand', async () => {
    const json = { username: 'grace', password: 'a password of grace', account: 'default' };
    const made = await root('POST', '/api/v1/users', { json });
    const id = String(made.body['id']);
    expect(await root('POST', `/api/v1/users/${id}/offboard`)).toMatchObject({ status: 200 });
    expect(await root('POST', `/api/v1/users/${id}/readmit`, { json: {} })).toMatchObject({
      status: 400,
      body: { code: 'user.password_required' },
    });
    const again = { password: 'another password of grace' };
    expect(await root('POST', `/api/v1/users/${id}/readmit`, { json: again })).toMatchObject({
      status: 200,
      body: { status: 'active', roles: [] },
    });
    const grace = await signedIn(url, 'grace', again.password);
    expect((await grace('GET', '/api/v1/me')).body).toMatchObject({ id, username: 'grace' });
  });
});
