import { afterEach, describe, expect, it } from '@jest/globals';
import { newBrowser } from './browser.js';
import { freePort } from './free-port.js';
import { send } from './http.js';
import { adminPassword, type IdentitySuite, signedIn, startIdentitySuite } from './identity-suite.js';
import { type ClientAuthentication, type RunningProvider, startOpenIdProvider } from './openid-provider.js';

type Person = Record<string, unknown>;
const makers = [{ role: 'developer', scope: 'default' }];

describe('a provider that does it in its own way', () => {
  let provider: RunningProvider | undefined;
  let suite: IdentitySuite | undefined;
  let url = '';

  const start = async (
    people: Readonly<Record<string, Person>>,
    extra: Readonly<Record<string, string>> = {},
    authentication?: ClientAuthentication,
  ): Promise<void> => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    provider = await startOpenIdProvider(url, people, authentication);
    suite = await startIdentitySuite(1, {
      CREDSTREAM_PORT: String(port),
      CREDSTREAM_PUBLIC_URL: url,
      CREDSTREAM_OIDC_ISSUER: provider.issuer,
      CREDSTREAM_OIDC_CLIENT_ID: provider.clientId,
      CREDSTREAM_OIDC_CLIENT_SECRET: provider.clientSecret,
      CREDSTREAM_OIDC_GROUP_ROLES: JSON.stringify({ makers }),
      ...extra,
    });
  };
  afterEach(async () => {
    await suite?.stop();
    await provider?.stop();
    suite = provider = undefined;
  });

  const signIn = async (person: string): Promise<Person> => {
    const browser = newBrowser();
    const page = await browser.open(`${url}/oauth/login?provider=oidc`);
    if (page.status !== 200) return { status: page.status };
    const answer = await browser.open(await browser.signInAt(page, person, `${url}/oauth/callback`));
    const body = (await answer.json()) as Record<string, string>;
    if (answer.status !== 200) return { status: answer.status, ...body };
    return (await send('GET', `${url}/api/v1/me`, { bearer: body['access_token'] ?? '' })).body;
  };

  it.each(['client_secret_basic', 'client_secret_post'] as const)(
    'is asked by %s where it announces that alone',
    async (authentication) => {
      await start({ ada: { preferred_username: 'ada' } }, {}, authentication);
      expect(await signIn('ada')).toMatchObject({ username: 'ada', origin: 'oidc' });
    },
  );

  it('is not asked in a way that it does not announce', async () => {
    await start({}, {}, 'client_secret_jwt');
    expect((await signIn('ada'))['status']).toBe(503);
  });

  it('may list groups as one text, below another claim, or not at all', async () => {
    const people: Record<string, Person> = {
      ada: { preferred_username: 'ada', groups: 'makers' },
      bob: { preferred_username: 'bob', groups: ['makers'] },
      eve: {
        preferred_username: 'eve',
        groups: ['makers'],
        email: 'eve@example.org',
        email_verified: 'false',
      },
    };
    await start(people);
    expect((await signIn('ada'))['roles']).toEqual(makers);
    expect((await signIn('bob'))['roles']).toEqual(makers);
    expect(await signIn('eve')).not.toHaveProperty('email');

    // Unknown is not empty: what was given stays.
    people['ada'] = { preferred_username: 'ada' };
    people['bob'] = { preferred_username: 'bob', hasgroups: true };
    people['eve'] = { preferred_username: 'eve', groups: [{ value: 'others' }] };
    for (const person of ['ada', 'bob', 'eve']) expect((await signIn(person))['roles']).toEqual(makers);
    people['ada'] = { preferred_username: 'ada', groups: [] };
    expect((await signIn('ada'))['roles']).toEqual([]);
  });

  it('may keep the groups below another claim', async () => {
    await start(
      { ada: { preferred_username: 'ada', realm_access: { roles: ['makers', 'others'] } } },
      { CREDSTREAM_OIDC_GROUP_CLAIM: 'realm_access.roles' },
    );
    expect((await signIn('ada'))['roles']).toEqual(makers);
  });

  it('knows the same person however the setting writes the issuer', async () => {
    await start({ ada: { preferred_username: 'ада' } });
    const { issuer = '' } = provider ?? {};
    const before = await signIn('ada');
    expect(before).toMatchObject({ username: 'ада' });
    await suite?.stopService('identity');
    await suite?.startService('identity', { CREDSTREAM_OIDC_ISSUER: `${issuer}/` });
    expect((await signIn('ada'))['id']).toBe(before['id']);
    const root = await signedIn(url, 'admin', adminPassword);
    expect((await root('GET', '/api/v1/users')).body['items']).toHaveLength(2);
  });
});
