import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload } from 'jose';
import { Provider } from 'oidc-provider';
import { parse } from 'yaml';
import { afterTests, temporaryFolder } from './after-tests.js';
import { makeImage, type Skopeo, skopeo } from './container-clients.js';
import { freePort } from './free-port.js';
import { type Answer, send } from './http.js';
import { blocksOf } from './markdown.js';
import { type RegistrySuite, startRegistrySuite } from './registry-suite.js';
import { runProgram } from './run-program.js';
import { startWorkloadIssuer, type WorkloadIssuer } from './workload-issuer.js';

const job = {
  ...{ sub: 'repo:acme/app:ref:refs/heads/main', repository: 'acme/app', ref: 'refs/heads/main' },
  ...{ repository_owner: 'acme', run_id: '77', workflow: 'build' },
};
const gitlab = {
  ...{ sub: 'project_path:acme/app:ref_type:branch:ref:main', project_path: 'acme/app' },
  ...{ ref: 'main', ref_protected: 'true', pipeline_id: '9' },
};
const pod = {
  sub: 'system:serviceaccount:build:builder',
  'kubernetes.io': { namespace: 'build', serviceaccount: { name: 'builder', uid: 'x' } },
};

let registry: RegistrySuite;
let issuer: WorkloadIssuer;
let image: string;
let host: string;
let service: string;

const trust = async (claims: object, by = issuer.issuer): Promise<string> => {
  const scopes = [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }];
  const path = `/api/v1/registries/${registry.registry.id}/trusted-issuers`;
  const made = await registry.admin('POST', path, { json: { issuer: by, claims, scopes } });
  expect(made).toMatchObject({ status: 201, body: { claims, audience: service } });
  return made.headers.get('location') ?? '';
};

beforeAll(async () => {
  image = await makeImage();
  issuer = await startWorkloadIssuer(job);
  registry = await startRegistrySuite({ env: { CREDSTREAM_EGRESS_ALLOW: '127.0.0.1' } });
  ({ host } = registry.running);
  ({ service } = registry.registry);
  await trust({ repository: 'acme/app', ref: 'refs/heads/*' });
  await trust({ project_path: 'acme/*', ref_protected: 'true' });
  await trust({ sub: 'system:serviceaccount:build:*' });
});

const loginAs = async (password: string): Promise<Readonly<{ client: Skopeo; code: number | null }>> => {
  const client = skopeo(image);
  const { code } = await client.login(host, { username: 'oidc', password });
  return { client, code };
};

describe.each<[string, JWTPayload, JWTPayload]>([
  ['GitHub', job, { ...job, repository: 'mallory/app' }],
  ['GitLab', gitlab, { ...gitlab, ref_protected: 'false' }],
  ['Kubernetes', pod, { ...pod, sub: 'system:serviceaccount:default:builder' }],
])('a workload of %s', (name, claims, others) => {
  it('pushes and pulls with its own token, and is refused with other claims', async () => {
    const { client, code } = await loginAs(await issuer.sign({ ...claims, aud: service }));
    expect(code).toBe(0);
    const repository = `${host}/team/${name.toLowerCase()}`;
    expect(await client.push(`${repository}:1`)).toMatchObject({ code: 0 });
    expect(await client.pull(`${repository}:1`)).toMatchObject({ code: 0 });
    expect((await client.push(`${host}/other/app:1`)).code).not.toBe(0);
    expect((await client.remove(`${repository}:1`)).code).not.toBe(0);
    expect((await loginAs(await issuer.sign({ ...others, aud: service }))).code).not.toBe(0);
    expect((await loginAs(await issuer.sign({ ...claims, aud: 'another registry' }))).code).not.toBe(0);
  });
});

describe('the pipelines of the guide', () => {
  const [github = '', ofGitlab = ''] = blocksOf('docs/guides/registry.md')
    .filter(({ language }) => language === 'yaml')
    .map(({ text }) => text);

  /** What a runner does: the lines of the step, in a shell, with what the CI system tells the job. */
  const runs = async (script: string, env: Readonly<Record<string, string>>) => {
    const here = script
      .replaceAll('registry.example.org', host)
      .replaceAll('audience=images', `audience=${service}`);
    return runProgram('bash', ['-e', '-o', 'pipefail', '-c', here], {
      // Without a daemon: a login needs none.
      env: { ...env, DOCKER_CONFIG: temporaryFolder(), DOCKER_HOST: `tcp://127.0.0.1:${await freePort()}` },
    });
  };

  it('log in on GitHub', async () => {
    const { steps } = parse(github) as { steps: { run: string }[] };
    const { code, output } = await runs(steps[0]?.run ?? '', issuer.env);
    expect([code, output]).toEqual([0, expect.stringContaining('Login Succeeded')]);
  });

  it('log in on GitLab', async () => {
    const { push } = parse(ofGitlab) as { push: { script: string[] } };
    const token = await issuer.sign({ ...gitlab, aud: service });
    const { code, output } = await runs(push.script.join('\n'), { REGISTRY_TOKEN: token });
    expect([code, output]).toEqual([0, expect.stringContaining('Login Succeeded')]);
  });
});

describe('the exchange of a token (RFC 8693)', () => {
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  };
  const exchange = (form: Readonly<Record<string, string>>): Promise<Answer> =>
    send('POST', registry.realm, { form: { ...grant, ...form } });

  it('gives a password for an hour, once, that ends when it is revoked', async () => {
    const subject = await issuer.sign({ ...job, aud: service });
    const { status, body, headers } = await exchange({ audience: service, subject_token: subject });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      ...{ access_token: expect.stringMatching(/^cs_tok_/), token_type: 'N_A', expires_in: 3_600 },
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    const password = String(body['access_token']);
    const { client, code } = await loginAs(password);
    expect(code).toBe(0);
    expect(await client.push(`${host}/team/exchanged:1`)).toMatchObject({ code: 0 });
    expect(await exchange({ service, subject_token: subject })).toMatchObject({
      status: 401,
      body: { error: 'invalid_grant', errors: [{ message: expect.stringContaining('used before') }] },
    });
    const revoke = { form: { token: password } };
    expect(await send('POST', `${registry.suite.url}/oauth/revoke`, revoke)).toMatchObject({ status: 200 });
    expect((await loginAs(password)).code).not.toBe(0);
  });

  it.each<[string, Readonly<Record<string, string>>, number, string]>([
    ['no token', {}, 400, 'invalid_request'],
    ['an unknown service', { service: 'nowhere', subject_token: 'x.y.z' }, 400, 'invalid_request'],
    ['a token of another type', { subject_token: 'x', subject_token_type: 'saml2' }, 400, 'invalid_request'],
    ['what is no token', { subject_token: 'x.y.z' }, 401, 'invalid_grant'],
    ['one that nobody signed', { subject_token: 'eyJhbGciOiJub25lIn0.e30.' }, 401, 'invalid_grant'],
    ['one that is too long', { subject_token: 'x'.repeat(20_000) }, 400, 'invalid_request'],
  ])('refuses %s', async (_what, form, status, error) => {
    expect(await exchange({ service, ...form })).toMatchObject({ status, body: { error } });
  });
});

describe('an issuer', () => {
  const withPassword = (password: string) => {
    const authorization = `Basic ${Buffer.from(`oidc:${password}`).toString('base64')}`;
    const query = new URLSearchParams({ service, scope: 'repository:team/app:pull' });
    return send('GET', `${registry.realm}?${query.toString()}`, { headers: { authorization } });
  };
  const away = { status: 503, body: { errors: [{ code: 'UNAVAILABLE' }] } };

  it('that is away, or never ends its answer, is no wrong password: 503, and when to try again', async () => {
    const slow = await startWorkloadIssuer();
    slow.hang();
    const gone = `http://127.0.0.1:${await freePort()}`;
    for (const [by, password] of [
      [slow.issuer, await slow.sign({ sub: 'job', aud: service })],
      [gone, await slow.sign({ iss: gone, sub: 'job', aud: service })],
    ] as const) {
      await trust({ sub: 'job' }, by);
      const answer = await withPassword(password);
      expect(answer).toMatchObject(away);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('that is no longer trusted lets nobody in', async () => {
    const other = await startWorkloadIssuer();
    const path = await trust({ sub: 'job' }, other.issuer);
    const password = await other.sign({ sub: 'job', aud: service });
    expect(await withPassword(password)).toMatchObject({ status: 200 });
    expect(await registry.admin('DELETE', path)).toMatchObject({ status: 204 });
    expect(await withPassword(password)).toMatchObject({ status: 401 });
  });

  it('may be oidc-provider', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterTests(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await trust({ client_id: 'pipeline' }, url);
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const secret = 'a-secret-of-thirty-two-characters-at-least';
    const provider = new Provider(url, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'ES256', use: 'sig' }] },
      clients: [
        {
          ...{ client_id: 'pipeline', client_secret: secret, id_token_signed_response_alg: 'ES256' },
          ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
        },
      ],
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            ...{ scope: '', audience: service, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } },
          }),
        },
      },
      ttl: { ClientCredentials: 300 },
    });
    server.on('request', provider.callback());
    const { body } = await send('POST', `${url}/token`, {
      form: { grant_type: 'client_credentials', resource: 'urn:registry' },
      headers: { authorization: `Basic ${Buffer.from(`pipeline:${secret}`).toString('base64')}` },
    });
    const token = String(body['access_token']);
    const { client, code } = await loginAs(token);
    expect(code).toBe(0);
    expect(await client.push(`${host}/team/provider:1`)).toMatchObject({ code: 0 });
    const answer = await withPassword(token);
    expect(decodeJwt(String(answer.body['token']))).toMatchObject({
      access: [{ type: 'repository', name: 'team/app', actions: ['pull'] }],
    });
  });
});
