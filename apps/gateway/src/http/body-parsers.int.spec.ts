import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { bodyLimit } from './body-limits.js';
import { addBodyParsers } from './body-parsers.js';
import { expectedError } from './expected-error.js';

let server: FastifyInstance;
beforeAll(async () => {
  server = fastify({ bodyLimit });
  addBodyParsers(server);
  server.post('/', (request) => ({ body: request.body ?? null }));
  server.setErrorHandler((error, _request, reply) => {
    reply.status(400).send({ refused: (expectedError(error) as { code: string }).code });
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

/** As it stands, header and all, over a connection of its own. */
const post = async (contentType: string | undefined, payload: string): Promise<unknown> => {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const { port } = server.server.address() as AddressInfo;
  const call = request({ method: 'POST', host: '127.0.0.1', port, headers, agent: false });
  call.end(payload);
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return json(response);
};

describe('a JSON body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json ;charset=UTF-8',
  ])('is read: %s', async (type) => expect(await post(type, '{"a":[1]}')).toEqual({ body: { a: [1] } }));

  it('that is empty is none', async () => expect(await post('application/json', '')).toEqual({ body: null }));

  it.each([
    ['is cut', '{"a":'],
    ['is no JSON', 'a=b'],
    ['has something after it', '{}{}'],
    ['reaches for a prototype', '{"__proto__":{"a":1}}'],
    ['reaches for a prototype in an inner object', '{"a":{"__proto__":{"b":1}}}'],
    ['reaches for a prototype by way of the constructor', '{"constructor":{"prototype":{"a":1}}}'],
    ['hides that in an escape', '{"\\u005f_proto__":{"a":1}}'],
  ])('that %s is refused as malformed', async (_what, body) =>
    expect(await post('application/json', body)).toEqual({ refused: 'request.body_malformed' }),
  );

  it('of the limit is read, and of one byte more is refused', async () => {
    const text = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect(await post('application/json', text(bodyLimit))).toEqual({ body: 'x'.repeat(bodyLimit - 2) });
    expect(await post('application/json', text(bodyLimit + 1))).toEqual({ refused: 'request.too_large' });
  });

  it('that is nested a hundred thousand deep neither crashes nor stops the server', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await post('application/json', deep);
    expect(await post('application/json', '{}')).toEqual({ body: {} });
  });
});

describe('a form', () => {
  const form = 'application/x-www-form-urlencoded';
  it('is read', async () =>
    expect(await post(form, 'grant_type=password&password=a%20b%2Bc+d')).toEqual({
      body: { grant_type: 'password', password: 'a b+c d' },
    }));

  it('that reaches for a prototype is refused as malformed', async () =>
    expect(await post(form, 'a=b&__proto__=c')).toEqual({ refused: 'request.body_malformed' }));
});

describe('a body of another type', () => {
  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'json',
  ])('is refused: %s', async (type) =>
    expect(await post(type, '{}')).toEqual({ refused: 'request.media_type_unsupported' }),
  );

  it('is refused when it does not say which', async () =>
    expect(await post(undefined, '{}')).toEqual({ refused: 'request.media_type_unsupported' }));

  it.each(['application/json\t; charset=utf-8', ' application/json', 'application/json, text/plain'])(
    'is either read as what it says or refused, however it is written: %j',
    async (type) =>
      expect([
        { refused: 'request.media_type_unsupported' },
        { refused: 'request.body_malformed' },
      ]).toContainEqual(await post(type, '{"a":')),
  );
});
