import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GetRegistryToken, type RegistryTokenReply, tokenContract } from '@credstream/contracts/token';
import { contextOf, fresh, runService, type ServiceUnderTest, type UserActor } from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { startTokenServiceUnderTest, type TokenServiceUnderTest } from '../token-service.fixture.js';

const system = { kind: 'system', service: 'gateway' } as const;
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const toStop: (() => void)[] = [];

/** Ways of an issuer to answer wrongly. */
const wrongAnswers = [
  ...['never', 'nonsense', 'nothing', 'the document of another issuer', 'no keys', 'a redirection'],
  ...['too much', 'keys at a metadata service', 'keys that are none'],
] as const;

/** An issuer of which the test has the keys: discovery and a key set, as those of CI systems. */
const startIssuer = async () => {
  let answers: 'as it should' | (typeof wrongAnswers)[number] = 'as it should';
  let asked = 0;
  const newKey = async () => {
    const kid = randomUUID();
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    return {
      kid,
      privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } as JWK,
    };
  };
  let key = await newKey();
  const keySet = () => (answers === 'keys that are none' ? { keys: ['x'] } : { keys: [key.jwk] });
  const discovery = () => ({
    issuer: answers === 'the document of another issuer' ? 'https://elsewhere.example' : issuer,
    ...(answers !== 'no keys' && {
      jwks_uri: answers === 'keys at a metadata service' ? 'http://169.254.169.254/keys' : `${issuer}/keys`,
    }),
  });
  const server = createServer(({ url }, response) => {
    asked += 1;
    if (answers === 'never') return;
    if (answers === 'nothing') return void response.destroy();
    if (answers === 'nonsense') return void response.end('<html>');
    if (answers === 'too much') return void response.end(JSON.stringify({ issuer, x: 'x'.repeat(600_000) }));
    if (answers === 'a redirection') return void response.writeHead(302, { location: '/elsewhere' }).end();
    const document = url === '/keys' ? keySet() : discovery();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toStop.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked: () => asked,
    answer: (how: typeof answers) => void (answers = how),
    sign: (claims: JWTPayload, by = key): Promise<string> =>
      new SignJWT({ iss: issuer, iat: inSeconds(0), exp: inSeconds(300), jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: by.kid })
        .sign(by.privateKey),
    newKey,
    rotate: async () => void (key = await newKey()),
    kid: () => key.kid,
  };
};
type Issuer = Awaited<ReturnType<typeof startIssuer>>;

/** The claims that matter, as the three systems write them. */
const shapes: Readonly<Record<string, JWTPayload>> = {
  GitHub: {
    sub: 'repo:acme/app:ref:refs/heads/main',
    repository: 'acme/app',
    ref: 'refs/heads/main',
    repository_owner: 'acme',
    run_id: '77',
    workflow: 'build',
  },
  GitLab: {
    sub: 'project_path:acme/app:ref_type:branch:ref:main',
    project_path: 'acme/app',
    ref: 'main',
    ref_protected: 'true',
    pipeline_id: '9',
  },
  Kubernetes: {
    sub: 'system:serviceaccount:build:builder',
    'kubernetes.io': { namespace: 'build', serviceaccount: { name: 'builder', uid: 'x' } },
  },
};
const wanted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GitHub: { repository: 'acme/app', ref: 'refs/heads/*' },
  GitLab: { project_path: 'acme/*', ref_protected: 'true' },
  Kubernetes: { sub: 'system:serviceaccount:build:*' },
};

let suite: ServiceUnderTest<TokenServiceUnderTest>;
let admin: UserActor;
let issuer: Issuer;

beforeAll(async () => {
  suite = await runService(startTokenServiceUnderTest, {
    variables: { CREDSTREAM_EGRESS_ALLOW: '127.0.0.0/8' },
  });
  const account = await suite.addAccount();
  admin = await suite.addUser({ account, roles: ['admin'] });
  issuer = await startIssuer();
});
afterAll(async () => {
  for (const stop of toStop) stop();
  await suite.stop();
});

const trusting = async (claims: Readonly<Record<string, string>>, by = issuer.issuer) => {
  const service = fresh('registry');
  const registry = { name: service, service, hostname: 'registry.example.org' };
  const created = await suite.client.call(tokenContract.createRegistry, registry, contextOf(admin));
  const registryId = created.registry.id;
  const { issuer: trusted } = await suite.client.call(
    tokenContract.addTrustedIssuer,
    {
      ...{ registryId, issuer: by },
      claims: Object.entries(claims).map(([name, value]) => ({ name, value })),
      scopes: [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }],
    },
    contextOf(admin),
  );
  return { service, registryId, issuerId: trusted.id };
};
const scopes = ['repository:team/app:pull,push'];
const ask = (question: Partial<GetRegistryToken> & { service: string }, ip = '192.0.2.1') =>
  suite.client.call(
    tokenContract.issueRegistryToken,
    { username: 'oidc', scopes, ...question },
    contextOf(system, { ip }),
  );
const subjectOf = ({ token = '' }: RegistryTokenReply): unknown =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: unknown }).sub;

describe.each(Object.keys(shapes))('a workload of %s', (name) => {
  const shape = shapes[name] ?? {};

  it('is let in by its own token, and what it is granted is recorded with its claims', async () => {
    const { service, registryId, issuerId } = await trusting(wanted[name] ?? {});
    const password = await issuer.sign({ aud: service, ...shape });
    const reply = await ask({ service, password });
    expect(reply).toMatchObject({ outcome: 'granted', scope: scopes[0], concerns: [registryId] });
    expect(subjectOf(reply)).toBe(shape.sub);
    const end = new AbortController();
    const grants: unknown[] = [];
    for await (const message of suite.store.subscribe({ prefixes: ['tokengrants-'], signal: end.signal })) {
      if (message.kind === 'caught_up') break;
      if (message.kind === 'event') grants.push(...(message.event.data as { grants: unknown[] }).grants);
    }
    end.abort();
    expect(grants).toContainEqual(
      expect.objectContaining({
        ...{ registryId, by: 'issuer', holderId: issuerId, subject: shape.sub },
        claims: expect.objectContaining({ iss: issuer.issuer, sub: shape.sub }),
      }),
    );
  });

  it('is refused with other claims, another audience, another issuer, and when its time is over', async () => {
    const { service } = await trusting(wanted[name] ?? {});
    const refusal = async (claims: JWTPayload) => {
      const password = await issuer.sign({ aud: service, ...shape, ...claims });
      const { outcome, message, isKnown } = await ask({ service, password });
      return `${outcome} ${isKnown} ${message}`;
    };
    const others = Object.fromEntries(Object.keys(wanted[name] ?? {}).map((claim) => [claim, 'other']));
    expect(await refusal(others)).toContain('refused true no trusted issuer');
    expect(await refusal({ aud: 'other' })).toContain('refused true the token of the workload was made for');
    expect(await refusal({ exp: inSeconds(-60) })).toContain(
      'refused true the token of the workload expired',
    );
    expect(await refusal({ iss: 'https://elsewhere.example' })).toBe(
      'refused false invalid username or password',
    );
    const forged = await issuer.newKey();
    const password = await issuer.sign({ aud: service, ...shape }, { ...forged, kid: issuer.kid() });
    expect(await ask({ service, password })).toMatchObject({ outcome: 'refused', isKnown: false });
  });
});

describe('the token of a workload', () => {
  const claims = { sub: 'repo:acme/app', repository: 'acme/app' };
  const trustedOnce = () => trusting({ repository: 'acme/app' });

  it('is refused with a subject or an id that is no text', async () => {
    const { service } = await trusting({ repository: 'acme/*' });
    for (const [claim, value] of [
      ['sub', 7],
      ['sub', ['a']],
      ['sub', { toString: 'a' }],
      ['jti', 7],
      ['jti', null],
    ] as const) {
      const claims = { aud: service, repository: 'acme/app', [claim]: value } as JWTPayload;
      expect(await ask({ service, password: await issuer.sign(claims) })).toMatchObject({
        ...{ outcome: 'refused', message: `the token of the workload has no valid ${claim}` },
      });
    }
  });

  it('is not trusted by two values of one claim', async () => {
    const { registryId } = await trusting({ repository: 'acme/*' });
    const claims = ['acme/app', '*'].map((value) => ({ name: 'repository', value }));
    const added = suite.client.call(
      tokenContract.addTrustedIssuer,
      { registryId, issuer: issuer.issuer, claims, scopes: [] },
      contextOf(admin),
    );
    await expect(added).rejects.toMatchObject({
      ...{ code: 'registry.trusted_issuer_invalid' },
      details: { errors: [{ path: 'claims.1.name', rule: 'unique' }] },
    });
  });

  it('is trusted by claims of any name, and recorded with them', async () => {
    const names = ['__proto__', 'constructor', 'a.b', '$where', 'имя', 'a\u0000b', '\ud83d'];
    const { service } = await trusting(Object.fromEntries(names.map((name) => [name, `of ${name.length}`])));
    const said = JSON.parse(
      `{${names.map((name) => `${JSON.stringify(name)}: "of ${name.length}"`).join(', ')}}`,
    ) as JWTPayload;
    const password = await issuer.sign({ ...said, ['__proto__']: 'of 9', aud: service, sub: 'job' });
    const reply = await ask({ service, password });
    expect([reply.outcome, subjectOf(reply)]).toEqual(['granted', 'job']);
  });

  it('is good for one address, and for one registry', async () => {
    const [one, other] = [await trustedOnce(), await trustedOnce()];
    const password = await issuer.sign({ ...claims, aud: [one.service, other.service] });
    expect((await ask({ service: one.service, password })).outcome).toBe('granted');
    expect((await ask({ service: one.service, password })).outcome).toBe('granted');
    const elsewhere = await ask({ service: one.service, password }, '192.0.2.99');
    expect(elsewhere).toMatchObject({ outcome: 'refused', message: expect.stringContaining('used before') });
    expect((await ask({ service: other.service, password })).outcome).toBe('refused');
  });

  it('is exchanged once, for a password that lasts an hour and ends with the trust', async () => {
    const { service, registryId, issuerId } = await trustedOnce();
    const subjectToken = await issuer.sign({ ...claims, aud: service });
    const exchange = () =>
      suite.client.call(tokenContract.exchangeWorkloadToken, { service, subjectToken }, contextOf(system));
    const { token: password = '', expiresIn } = await exchange();
    expect([password.slice(0, 7), expiresIn]).toEqual(['cs_tok_', 3_600]);
    expect(await exchange()).toMatchObject({ outcome: 'refused', isKnown: true });
    const reply = await ask({ service, password }, '192.0.2.50');
    expect([reply.outcome, subjectOf(reply)]).toEqual(['granted', claims.sub]);
    expect((await ask({ service, password: `${password.slice(0, -7)}x${password.slice(-6)}` })).outcome).toBe(
      'refused',
    );
    const other = await trustedOnce();
    expect((await ask({ service: other.service, password })).outcome).toBe('refused');
    const removal = { registryId, issuerId };
    await suite.client.call(tokenContract.removeTrustedIssuer, removal, contextOf(admin));
    expect(await ask({ service, password })).toMatchObject({
      ...{ outcome: 'refused', message: expect.stringContaining('no longer trusts') },
    });
  });

  it('with a claim that looks like an answer of ours is a token like any other', async () => {
    const { service } = await trustedOnce();
    const password = await issuer.sign({ ...claims, aud: service, outcome: 'granted', message: 'x' });
    expect(await ask({ service, password })).toHaveProperty('token');
  });

  it('of a kind that is none is a wrong password', async () => {
    const { service } = await trustedOnce();
    for (const password of ['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', '🐳']) {
      expect(await ask({ service, password })).toMatchObject({ outcome: 'refused', isKnown: false });
    }
  });
});

describe('an issuer', () => {
  it('is not asked again and again for keys that nobody has', async () => {
    const own = await startIssuer();
    const { service } = await trusting({ sub: 'job' }, own.issuer);
    const before = await own.sign({ sub: 'job', aud: service });
    expect((await ask({ service, password: before })).outcome).toBe('granted');
    const asked = own.asked();
    // However many tokens come with a key that nobody knows: once now, once for those that came meanwhile.
    const unknown = await own.newKey();
    const answers = Array.from({ length: 20 }, async () =>
      ask({ service, password: await own.sign({ sub: 'job', aud: service }, unknown) }),
    );
    for (const { outcome } of await Promise.all(answers)) expect(outcome).toBe('refused');
    const documentsEachTime = 2;
    expect(own.asked() - asked).toBeLessThanOrEqual(2 * documentsEachTime);
  });

  it.each(wrongAnswers)('that answers %s is said to be away, and is no wrong password', async (how) => {
    const own = await startIssuer();
    own.answer(how);
    const { service } = await trusting({ sub: 'job' }, own.issuer);
    const password = await own.sign({ sub: 'job', aud: service });
    await expect(ask({ service, password })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that signs with another key now is asked for it at once, however often it does', async () => {
    const own = await startIssuer();
    const { service } = await trusting({ sub: 'job' }, own.issuer);
    const comes = async () => ask({ service, password: await own.sign({ sub: 'job', aud: service }) });
    expect((await comes()).outcome).toBe('granted');
    const before = await own.sign({ sub: 'job', aud: service });
    for (let time = 0; time < 2; time += 1) {
      await own.rotate();
      expect((await comes()).outcome).toBe('granted');
    }
    // The issuer no longer names the key before.
    expect(await ask({ service, password: before })).toMatchObject({ outcome: 'refused', isKnown: false });
  });

  it('that was known and is away now does not stop its workloads', async () => {
    const own = await startIssuer();
    const { service } = await trusting({ sub: 'job' }, own.issuer);
    expect((await ask({ service, password: await own.sign({ sub: 'job', aud: service }) })).outcome).toBe(
      'granted',
    );
    own.answer('nonsense');
    expect((await ask({ service, password: await own.sign({ sub: 'job', aud: service }) })).outcome).toBe(
      'granted',
    );
    // Nobody can tell whether this key is one of the issuer.
    const password = await own.sign({ sub: 'job', aud: service }, await own.newKey());
    await expect(ask({ service, password })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that is oidc-provider is understood', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    toStop.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { service } = await trusting({ client_id: 'pipeline' }, url);
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const provider = new Provider(url, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'ES256', use: 'sig' }] },
      clients: [
        {
          ...{ client_id: 'pipeline', client_secret: 'a-secret-of-thirty-two-characters-at-least' },
          ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
          id_token_signed_response_alg: 'ES256',
        },
      ],
      features: {
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => 'urn:registry',
          getResourceServerInfo: () => ({
            ...{ scope: '', audience: service, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } },
          }),
        },
      },
    });
    server.on('request', provider.callback());
    const response = await fetch(`${url}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('pipeline:a-secret-of-thirty-two-characters-at-least').toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: 'urn:registry' }),
    });
    const { access_token: password } = (await response.json()) as { access_token: string };
    expect(await ask({ service, password })).toMatchObject({ outcome: 'granted', scope: scopes[0] });
  });
});
