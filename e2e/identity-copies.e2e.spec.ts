import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { basic, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';

const password = 'twelve or more characters';
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
const roundCount = 5;

type Bearers = Readonly<Record<'key' | 'token of the key' | 'token of the session', string>>;

describe('two copies of every service', () => {
  let suite: IdentitySuite;
  let root: Caller;
  const tookMs: number[] = [];

  beforeAll(async () => {
    suite = await startIdentitySuite(2);
    root = await signedIn(suite.url, 'admin', adminPassword);
  });
  afterAll(async () => {
    const inOrder = [...tookMs].sort((one, other) => one - other);
    const at = (part: number) => inOrder[Math.ceil(inOrder.length * part) - 1]?.toFixed(0);
    process.stdout.write(
      `The other copy refused after ${at(0.5)} ms (median), ${at(0.95)} ms (p95), ${at(1)} ms (slowest of ${inOrder.length})\n`,
    );
    await suite.stop();
  });

  const bearersOf = async (username: string): Promise<Readonly<{ id: string; bearers: Bearers }>> => {
    const roles = [{ role: 'developer', scope: 'default' }];
    const made = await root('POST', '/api/v1/users', { json: { username, password, roles } });
    const form = { grant_type: 'password', username, password };
    const session = String((await send('POST', `${suite.url}/oauth/token`, { form })).body['access_token']);
    const json = { name: 'ci', expiresAt: inAMonth };
    const key = String(
      (await send('POST', `${suite.url}/api/v1/api-keys`, { bearer: session, json })).body['key'],
    );
    const exchanged = await send('POST', `${suite.url}/oauth/token`, {
      form: { grant_type: 'client_credentials' },
      headers: basic(key),
    });
    return {
      id: String(made.body['id']),
      bearers: {
        key,
        'token of the key': String(exchanged.body['access_token']),
        'token of the session': session,
      },
    };
  };
  const accepts = async (url: string, bearer: string): Promise<boolean> => {
    const { status } = await send('GET', `${url}/authorize`, { bearer });
    if (status !== 204 && status !== 401) throw new Error(`${status} is no answer`);
    return status === 204;
  };

  /** Asks one copy without a pause; the milliseconds from the change to the first refusal. */
  const refusal = async (url: string, bearer: string, changed: Promise<number>): Promise<number> => {
    while (await accepts(url, bearer));
    const at = performance.now();
    for (let again = 0; again < 20; again += 1) expect(await accepts(url, bearer)).toBe(false);
    return at - (await changed);
  };

  const measure = async (bearers: readonly string[], change: () => Promise<{ status: number }>) => {
    for (const bearer of bearers) for (const url of suite.urls) expect(await accepts(url, bearer)).toBe(true);
    const [here = '', there = ''] = suite.urls;
    const changed = change().then(({ status }) => {
      expect(status).toBe(200);
      return performance.now();
    });
    const elsewhere = bearers.map((bearer) => refusal(there, bearer, changed));
    await changed;
    // Where it was acknowledged nothing is let in any more.
    for (const bearer of bearers) expect(await accepts(here, bearer)).toBe(false);
    tookMs.push(...(await Promise.all(elsewhere)));
  };

  it.each(['disable', 'offboard'])('refuse at once whatever a user has: %s', async (verb) => {
    for (let round = 0; round < roundCount; round += 1) {
      const { id, bearers } = await bearersOf(`${verb}-${round}`);
      await measure(Object.values(bearers), () => root('POST', `/api/v1/users/${id}/${verb}`));
    }
  });

  it('refuse at once the tokens of a session that has ended', async () => {
    for (let round = 0; round < roundCount; round += 1) {
      const { bearers } = await bearersOf(`session-${round}`);
      const token = bearers['token of the session'];
      await measure([token], () => send('POST', `${suite.url}/oauth/revoke`, { form: { token } }));
      expect(await accepts(suite.url, bearers.key)).toBe(true);
    }
  });

  it('refuse at once the tokens of a key that was revoked', async () => {
    const { bearers } = await bearersOf('revoked');
    const keys = await send('GET', `${suite.url}/api/v1/api-keys`, {
      bearer: bearers['token of the session'],
    });
    const id = /cs_key_([^_]+)_/.exec(bearers.key)?.[1] ?? '';
    expect(keys.status).toBe(200);
    await measure([bearers.key, bearers['token of the key']], () =>
      send('POST', `${suite.url}/api/v1/api-keys/${id}/revoke`, {
        bearer: bearers['token of the session'],
        json: {},
      }),
    );
  });
});

describe('an exchanged API key', () => {
  let suite: IdentitySuite;
  let root: Caller;

  beforeAll(async () => {
    suite = await startIdentitySuite();
    root = await signedIn(suite.url, 'admin', adminPassword);
  });
  afterAll(() => suite.stop());

  const exchange = (key: string) =>
    send('POST', `${suite.url}/oauth/token`, {
      form: { grant_type: 'client_credentials' },
      headers: basic(key),
    });
  const newKey = async (name: string, more: object = {}): Promise<string> =>
    String(
      (await root('POST', '/api/v1/api-keys', { json: { name, expiresAt: inAMonth, ...more } })).body['key'],
    );

  it('gives a token that may do no more than the key', async () => {
    const { status, body, headers } = await exchange(await newKey('ci'));
    expect({ status, refresh: body['refresh_token'] }).toEqual({ status: 200, refresh: undefined });
    expect(headers.get('cache-control')).toBe('no-store');
    const bearer = String(body['access_token']);
    const json = { name: 'more', expiresAt: inAMonth };
    expect(await send('POST', `${suite.url}/api/v1/api-keys`, { bearer, json })).toMatchObject({
      status: 403,
      body: { code: 'apikey.not_permitted' },
    });
    expect(await exchange(bearer)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('gives a token that lives no longer than the key', async () => {
    const soon = new Date(Date.now() + 600_000).toISOString();
    const { body } = await exchange(await newKey('short', { expiresAt: soon }));
    expect(Number(body['expires_in'])).toBeLessThanOrEqual(600);
  });

  it('is refused when it is no key', async () => {
    expect(await exchange('cs_key_nothing')).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('is told of by introspection to its owner alone, and so is every token', async () => {
    const key = await newKey('told');
    const bearer = String((await exchange(key)).body['access_token']);
    const inspect = (call: Caller, token: string) => call('POST', '/oauth/introspect', { form: { token } });
    const told = await inspect(root, bearer);
    expect(told.body).toMatchObject({
      active: true,
      username: 'admin',
      client_id: /cs_key_([^_]+)/.exec(key)?.[1],
    });
    const account = 'elsewhere';
    await root('POST', '/api/v1/accounts', { json: { name: account } });
    await root('POST', '/api/v1/users', {
      json: { username: 'stranger', password, account, roles: [{ role: 'admin', scope: account }] },
    });
    const stranger = await signedIn(suite.url, 'stranger', password);
    expect((await inspect(stranger, bearer)).body).toEqual({ active: false });
    expect((await inspect(root, 'no token')).body).toEqual({ active: false });
    expect(await send('POST', `${suite.url}/oauth/introspect`, { form: { token: bearer } })).toMatchObject({
      status: 401,
    });
    const form = { grant_type: 'password', username: 'stranger', password };
    const { body } = await send('POST', `${suite.url}/oauth/token`, { form });
    const refreshToken = String(body['refresh_token']);
    expect((await inspect(stranger, refreshToken)).body).toMatchObject({
      active: true,
      username: 'stranger',
    });
    expect((await inspect(root, refreshToken)).body).toMatchObject({ active: true });
    const revoked = await send('POST', `${suite.url}/oauth/revoke`, { form: { token: refreshToken } });
    expect(revoked.status).toBe(200);
    expect((await inspect(stranger, refreshToken)).body).toEqual({ active: false });
    expect((await inspect(root, String(body['access_token']))).body).toEqual({ active: false });
  });

  it('has its endpoints in the metadata', async () => {
    const { body } = await send('GET', `${suite.url}/.well-known/oauth-authorization-server`);
    expect(body).toMatchObject({ issuer: suite.url, token_endpoint: `${suite.url}/oauth/token` });
    const keys = await send('GET', String(body['jwks_uri']));
    expect(keys.status).toBe(200);
  });
});
