import { createKey } from '@credstream/crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { countEvents } from './count-events.js';
import { type Answer, basic, type Call, send } from './http.js';
import { administratorOf, type CreatedApiKey, inDays, type Session } from './session.js';
import { startSuite } from './suite-process.js';

const keys = '/api/v1/api-keys';
const good = { name: 'good', expiresAt: inDays(30) };
const megabyte = 1024 * 1024;

describe('bad input is refused with a problem document of its own code, and records nothing', () => {
  let admin: Session;
  let key: CreatedApiKey;
  let second: CreatedApiKey;
  let before: number;

  beforeAll(async () => {
    admin = await administratorOf((await startSuite({ dataDir: temporaryFolder() })).url);
    key = await admin.createKey('taken');
    second = await admin.createKey('second');
  });
  beforeEach(async () => {
    before = await countEvents(admin, key.id);
  });
  afterEach(async () => {
    expect((await countEvents(admin, key.id)) - before).toBe(1);
  });

  const expectProblem = (answer: Answer, status: number, code: string): void => {
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: `/docs/errors#${code}`,
      title: expect.stringMatching(/\w/),
      status,
      detail: expect.stringMatching(/\w/),
      traceId: answer.headers.get('x-request-id') ?? expect.any(String),
    });
  };

  describe('a new key', () => {
    const cases: readonly (readonly [string, object, number, string, string])[] = [
      ['an unknown field', { ...good, colour: 'red' }, 400, 'request.invalid', 'colour'],
      ['a name that is a number', { ...good, name: 7 }, 400, 'request.invalid', 'name'],
      ['a name that is a list', { ...good, name: ['a'] }, 400, 'request.invalid', 'name'],
      ['a name that is an object', { ...good, name: { $ne: 1 } }, 400, 'request.invalid', 'name'],
      ['no name', { expiresAt: inDays(1) }, 400, 'request.invalid', 'name'],
      ['no expiry', { name: 'x' }, 400, 'request.invalid', 'expiresAt'],
      ['an expiry that is a number', { ...good, expiresAt: 1 }, 400, 'request.invalid', 'expiresAt'],
      ['permissions that are text', { ...good, permissions: 'all' }, 400, 'request.invalid', 'permissions'],
      ['a list instead of an object', [good], 400, 'request.invalid', ''],
      ['a name of 0 characters', { ...good, name: '' }, 400, 'apikey.name_invalid', 'name'],
      [
        'a name of 10,000 characters',
        { ...good, name: 'n'.repeat(10_000) },
        400,
        'apikey.name_invalid',
        'name',
      ],
      [
        'an expiry in the past',
        { ...good, expiresAt: inDays(-1) },
        400,
        'apikey.expiry_in_past',
        'expiresAt',
      ],
      [
        'an expiry beyond 365 days',
        { ...good, expiresAt: inDays(366) },
        400,
        'apikey.expiry_too_far',
        'expiresAt',
      ],
      [
        'an expiry that is not a time',
        { ...good, expiresAt: 'soon' },
        400,
        'apikey.expiry_invalid',
        'expiresAt',
      ],
      [
        'a 30th of February',
        { ...good, expiresAt: '2027-02-30T00:00:00Z' },
        400,
        'apikey.expiry_invalid',
        'expiresAt',
      ],
      ['a name that is taken', { ...good, name: 'taken' }, 409, 'apikey.name_taken', ''],
      [
        'an unknown permission',
        { ...good, permissions: ['fly'] },
        400,
        'apikey.permissions_invalid',
        'permissions.0',
      ],
      [
        'an address that is none',
        { ...good, ipAllowList: ['here'] },
        400,
        'apikey.ip_allow_list_invalid',
        'ipAllowList.0',
      ],
      ['an owner who does not exist', { ...good, userId: 'nobody' }, 404, 'apikey.not_found', ''],
    ];

    it.each(cases)('with %s', async (_what, json, status, code, path) => {
      const answer = await admin.call('POST', keys, { json });
      expectProblem(answer, status, code);
      if (path !== '') expect(answer.body['errors']).toMatchObject([{ path }]);
    });
  });

  describe('a body', () => {
    const cases: readonly (readonly [string, Call, number, string])[] = [
      ['of 2 MB', { json: { ...good, description: 'x'.repeat(2 * megabyte) } }, 413, 'request.too_large'],
      ['of broken JSON', { json: '{"name": "good"' }, 400, 'request.body_malformed'],
      ['that is no JSON', { json: 'hello' }, 400, 'request.body_malformed'],
      ['with __proto__', { json: '{"__proto__":{"admin":true},"name":"p"}' }, 400, 'request.body_malformed'],
      [
        'with constructor.prototype',
        { json: '{"constructor":{"prototype":{}}}' },
        400,
        'request.body_malformed',
      ],
      [
        'of XML',
        { json: '<a/>', headers: { 'content-type': 'text/xml' } },
        415,
        'request.media_type_unsupported',
      ],
      [
        'of no declared type',
        { json: 'a', headers: { 'content-type': '' } },
        415,
        'request.media_type_unsupported',
      ],
    ];

    it.each(cases)('%s', async (_what, call, status, code) => {
      expectProblem(await admin.call('POST', keys, call), status, code);
    });
  });

  describe('an address', () => {
    it.each(['/', '/nothing', '/api', '/api/v1/api-keys/a/b/c', '/api/v2/api-keys'])(
      '%s that nothing is at',
      async (path) => expectProblem(await admin.call('GET', path), 404, 'request.not_found'),
    );

    it.each([
      ['PUT', keys, ['GET', 'POST']],
      ['DELETE', '/api/v1/audit/events', ['GET']],
      ['GET', '/oauth/token', ['POST']],
      ['POST', '/version', ['GET']],
    ] as const)('%s %s, of which only other methods exist', async (method, path, allowed) => {
      const answer = await admin.call(method, path);
      expectProblem(answer, 405, 'request.method_not_allowed');
      expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining([...allowed]));
      expect(answer.headers.get('allow')?.split(', ')).not.toContain(method);
    });

    it.each([
      ['as a parameter', (value: string) => `${keys}?q=${value}`],
      ['with another name', (value: string) => `/authorize?access_token=${value}`],
      ['in the path', (value: string) => `${keys}/${value}`],
      ['escaped', (value: string) => `${keys}?q=${value.replaceAll('_', '%5F')}`],
    ])('that holds a key %s', async (_where, address) => {
      const answer = await admin.call('GET', address(key.key));
      expectProblem(answer, 400, 'request.secret_in_url');
      expect(answer.text).not.toContain(key.key);
    });

    it.each(['limit=0', 'limit=201', 'limit=many', 'cursor=abc', 'sort=colour', 'status=odd', 'colour=red'])(
      'that asks for a list with %s',
      async (query) => {
        const answer = await admin.call('GET', `${keys}?${query}`);
        expectProblem(answer, 400, 'request.invalid');
        expect(answer.body['errors']).toMatchObject([{ path: query.split('=')[0] }]);
      },
    );

    it('that continues a list with a changed cursor', async () => {
      const headers = { 'credstream-min-position': second.position };
      const { nextCursor } = (await admin.call('GET', `${keys}?limit=1`, { headers })).body;
      const changed = String(nextCursor).replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
      expectProblem(await admin.call('GET', `${keys}?cursor=${changed}`), 400, 'request.invalid');
    });
  });

  describe('a header', () => {
    const change = (headers: Call['headers'] & object) =>
      admin.call('PATCH', `${keys}/${key.id}`, { json: { description: 'changed' }, headers });

    it.each([
      ['Idempotency-Key', 'short'],
      ['Idempotency-Key', 'with a space'],
      ['Idempotency-Key', 'x'.repeat(256)],
      ['If-Match', 'W/"one"'],
      ['If-Match', '3'],
      ['Credstream-Min-Position', 'later'],
    ])('%s: %s', async (name, value) => {
      const answer = await change({ [name]: value });
      expectProblem(answer, 400, 'request.invalid');
      expect(answer.body['errors']).toMatchObject([{ path: name }]);
    });

    it('If-Match with a revision that is gone', async () => {
      expectProblem(await change({ 'if-match': 'W/"0"' }), 412, 'request.precondition_failed');
    });

    it('of 64 KB', async () => {
      const answer = await send('GET', `${admin.url}/authorize`, {
        headers: { 'x-long': 'x'.repeat(64 * 1024) },
      });
      expectProblem(answer, 413, 'request.too_large');
    });
  });

  describe('a caller', () => {
    it.each([
      ['without credentials', {}],
      ['with a token that is none', { authorization: 'Bearer abc' }],
      ['with a password', basic('correct horse battery', 'admin')],
      ['with another scheme', { authorization: 'Digest abc' }],
    ])('%s', async (_what, headers) => {
      const answer = await send('GET', `${admin.url}${keys}`, { headers });
      expectProblem(answer, 401, 'auth.unauthenticated');
      expect(answer.headers.get('www-authenticate')).toContain('Basic');
    });

    it('with an API key that wants to make or end API keys', async () => {
      const bearer = key.key;
      const make = await admin.call('POST', keys, { json: good, bearer });
      expectProblem(make, 403, 'apikey.not_permitted');
      expectProblem(
        await admin.call('POST', `${keys}/${key.id}/revoke`, { bearer }),
        403,
        'apikey.not_permitted',
      );
    });
  });

  describe('an API key', () => {
    const replaceAt = (value: string, index: number): string =>
      value.slice(0, index) + (value.at(index) === 'a' ? 'b' : 'a') + value.slice(index + 1);
    const secretAt = 'cs_key_'.length + 12 + 1 + 5;

    const mutations: readonly (readonly [string, (value: string) => string, string])[] = [
      ['with one character of its secret changed', (value) => replaceAt(value, secretAt), 'malformed'],
      ['with one character of its id changed', (value) => replaceAt(value, 'cs_key_'.length), 'malformed'],
      ['cut by one character', (value) => value.slice(0, -1), 'malformed'],
      ['cut in half', (value) => value.slice(0, value.length / 2), 'malformed'],
      ['lengthened by one character', (value) => `${value}a`, 'malformed'],
      ['with another checksum', (value) => `${value.slice(0, -6)}000000`, 'malformed'],
      ['in capitals', (value) => value.toUpperCase(), 'malformed'],
      ['of another kind', (value) => value.replace('cs_key_', 'cs_tok_'), 'malformed'],
      ['that nobody made', () => createKey('cs_key').value, 'unknown'],
      ['with its id and another secret', () => createKey('cs_key', key.id).value, 'unknown'],
    ];

    it.each(mutations)('%s opens nothing', async (_what, mutate, reason) => {
      const value = mutate(key.key);
      for (const headers of [{ authorization: `Bearer ${value}` }, basic(value)]) {
        expect(await send('GET', `${admin.url}/authorize`, { headers })).toMatchObject({
          status: 401,
          text: '',
        });
      }
      const verified = await admin.call('POST', `${keys}/verify`, { json: { key: value } });
      expect(verified).toMatchObject({ status: 200, body: { valid: false, reason } });
    });
  });
});
