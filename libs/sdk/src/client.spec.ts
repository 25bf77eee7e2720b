import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCredstream, dataOf } from './client.js';
import { everyItem } from './pages.js';
import { CredstreamProblem, SignInNeeded, UnexpectedAnswer, Unreachable } from './problem.js';
import { inMemory, type Session } from './session.js';

type Answering = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** What was asked, in order. */
let asked: IncomingMessage[] = [];
let answering: Answering;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    request.resume().on('end', () => answering(request, response, asked.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const json = (response: ServerResponse, status: number, body: object, headers: object = {}): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));

const busy = { code: 'request.unavailable', title: 'Unavailable', status: 503 };
const createKey = { body: { name: 'ci', expiresAt: '2030-01-01T00:00:00Z' } };
const quick = { retries: { firstPauseMs: 1 } };
const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a command', () => {
  it('is tried again after 503 and 429, with the key and the body of the first attempt', async () => {
    const bodies: string[] = [];
    answering = (request, response, nth) => {
      bodies.push(String(request.headers['content-length']));
      if (nth < 3) json(response, nth === 1 ? 503 : 429, busy, { 'retry-after': '0' });
      else json(response, 201, { id: 'k1' });
    };
    const made = await dataOf(createCredstream({ url, ...quick }).POST('/api/v1/api-keys', createKey));

    expect(made.id).toBe('k1');
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(1);
    expect(new Set(bodies).size).toBe(1);
  });

  it('keeps the Idempotency-Key that the program chose, and two commands have two', async () => {
    answering = (_request, response) => json(response, 201, {});
    const client = createCredstream({ url });
    const header = { 'Idempotency-Key': 'mine' };
    await client.POST('/api/v1/api-keys', { ...createKey, params: { header } });
    await client.POST('/api/v1/api-keys', createKey);
    await client.POST('/api/v1/api-keys', createKey);
    const [first, second, third] = asked.map(({ headers }) => headers['idempotency-key']);
    expect(first).toBe('mine');
    expect(second).not.toBe(third);
  });

  it('is answered with the refusal when the server asks for a pause that is too long', async () => {
    answering = (_request, response) => json(response, 429, busy, { 'retry-after': '3600' });
    const error = await refusal(createCredstream({ url }).POST('/api/v1/api-keys', createKey));
    expect(error).toBeInstanceOf(CredstreamProblem);
    expect(error).toMatchObject({ status: 429, retryAfterSeconds: 3600 });
    expect(asked).toHaveLength(1);
  });

  it('is not tried for ever', async () => {
    answering = (_request, response) => json(response, 503, busy);
    const client = createCredstream({ url, retries: { firstPauseMs: 1, retries: 2 } });
    expect(await refusal(client.POST('/api/v1/api-keys', createKey))).toMatchObject({ status: 503 });
    expect(asked).toHaveLength(3);
  });

  it('is seen by the next read', async () => {
    answering = (_request, response) => json(response, 200, { items: [] }, { 'credstream-position': '42' });
    const client = createCredstream({ url });
    await client.POST('/api/v1/api-keys', createKey);
    await client.GET('/api/v1/api-keys');
    expect(asked[1]?.headers['credstream-min-position']).toBe('42');
    expect(asked[1]?.headers['idempotency-key']).toBeUndefined();
  });
});

describe('a signal', () => {
  it('ends the pause between two attempts, with its reason', async () => {
    const stopping = new AbortController();
    answering = (_request, response) => {
      json(response, 503, busy, { 'retry-after': '15' });
      setImmediate(() => stopping.abort(new Error('no longer wanted')));
    };
    const { signal } = stopping;
    const error = await refusal(createCredstream({ url }).GET('/api/v1/me', { signal }));
    expect(error).toMatchObject({ message: 'no longer wanted' });
    expect(asked).toHaveLength(1);
  });
});

describe('what does not answer as Credstream does', () => {
  it.each([200, 502])('is named: a page of HTML with %i', async (status) => {
    answering = (_request, response) =>
      void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Sign in to the network</h1>');
    const error = await refusal(createCredstream({ url }).GET('/api/v1/me'));
    expect(error).toBeInstanceOf(UnexpectedAnswer);
    expect(String(error)).toContain(`${url} answered ${status} with text/html`);
  });

  it('is named: nothing at all', async () => {
    const error = await refusal(createCredstream({ url: 'http://127.0.0.1:1' }).GET('/api/v1/me'));
    expect(error).toBeInstanceOf(Unreachable);
    expect(String(error)).toMatch(/http:\/\/127\.0\.0\.1:1 cannot be reached: .+/);
  });
});

describe('a list', () => {
  it('is read page after page, and no further than it is used', async () => {
    answering = (request, response) => {
      const cursor = new URL(request.url ?? '', url).searchParams.get('cursor');
      json(
        response,
        200,
        cursor
          ? { items: [{ id: '3' }], nextCursor: 'c' }
          : { items: [{ id: '1' }, { id: '2' }], nextCursor: 'b' },
      );
    };
    const client = createCredstream({ url });
    const read = (cursor?: string) =>
      dataOf(client.GET('/api/v1/users', { params: { query: cursor ? { cursor } : {} } }));
    const ids: string[] = [];
    for await (const { id } of everyItem(read)) {
      ids.push(id);
      if (ids.length === 3) break;
    }
    expect(ids).toEqual(['1', '2', '3']);
    expect(asked).toHaveLength(2);
  });
});

describe('a session', () => {
  const session = (expiresAt: string): Session => ({ accessToken: 'old', expiresAt, refreshToken: 'r1' });
  const past = '2020-01-01T00:00:00Z';
  const future = '2999-01-01T00:00:00Z';
  const granting: Answering = (request, response) => {
    if (request.url === '/oauth/token') {
      json(response, 200, { access_token: 'new', expires_in: 900, refresh_token: 'r2' });
    } else
      json(response, request.headers.authorization === 'Bearer new' ? 200 : 401, {
        code: 'auth.unauthenticated',
      });
  };
  const grants = () => asked.filter(({ url: path }) => path === '/oauth/token').length;

  it('is refreshed once for many calls at a time', async () => {
    answering = granting;
    const keeper = inMemory(session(past));
    const client = createCredstream({ url, credential: { session: keeper } });
    await Promise.all(Array.from({ length: 5 }, () => client.GET('/api/v1/me')));
    expect(grants()).toBe(1);
    expect(await keeper.read()).toMatchObject({ accessToken: 'new', refreshToken: 'r2' });
  });

  it('is refreshed once when its token is refused before its time', async () => {
    answering = granting;
    const client = createCredstream({ url, credential: { session: inMemory(session(future)) } });
    await Promise.all([client.GET('/api/v1/me'), client.GET('/api/v1/me')]);
    expect(grants()).toBe(1);
  });

  it('that has ended asks for a sign-in, and is forgotten', async () => {
    answering = (_request, response) =>
      json(response, 400, { error: 'invalid_grant', error_description: 'Ended' });
    const keeper = inMemory(session(past));
    const error = await refusal(createCredstream({ url, credential: { session: keeper } }).GET('/api/v1/me'));
    expect(error).toBeInstanceOf(SignInNeeded);
    expect(await keeper.read()).toBeUndefined();
  });
});
