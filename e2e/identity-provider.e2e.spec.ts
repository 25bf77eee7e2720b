import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { newBrowser } from './browser.js';
import { type Child, startChild } from './child.js';
import { freePort } from './free-port.js';
import { type Answer, basic, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { type RunningProvider, startOpenIdProvider } from './openid-provider.js';
import { waitUntil } from './wait-until.js';

const people: Record<string, Record<string, unknown>> = {
  ada: {
    preferred_username: 'ada.lovelace',
    email: 'ada@example.org',
    email_verified: true,
    groups: ['makers'],
  },
  bob: { preferred_username: 'admin', email: 'bob@example.org', groups: [] },
  eve: { preferred_username: 'x:y', groups: ['makers'] },
  joe: { preferred_username: 'joe', groups: ['makers'] },
  kim: { preferred_username: 'kim', groups: ['makers'] },
  zoe: { preferred_username: 'zoe', groups: [] },
  sue: { preferred_username: 'susan', groups: ['makers'] },
};
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();

describe('an OpenID Connect provider', () => {
  let provider: RunningProvider;
  let suite: IdentitySuite;
  let root: Caller;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    provider = await startOpenIdProvider(url, people);
    suite = await startIdentitySuite(1, {
      CREDSTREAM_PORT: port,
      CREDSTREAM_PUBLIC_URL: url,
      CREDSTREAM_OIDC_ISSUER: provider.issuer,
      CREDSTREAM_OIDC_CLIENT_ID: provider.clientId,
      CREDSTREAM_OIDC_CLIENT_SECRET: provider.clientSecret,
      CREDSTREAM_OIDC_GROUP_ROLES: JSON.stringify({ makers: [{ role: 'developer', scope: 'default' }] }),
      CREDSTREAM_SCIM_TOKEN: 'scim-token-of-at-least-32-characters',
    });
    root = await signedIn(url, 'admin', adminPassword);
    const json = { policies: { allowApiKeysForSsoUsers: true } };
    expect(await root('PATCH', '/api/v1/accounts/default', { json })).toMatchObject({ status: 200 });
  });
  afterAll(async () => {
    await suite.stop();
    await provider.stop();
  });

  const callback = `/oauth/callback`;
  /** Up to the callback, which is not opened yet. */
  const begin = async (person: string) => {
    const browser = newBrowser();
    const page = await browser.open(`${url}/oauth/login?provider=oidc`);
    return { browser, at: await browser.signInAt(page, person, url + callback) };
  };
  const signIn = async (person: string) => {
    const { browser, at } = await begin(person);
    const response = await browser.open(at);
    const body = (await response.json()) as Record<string, string>;
    const call: Caller = (method, path, more = {}) =>
      send(method, `${url}${path}`, { bearer: body['access_token'] ?? '', ...more });
    return { status: response.status, body, call, browser };
  };
  const me = async (call: Caller): Promise<Record<string, unknown>> => (await call('GET', '/api/v1/me')).body;
  /** All that was recorded about users and sessions until now: the log is read up to a command of this moment. */
  const recorded = async (): Promise<readonly unknown[]> => {
    const path = `default/${randomUUID().slice(0, 8)}`;
    const { headers } = await root('POST', '/api/v1/scopes', { json: { path, kind: 'project' } });
    return waitUntil('the log is read', async () => {
      const { body } = await root('GET', '/api/v1/audit/events?limit=200', {
        headers: { 'credstream-min-position': headers.get('credstream-position') ?? '' },
      });
      const items = body['items'] as { type: string; id: string; data: { path?: string } }[];
      if (!items.some(({ data }) => data.path === path)) return undefined;
      return items.filter(({ type }) => /^(User|Session)/.test(type)).map(({ id }) => id);
    });
  };
  const authorize = (bearer: string): Promise<Answer> => send('GET', `${url}/authorize`, { bearer });

  it('makes the user at the first sign-in, with the roles of the groups', async () => {
    const first = await signIn('ada');
    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const ada = await me(first.call);
    expect(ada).toMatchObject({
      username: 'ada.lovelace',
      email: 'ada@example.org',
      origin: 'oidc',
      account: 'default',
      roles: [{ role: 'developer', scope: 'default' }],
    });
    const second = await signIn('ada');
    expect((await me(second.call))['id']).toBe(ada['id']);
  });

  describe('from the command line', () => {
    const config = temporaryFolder();
    const credstream = (...args: readonly string[]): Child =>
      startChild(process.execPath, ['apps/cli/dist/main.js', ...args], {
        env: { CREDSTREAM_ADDR: url, XDG_CONFIG_HOME: config },
      });
    /** Up to the page that asks whether to go on. */
    const asked = async (address: string) => {
      const browser = newBrowser();
      const at = await browser.signInAt(await browser.open(address), 'ada', url + callback);
      const page = await browser.open(at);
      const text = await page.text();
      return {
        status: page.status,
        text,
        link: /href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '',
      };
    };

    it('signs in by the browser, once the person has compared the code and goes on', async () => {
      const login = credstream('login', '--oidc');
      const [, address = ''] = await login.prints(/^ {2}(http\S+)$/m);
      const [, phrase = ''] = await login.prints(/shows this code: (\S+)/);
      const { text, link } = await asked(address);
      expect(text).toContain(`<b>${phrase}</b>`);
      expect(text).toContain('<b>ada.lovelace</b>');
      const { origin } = new URL(link);
      expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:/);
      // A neighbour on the machine: without the state nobody is listened to.
      expect((await fetch(`${origin}/callback?code=x&state=${'y'.repeat(43)}`)).status).toBe(404);
      expect((await fetch(`${origin}/callback`, { method: 'POST' })).status).toBe(404);
      expect((await fetch(link)).status).toBe(200);
      expect(await login.exit).toMatchObject({ code: 0 });
      expect(login.stderr()).toContain(`Signed in to ${url} as ada.lovelace of default.`);
      expect(login.stdout()).toBe('');
      const whoami = credstream('whoami', '--field', 'username');
      await whoami.exit;
      expect(whoami.stdout()).toBe('ada.lovelace\n');
    });

    it('ends at once when the person refuses, at the provider or here', async () => {
      const login = credstream('login', '--oidc');
      const [, address = ''] = await login.prints(/^ {2}(http\S+)$/m);
      const browser = newBrowser();
      const form = await (await browser.open(address)).text();
      const abort = /href="([^"]+\/abort)"/.exec(form)?.[1] ?? '';
      expect(await (await browser.open(abort)).text()).toContain('You are not signed in.');
      expect(await login.exit).toMatchObject({ code: 4 });
      expect(login.stderr()).toMatch(
        /^credstream: The sign-in came to nothing: The provider did not confirm the sign-in.*credstream login --oidc$/m,
      );

      const other = credstream('login', '--oidc');
      const [, otherAddress = ''] = await other.prints(/^ {2}(http\S+)$/m);
      const { text, link } = await asked(otherAddress);
      const [, no = ''] = /href="([^"]+)">This was not me/.exec(text) ?? [];
      // A neighbour on the machine cannot end it.
      const { origin } = new URL(link);
      expect((await fetch(`${origin}/callback?error=access_denied&state=${'y'.repeat(43)}`)).status).toBe(
        404,
      );
      expect((await fetch(no.replaceAll('&amp;', '&'))).status).toBe(200);
      expect(await other.exit).toMatchObject({ code: 4 });
      expect(other.stderr()).toContain('The sign-in came to nothing: it was refused in the browser.');
    });

    it('ends by Ctrl-C, and takes no password beside the provider', async () => {
      const login = credstream('login', '--oidc', '--no-browser');
      await login.prints(/Waiting for the browser/);
      expect(await login.end('SIGINT')).toMatchObject({ code: 130 });
      const both = credstream('login', '--oidc', '--username', 'ada');
      expect(await both.exit).toMatchObject({ code: 2 });
    });

    it('gives a code that is good once, and only with the verifier of the program', async () => {
      const verifier = 'v'.repeat(43);
      const query = new URLSearchParams({
        redirect_uri: 'http://[::1]:49152/callback',
        code_challenge: hash('sha256', verifier, 'base64url'),
        code_challenge_method: 'S256',
        state: 's'.repeat(16),
      });
      const { link } = await asked(`${url}/oauth/login?${query}`);
      const code = new URL(link).searchParams.get('code') ?? '';
      const redeem = (form: Readonly<Record<string, string>>) =>
        send('POST', `${url}/oauth/token`, { form: { grant_type: 'authorization_code', ...form } });
      const refused = { status: 400, body: { error: 'invalid_grant' } };
      const [body = '', mac = ''] = code.split('.');
      const forged = {
        ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object),
        userId: 'admin',
      };
      const before = await recorded();
      expect(await redeem({ code, code_verifier: 'w'.repeat(43) })).toMatchObject(refused);
      const otherBody = Buffer.from(JSON.stringify(forged)).toString('base64url');
      expect(await redeem({ code: `${otherBody}.${mac}`, code_verifier: verifier })).toMatchObject(refused);
      expect(await redeem({ code })).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      expect(await recorded()).toEqual(before);
      const both = await Promise.all([1, 2].map(() => redeem({ code, code_verifier: verifier })));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    });

    it.each([
      ['redirect_uri', 'https://127.0.0.1:1/callback'],
      ['redirect_uri', 'http://127.0.0.1.example.com:1/callback'],
      ['redirect_uri', 'http://localhost:1/callback'],
      ['redirect_uri', 'http://127.0.0.1:1/callback?x="><script>'],
      ['code_challenge', 'short'],
      ['code_challenge_method', 'plain'],
      ['state', '<b>'],
      ['state', ''],
    ])('refuses %s %s before the provider is asked', async (name, value) => {
      const query = new URLSearchParams({
        redirect_uri: 'http://127.0.0.1:49152/callback',
        code_challenge: 'c'.repeat(43),
        code_challenge_method: 'S256',
        state: 's'.repeat(16),
      });
      query.set(name, value);
      const answer = await send('GET', `${url}/oauth/login?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: name }] } });
      expect(answer.headers.get('set-cookie')).toBeNull();
    });
  });

  it('takes a role away from who has left the group', async () => {
    const before = await signIn('joe');
    expect((await me(before.call))['roles']).toHaveLength(1);
    people['joe'] = { preferred_username: 'joe', groups: [] };
    const after = await signIn('joe');
    expect((await me(after.call))['roles']).toEqual([]);
  });

  it('cannot make anyone another user of the same name', async () => {
    const { call } = await signIn('bob');
    const bob = await me(call);
    expect(bob).toMatchObject({ origin: 'oidc', roles: [] });
    expect(bob['username']).toBe(`oidc-${String(bob['id'])}`);
    expect((await me((await signIn('eve')).call))['username']).toMatch(/^oidc-/);
  });

  it('has each sign-in confirmed once, by the browser that began it', async () => {
    const { browser, at } = await begin('ada');
    const before = await recorded();
    const refused = { status: 401, code: 'auth.provider_refused' };
    const answerOf = async (response: Response) => ({
      status: response.status,
      code: ((await response.json()) as { code?: string }).code,
    });
    const open = (address: string, by = browser) => by.open(address).then(answerOf);
    const changed = (change: (address: URL) => void): string => {
      const address = new URL(at);
      change(address);
      return address.href;
    };
    expect(await open(at, newBrowser())).toEqual(refused);
    expect(
      await open(
        changed(({ searchParams }) => searchParams.delete('state')),
        browser,
      ),
    ).toEqual(refused);
    expect(await recorded()).toEqual(before);
    const other = await begin('ada');
    // Another sign-in's code does not fit this one's verifier and nonce.
    const code = new URL(other.at).searchParams.get('code') ?? '';
    const { browser: third, at: thirdAt } = await begin('ada');
    const mixed = new URL(thirdAt);
    mixed.searchParams.set('code', code);
    expect(await open(mixed.href, third)).toEqual(refused);
    expect(await recorded()).toEqual(before);
    const again = await begin('ada');
    const cookieKept = again.browser.copy();
    expect((await again.browser.open(again.at)).status).toBe(200);
    expect(await open(again.at, cookieKept)).toEqual(refused);
  });

  it('ends the sessions of who signs out there', async () => {
    const { call, browser } = await signIn('sue');
    const elsewhere = await signIn('sue');
    expect(
      await send('POST', `${url}/oauth/backchannel-logout`, { form: { logout_token: 'no token' } }),
    ).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    const page = await browser.open(`${provider.issuer}/session/end`);
    await browser.submit(page, { logout: 'yes' });
    await waitUntil('the session has ended', async () =>
      (await call('GET', '/api/v1/me')).status === 401 ? true : undefined,
    );
    const { body } = await root('GET', `/api/v1/audit/events?type=SessionEnded`, {
      headers: { 'credstream-min-position': '999999999' },
    });
    expect(body['items']).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ reason: 'provider_logout' }) }),
    );
    expect((await elsewhere.call('GET', '/api/v1/me')).status).toBe(200);
  });

  it('ends no session by a logout token that it signed for another client', async () => {
    const { call } = await signIn('kim');
    const before = await recorded();
    const logOut = async (otherwise?: Record<string, unknown>): Promise<Answer> =>
      send('POST', `${url}/oauth/backchannel-logout`, {
        form: { logout_token: await provider.logoutToken('kim', otherwise) },
      });
    const refused = { status: 400, body: { error: 'invalid_request' } };
    expect(await logOut({ aud: 'another client' })).toMatchObject(refused);
    expect(await logOut({ aud: ['another client', 'a third one'] })).toMatchObject(refused);
    expect(await logOut({ aud: [] })).toMatchObject(refused);
    expect(await logOut({ aud: undefined })).toMatchObject(refused);
    expect(await recorded()).toEqual(before);
    expect((await call('GET', '/api/v1/me')).status).toBe(200);
    // The same token, for this client, is taken: it was the audience that was wrong.
    expect(await logOut()).toMatchObject({ status: 200 });
    expect((await call('GET', '/api/v1/me')).status).toBe(401);
  });

  it('tells by SCIM who has left', async () => {
    const { call } = await signIn('zoe');
    const { id } = await me(call);
    const headers = { 'content-type': 'application/scim+json' };
    const bearer = 'scim-token-of-at-least-32-characters';
    const users = `${url}/scim/v2/Users`;
    const patch = (operations: readonly object[], by = bearer) => {
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
      const body = JSON.stringify({ schemas, Operations: operations });
      return send('PATCH', `${users}/${String(id)}`, { bearer: by, headers, json: body });
    };
    const problem = (status: number) => ({
      status,
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status) },
    });
    const leaves = [{ op: 'Replace', path: 'active', value: 'False' }];
    expect(await patch([{ op: 'replace', path: 'userName', value: 'other' }])).toMatchObject(problem(400));
    expect(await patch(leaves, 'another-token-of-at-least-32-chars')).toMatchObject(problem(401));
    expect(await send('DELETE', `${users}/nobody`, { bearer })).toMatchObject(problem(404));
    const rootId = String((await root('GET', '/api/v1/me')).body['id']);
    // A local user is none of the provider's business.
    expect(await send('DELETE', `${users}/${rootId}`, { bearer })).toMatchObject(problem(404));
    expect((await call('GET', '/api/v1/me')).status).toBe(200);
    const gone = await patch(leaves);
    expect(gone).toMatchObject({ status: 200, body: { id, active: false } });
    expect(gone.headers.get('content-type')).toContain('application/scim+json');
    expect((await call('GET', '/api/v1/me')).status).toBe(401);
    expect(await send('DELETE', `${users}/${String(id)}`, { bearer })).toMatchObject({
      status: 204,
      text: '',
    });
    const report = await root('GET', `/api/v1/users/${String(id)}/offboarding`);
    expect(report.body).toMatchObject({ complete: true, sessions: [{}] });
  });

  it('has a person sign in, make a key, and lose everything when off-boarded', async () => {
    const { call, body: tokens } = await signIn('ada');
    const { id } = await me(call);
    const made = await call('POST', '/api/v1/api-keys', { json: { name: 'ci', expiresAt: inAMonth } });
    expect(made).toMatchObject({ status: 201 });
    const key = String(made.body['key']);
    const exchanged = await send('POST', `${url}/oauth/token`, {
      form: { grant_type: 'client_credentials' },
      headers: basic(key),
    });
    expect(exchanged).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } });
    const keyToken = String(exchanged.body['access_token']);
    expect((await authorize(key)).status).toBe(204);
    expect((await authorize(keyToken)).headers.get('x-credstream-key-id')).toBe(made.body['id']);

    const report = await root('POST', `/api/v1/users/${String(id)}/offboard`);
    expect(report).toMatchObject({
      status: 200,
      body: { userId: id, complete: true, apiKeys: [{ id: made.body['id'], name: 'ci' }] },
    });
    expect((report.body['sessions'] as unknown[]).length).toBeGreaterThan(0);
    expect((await authorize(key)).status).toBe(401);
    expect((await authorize(keyToken)).status).toBe(401);
    expect((await call('GET', '/api/v1/me')).status).toBe(401);
    const form = { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] ?? '' };
    expect(await send('POST', `${url}/oauth/token`, { form })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    const again = await begin('ada');
    expect((await again.browser.open(again.at)).status).toBe(401);
  });
});
