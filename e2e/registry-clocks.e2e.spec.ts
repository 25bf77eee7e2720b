import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { temporaryFolder } from './after-tests.js';
import { type Login, makeImage, skopeo } from './container-clients.js';
import { type Answer, basic, send } from './http.js';
import { type Caller, signedIn } from './identity-suite.js';
import { startRegistry } from './registry-process.js';
import { type SettableClock, settableClock } from './settable-clock.js';
import { startSlowRegistry } from './slow-registry.js';
import { administrator, administratorPassword, startSuite, type Suite } from './suite-process.js';

const minute = 60;
const hour = 3_600;
const service = 'images';
const scopes = [{ type: 'repository', name: 'team/*', actions: ['pull', 'push'] }];
/** Of each token, in seconds. */
const lifetime = 120;
/** A token of then is good for ten seconds more, by the clock of the registry and its clients. */
const behind = lifetime - 10;
/** A registry takes a token a minute before its time, and its time begins 30 seconds before it is made. */
const ahead = 80;

let clock: SettableClock;
let dataDir: string;
let suite: Suite;
let admin: Caller;
let image: string;
let host: string;
let registryUrl: string;
let registry: string;

const textOf = async (path: string): Promise<string> => (await admin('GET', path)).text;

beforeAll(async () => {
  clock = settableClock(-behind);
  image = await makeImage();
  dataDir = temporaryFolder();
  suite = await startSuite({ dataDir, env: clock.env });
  admin = await signedIn(suite.url, administrator, administratorPassword);
  const json = { name: 'images', service, hostname: 'localhost' };
  registry = (await admin('POST', '/api/v1/registries', { json })).headers.get('location') ?? '';
  const trust = {
    bundle: await textOf(`${registry}/trust?format=pem`),
    config: await textOf(`${registry}/trust?format=config`),
  };
  ({ host, url: registryUrl } = await startRegistry(trust));
  const policies = { registryTokenSeconds: lifetime };
  expect(await admin('PATCH', '/api/v1/accounts/default', { json: { policies } })).toMatchObject({
    status: 200,
  });
});

/** Starts it again where it was, with this clock. */
const restartAt = async (seconds: number): Promise<void> => {
  const { port } = suite;
  await suite.stop();
  clock.set(seconds);
  suite = await startSuite({ dataDir, port, env: clock.env });
};

const createToken = async (more: object): Promise<Login & Readonly<{ path: string; expiresAt: string }>> => {
  const { status, body, headers } = await admin('POST', `${registry}/tokens`, { json: { scopes, ...more } });
  expect(status).toBe(201);
  return {
    path: headers.get('location') ?? '',
    username: String(body['username']),
    password: String(body['password']),
    expiresAt: String(body['expiresAt']),
  };
};

/** No answer for another repository comes from memory. */
const ask = ({ username, password }: Login, scope = ''): Promise<Answer> => {
  const query = new URLSearchParams({ service, ...(scope !== '' && { scope }) });
  const url = `${suite.url}/registry/token?${query.toString()}`;
  return send('GET', url, { headers: basic(password, username) });
};

describe('a token that ends in the middle of a push', () => {
  const endOf = (token: string): number => Number(decodeJwt(token).exp);

  it('is followed by another, also when it came from memory: clients are told its true end', async () => {
    const login = await createToken({ name: 'ci-slow' });
    // By the clock of Credstream the token would be good for more of its life than answers are remembered.
    const forgetAnswers = async () => {
      const json = { type: 'repository', name: `other/${randomUUID()}`, actions: ['pull'] };
      expect(await admin('POST', `${login.path}/scopes`, { json })).toMatchObject({ status: 201 });
    };
    const slow = await startSlowRegistry(registryUrl, forgetAnswers);
    const pushed = async (name: string): Promise<readonly string[]> => {
      const client = skopeo(image);
      expect(await client.login(slow.host, login)).toMatchObject({ code: 0 });
      expect(await client.push(`${slow.host}/${name}:1`)).toMatchObject({ code: 0 });
      const uploads = slow.seen().filter(({ path }) => path.startsWith(`/v2/${name}/blobs/uploads/`));
      return ['PATCH', 'PUT'].map((method) => uploads.find((each) => each.method === method)?.token ?? '');
    };
    const { body } = await ask(login, 'repository:team/again:pull,push');
    const [fresh, again] = await Promise.all([pushed('team/slow'), pushed('team/again')]);
    expect(again[0]).toBe(body['token']);
    for (const [first = '', second = ''] of [fresh, again]) {
      expect(second).not.toBe(first);
      expect(endOf(second)).toBeGreaterThan(endOf(first));
    }
  });
});

describe('a clock that is ahead of that of the registry', () => {
  beforeAll(() => restartAt(ahead));

  it(`by ${ahead} seconds hinders nobody`, async () => {
    const token = await createToken({ name: 'ci-main' });
    const client = skopeo(image);
    expect(await client.login(host, token)).toMatchObject({ code: 0 });
    expect(await client.push(`${host}/team/app:1`)).toMatchObject({ code: 0 });
    expect(await client.pull(`${host}/team/app:1`)).toMatchObject({ code: 0 });
  });
});

describe('a clock that jumps', () => {
  it.each([
    ['an hour back', -hour],
    ['a day ahead', 26 * hour],
  ])(
    '%s and is set right again hinders nobody, neither while it is wrong nor afterwards',
    async (_, seconds) => {
      const login = await createToken({ name: `ci-${Math.abs(seconds)}` });
      for (const [at, offset] of [seconds, ahead, seconds, ahead].entries()) {
        clock.set(offset);
        const scope = `repository:team/${at}:pull`;
        const { status, body } = await ask(login, scope);
        expect([status, decodeJwt(String(body['token']))['access']]).toEqual([
          200,
          [{ type: 'repository', name: `team/${at}`, actions: ['pull'] }],
        ]);
      }
    },
  );

  it('back says how long a token truly lasts', async () => {
    const login = await createToken({ name: 'ci-back' });
    const first = await ask(login);
    clock.set(-hour);
    const again = await ask(login);
    expect(again.body['token']).toBe(first.body['token']);
    expect(Number(again.body['expires_in'])).toBeLessThanOrEqual(Number(first.body['expires_in']));
    clock.set(ahead);
  });

  it('a day ahead while Credstream does not run has ended what expired, and the login says on which day', async () => {
    const inAnHour = new Date(Date.now() + (ahead + 61 * minute) * 1000).toISOString();
    const token = await createToken({ name: 'ci-hour', expiresAt: inAnHour });
    const robot = await createToken({ name: 'nightly', kind: 'robot', durationDays: 1 });
    for (const login of [token, robot]) expect(await ask(login)).toMatchObject({ status: 200 });
    await restartAt(26 * hour);
    for (const [noun, login] of [
      ['token', token],
      ['robot account', robot],
    ] as const) {
      const message = `the ${noun} expired on ${login.expiresAt}`;
      expect(await ask(login)).toMatchObject({ status: 401, body: { errors: [{ message }] } });
      expect((await skopeo(image).login(host, login)).code).not.toBe(0);
    }
  });
});
