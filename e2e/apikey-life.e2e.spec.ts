import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { type Answer, basic, type Call, send } from './http.js';
import {
  adminPassword,
  type Caller,
  type IdentitySuite,
  signedIn,
  startIdentitySuite,
} from './identity-suite.js';
import { inDays } from './session.js';
import { waitUntil } from './wait-until.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const scanner = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = scanner.publicKey.export({ format: 'pem', type: 'spki' });

/** Two copies of each part, so that whatever is told to one has to reach the other. */
describe('the whole life of an API key, with two gateways', () => {
  let suite: IdentitySuite;
  let one: string;
  let other: string;
  let admin: Caller;
  let names = 0;

  beforeAll(async () => {
    const file = join(temporaryFolder(), 'leak-keys.json');
    writeFileSync(file, JSON.stringify({ public_keys: [{ key_identifier: 'scanner', key: publicKey }] }));
    suite = await startIdentitySuite(2, {
      CREDSTREAM_LEAK_KEYS_FILE: file,
      CREDSTREAM_USAGE_INTERVAL: '100',
      CREDSTREAM_TRUSTED_PROXIES: '1',
    });
    [one = '', other = ''] = suite.urls;
    admin = await signedIn(one, 'admin', adminPassword);
  });
  afterAll(() => suite.stop());

  const make = async (more: object = {}, call: Call = {}) => {
    names += 1;
    const json = { name: `key-${names}`, expiresAt: inDays(20), ...more };
    const answer = await admin('POST', '/api/v1/api-keys', { json, ...call });
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
    return answer.body as { id: string; key: string; name: string };
  };
  const at = (url: string, key: string, headers: Record<string, string> = {}): Promise<Answer> =>
    send('GET', `${url}/authorize`, { headers: { ...basic(key), ...headers } });
  const verify = (key: string): Promise<Answer> =>
    admin('POST', '/api/v1/api-keys/verify', { json: { key } });
  const statuses = async (key: string) =>
    Promise.all([one, other].map(async (url) => (await at(url, key)).status));
  const everywhere = (key: string, status: number) =>
    waitUntil(`${status} at both gateways`, async () =>
      (await statuses(key)).every((each) => each === status) ? true : undefined,
    );

  describe('rotation', () => {
    it('lets both secrets in until the overlap ends, at both gateways, and shows which is used', async () => {
      const { id, key } = await make();
      await everywhere(key, 204);
      const json = { overlapUntil: inDays(3) };
      const rotated = await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json });
      expect(rotated.status).toBe(200);
      expect(rotated.headers.get('cache-control')).toBe('no-store');
      const second = String(rotated.body['key']);
      expect((await at(one, second)).status).toBe(204);
      await everywhere(second, 204);
      expect(await statuses(key)).toEqual([204, 204]);

      const usage = await waitUntil('both secrets in the usage', async () => {
        const { body } = await admin('GET', `/api/v1/api-keys/${id}/usage`);
        const secrets = body['secrets'] as { useCount: number; hint: string }[];
        return secrets.every(({ useCount }) => useCount > 0) ? body : undefined;
      });
      expect(usage).toMatchObject({
        lastUsedFrom: '127.0.0.1',
        secrets: [{ hint: key.split('_')[3]?.slice(-4) }, { hint: second.split('_')[3]?.slice(-4) }],
        advice: { safeToDelete: 'no', why: 'Last used today' },
      });
      const again = await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json: {} });
      expect([again.status, again.body['code']]).toEqual([409, 'apikey.rotation_in_progress']);
    });

    it('lets its overlap be ended early: the old secret is refused everywhere, the key tells when it was revoked', async () => {
      const { id, key } = await make();
      await everywhere(key, 204);
      const json = { overlapUntil: inDays(3) };
      const second = String((await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json })).body['key']);
      await everywhere(second, 204);
      const ended = await admin('POST', `/api/v1/api-keys/${id}/end-overlap`);
      expect([ended.status, ended.body['overlapUntil']]).toEqual([200, undefined]);
      expect((await at(one, key)).status).toBe(401);
      await everywhere(key, 401);
      expect(await statuses(second)).toEqual([204, 204]);
      expect((await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json: {} })).status).toBe(200);

      await admin('POST', `/api/v1/api-keys/${id}/revoke`, { json: { reason: 'no longer used' } });
      const revoked = (await admin('GET', `/api/v1/api-keys/${id}`)).body;
      expect(revoked).toMatchObject({ status: 'revoked', revokedAt: expect.stringMatching(/Z$/) });
      const { events } = (await admin('GET', `/api/v1/history/apikey-${id}`)).body as { events: object[] };
      expect(events.at(-1)).toMatchObject({ type: 'ApiKeyRevoked', actor: { username: 'admin' } });
      const late = await admin('POST', `/api/v1/api-keys/${id}/end-overlap`);
      expect([late.status, late.body['code']]).toEqual([409, 'apikey.not_active']);
    });

    it('gives a client whose connection broke the same new secret, and another body a 422', async () => {
      const { id } = await make();
      const headers = { 'idempotency-key': 'rotation-0001' };
      const first = await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json: {}, headers });
      const repeated = await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json: {}, headers });
      expect(repeated.body).toEqual(first.body);
      const json = { overlapUntil: inDays(1) };
      expect((await admin('POST', `/api/v1/api-keys/${id}/rotate`, { json, headers })).status).toBe(422);
    });

    it('succeeds for one of a hundred at once that name the same revision, 99 get 412', async () => {
      const { id } = await make();
      const headers = { 'if-match': 'W/"0"' };
      const answers = await Promise.all(
        Array.from({ length: 100 }, () =>
          admin('POST', `/api/v1/api-keys/${id}/rotate`, { json: {}, headers }),
        ),
      );
      const count = (status: number) => answers.filter((answer) => answer.status === status).length;
      expect([count(200), count(412)]).toEqual([1, 99]);
    });
  });

  describe('narrowing', () => {
    it('by address believes as many proxies as are configured and no more', async () => {
      const { key } = await make({ ipAllowList: ['192.0.2.0/24'] });
      expect((await at(one, key)).status).toBe(403);
      expect((await at(one, key, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(204);
      const refused = await at(one, key, { 'x-forwarded-for': '192.0.2.7, 198.51.100.1' });
      expect([refused.status, refused.headers.get('x-credstream-reason')]).toEqual([403, 'ip_not_allowed']);
    });

    it('by permission and scope is never wider than its owner', async () => {
      const { key } = await make({ permissions: ['registry.pull'], scope: 'default/research' });
      const asked = async (query: string) =>
        (await send('GET', `${one}/authorize?${query}`, { headers: basic(key) })).status;
      expect(await asked('permission=registry.pull')).toBe(204);
      expect(await asked('permission=registry.pull&scope=default/research/vision')).toBe(204);
      expect(await asked('permission=registry.pull&scope=default')).toBe(403);
      expect(await asked('permission=registry.push')).toBe(403);
      expect(await asked('permission=apikey.manage')).toBe(403);
    });

    it('by rate holds for both gateways together, says so in headers, and takes 429 for who wants it', async () => {
      const { key } = await make({ rateLimit: { requests: 40, perSeconds: 3_600 } });
      const answers = await Promise.all(
        Array.from({ length: 120 }, (_, n) => at(n % 2 === 0 ? one : other, key)),
      );
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(40);
      const refused = await at(other, key);
      expect([refused.status, refused.headers.get('x-credstream-reason')]).toEqual([403, 'rate_limited']);
      expect(refused.headers.get('ratelimit-limit')).toBe('40');
      expect(refused.headers.get('ratelimit-remaining')).toBe('0');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
      const wanted = await send('GET', `${one}/authorize?limited=429`, { headers: basic(key) });
      expect(wanted.status).toBe(429);
      const judged = await verify(key);
      expect(judged.body).toEqual({ valid: false, reason: 'rate_limited' });
      const read = await send('GET', `${one}/api/v1/me`, { headers: basic(key) });
      expect([read.status, read.body['code']]).toEqual([429, 'apikey.rate_limited']);
      expect(read.headers.get('retry-after')).not.toBeNull();
    });
  });

  describe('lists', () => {
    it('have the columns that are asked for', async () => {
      await make();
      const { body } = await admin('GET', '/api/v1/api-keys?fields=id,status&limit=1');
      expect(Object.keys((body['items'] as object[])[0] ?? {}).sort()).toEqual(['id', 'status']);
      expect((await admin('GET', '/api/v1/api-keys?fields=secretHash')).status).toBe(400);
    });

    it('reach across accounts for the system administrator alone', async () => {
      const user = {
        username: 'dev-1',
        password: adminPassword,
        roles: [{ role: 'developer', scope: 'default' }],
      };
      const made = await admin('POST', '/api/v1/users', { json: user });
      expect(made.status).toBe(201);
      const developer = await signedIn(one, 'dev-1', adminPassword);
      expect((await developer('GET', '/api/v1/api-keys?account=*')).status).toBe(403);
      expect((await developer('GET', '/api/v1/api-keys?account=default')).status).toBe(403);
      const all = await admin('GET', '/api/v1/api-keys?account=*&status=all&limit=200');
      expect(all.status).toBe(200);
      const expected = await make({ userId: String(made.body['id']) });
      const position = String(
        (await admin('GET', `/api/v1/api-keys/${expected.id}`)).headers.get('credstream-position'),
      );
      const { body } = await admin('GET', '/api/v1/api-keys?account=*&status=all&limit=200', {
        headers: { 'credstream-min-position': position },
      });
      expect((body['items'] as { id: string }[]).map(({ id }) => id)).toContain(expected.id);
    });
  });

  describe('a key from elsewhere', () => {
    it('goes on working after its hash was imported, at both gateways, and ends like any other', async () => {
      const value = 'sk_live_51HqLyjWDarjtT1zdp7dc';
      expect((await at(one, value)).status).toBe(401);
      const json = { name: 'old system', expiresAt: inDays(9), sha256: sha256(value), hint: '7dc' };
      const imported = await admin('POST', '/api/v1/api-keys/import', { json });
      expect(imported.status).toBe(201);
      expect(imported.body).not.toHaveProperty('key');
      await everywhere(value, 204);
      expect((await at(one, `${value}x`)).status).toBe(401);
      expect((await at(one, sha256(value))).status).toBe(401);
      await admin('POST', `/api/v1/api-keys/${String(imported.body['id'])}/revoke`);
      expect((await at(one, value)).status).toBe(401);
      await everywhere(value, 401);
      const twice = await admin('POST', '/api/v1/api-keys/import', { json: { ...json, name: 'again' } });
      expect([twice.status, twice.body['code']]).toEqual([409, 'apikey.already_exists']);
    });
  });

  describe('a leaked key', () => {
    const report = (finds: unknown, more: Record<string, string> = {}, signed = JSON.stringify(finds)) =>
      send('POST', `${one}/api/v1/leaks`, {
        json: finds,
        headers: {
          'github-public-key-identifier': 'scanner',
          'github-public-key-signature': sign('sha256', Buffer.from(signed), scanner.privateKey).toString(
            'base64',
          ),
          ...more,
        },
      });
    const find = (token: string) => ({
      token,
      type: 'credstream_api_key',
      url: 'https://example.org/acme/app/blob/main/.env',
      source: 'content',
    });

    it('may be one of registries: it opens nothing once the report is answered', async () => {
      const named = { name: 'leaky', service: 'leaky', hostname: 'leaky.example.org' };
      const made = await admin('POST', '/api/v1/registries', { json: named });
      const json = { name: 'ci-leaked' };
      const { body } = await admin('POST', `/api/v1/registries/${String(made.body['id'])}/tokens`, { json });
      const [user, password] = [String(body['username']), String(body['password'])];
      const logIn = () =>
        send('GET', `${one}/registry/token?service=leaky`, { headers: basic(password, user) });
      expect((await logIn()).status).toBe(200);
      const answer = await report([find(password)]);
      expect(JSON.parse(answer.text)).toMatchObject([{ label: 'true_positive' }]);
      expect(await logIn()).toMatchObject({
        ...{ status: 401, body: { errors: [{ message: 'the token is revoked' }] } },
      });
    });

    it('is revoked when it is reported, before the answer leaves, and the log says where it was', async () => {
      const { id, key } = await make();
      const junk = `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
      const answer = await report([find(key), find(junk), find('AKIAIOSFODNN7EXAMPLE')]);
      expect(answer.status).toBe(200);
      const label = (token: string, is: string) => ({
        token_hash: sha256(token),
        token_type: 'credstream_api_key',
        label: is,
      });
      expect(JSON.parse(answer.text)).toEqual([
        label(key, 'true_positive'),
        label(junk, 'false_positive'),
        label('AKIAIOSFODNN7EXAMPLE', 'false_positive'),
      ]);
      expect((await at(one, key)).status).toBe(401);
      await everywhere(key, 401);
      const { body } = await admin('GET', `/api/v1/audit/events?subject=apikey-${id}`, {
        headers: {
          'credstream-min-position': await admin('GET', `/api/v1/api-keys/${id}`).then(({ headers }) =>
            String(headers.get('credstream-position')),
          ),
        },
      });
      const events = body['items'] as { type: string; data: object }[];
      expect(events.map(({ type }) => type)).toEqual([
        'ApiKeyRevoked',
        'ApiKeyLeakReported',
        'ApiKeyCreated',
      ]);
      expect(events[1]?.data).toMatchObject({ url: find(key).url, source: 'content', reporter: 'github' });
    });

    it('is left alone when the report is not signed by a known key, or says something else', async () => {
      const { key } = await make();
      const finds = [find(key)];
      const forged = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
      const bytes = Buffer.from(JSON.stringify(finds));
      const refusals = await Promise.all([
        report(finds, { 'github-public-key-signature': '' }),
        report(finds, { 'github-public-key-identifier': 'nobody' }),
        report(finds, { 'github-public-key-signature': sign('sha256', bytes, forged).toString('base64') }),
        report(finds, {}, '[]'),
      ]);
      expect(refusals.map(({ status, body }) => [status, body['code']])).toEqual(
        refusals.map(() => [401, 'leak.signature_invalid']),
      );
      expect((await at(one, key)).status).toBe(204);
    });

    it.each([[{}], ['x'], [[{ token: 1, type: 'x' }]], [[{ type: 'x' }]]])(
      'is looked for in a list of finds alone, not in %j',
      async (body) => expect((await report(body)).status).toBe(400),
    );
  });

  describe('bad input', () => {
    it.each([
      ['expiresAt', '2030-01-01T00:00:00Z'],
      ['status', 'active'],
      ['userId', 'someone'],
      ['permissions', ['credential.read']],
      ['scope', '/'],
      ['ipAllowList', []],
      ['rateLimit', { requests: 1, perSeconds: 1 }],
      ['secretHash', 'a'.repeat(64)],
      ['id', 'other'],
    ])('cannot change %s of a key', async (field, value) => {
      const { id } = await make();
      const answer = await admin('PATCH', `/api/v1/api-keys/${id}`, { json: { [field]: value } });
      expect([answer.status, answer.body['code']]).toEqual([400, 'request.invalid']);
      expect((await admin('GET', `/api/v1/api-keys/${id}`)).headers.get('etag')).toBe('W/"0"');
    });

    it('of two keys with one name is a conflict', async () => {
      const { name } = await make();
      const answer = await admin('POST', '/api/v1/api-keys', { json: { name, expiresAt: inDays(1) } });
      expect([answer.status, answer.body['code']]).toEqual([409, 'apikey.name_taken']);
    });

    it.each(['account', 'roles', 'createdBy', 'secretHash', 'keyId', 'policy', '__proto__'])(
      'that says more than it may, %s, makes no key (T14)',
      async (field) => {
        const text = `{"name":"grown","expiresAt":"${inDays(1)}","${field}":"x"}`;
        const answer = await admin('POST', '/api/v1/api-keys', { json: text });
        expect(answer.status).toBe(400);
      },
    );

    it('in a key itself, however small, opens nothing (T13)', async () => {
      const { key } = await make();
      const flips = [...key].flatMap((sign, index) => {
        const changed = String.fromCharCode(sign.charCodeAt(0) ^ 1);
        return /[\x21-\x7e]/.test(changed) ? [key.slice(0, index) + changed + key.slice(index + 1)] : [];
      });
      const cut = [
        key.slice(0, -1),
        key.slice(1),
        key.slice(0, 40),
        `${key}A`,
        `A${key}`,
        `${key} `,
        ` ${key}`,
      ];
      const cased = [key.toUpperCase(), key.toLowerCase(), key.replace('cs_key', 'CS_KEY')];
      const others = [key.replaceAll('_', '-'), `${key}=`, `${key}\0`, key.replace('k', '\u212a')];
      for (const value of [...flips, ...cut, ...cased, ...others]) {
        if (value === key) continue;
        expect([value, (await at(one, value)).status]).toEqual([value, 401]);
      }
      expect((await at(one, key)).status).toBe(204);
    });

    it('in the address of a request, a key is refused and let in nowhere (T13)', async () => {
      const { key } = await make();
      for (const path of [`/authorize?key=${key}`, `/api/v1/api-keys/${key}`, `/api/v1/me?api_key=${key}`]) {
        const answer = await send('GET', `${one}${path}`);
        expect([answer.status, answer.body['code']]).toEqual([400, 'request.secret_in_url']);
      }
    });
  });
});
