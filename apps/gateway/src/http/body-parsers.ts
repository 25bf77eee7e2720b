import { parse as parseForm } from 'node:querystring';
import { BodyMalformed, MediaTypeUnsupported } from '@credstream/domain-kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deepestJson, isTooDeep } from './json-depth.js';

/** Routes whose body is bytes, with or without a Content-Type: controllers that push secrets send none. */
const takesBytes = ({ method, routeOptions: { url } }: FastifyRequest): boolean =>
  url === '/api/v1/credentials/values' && (method === 'PUT' || method === 'POST');

const bytes = 'application/octet-stream';

/** JSON and forms; an empty body is none. Names that could reach into a prototype are refused. */
export const addBodyParsers = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    ['application/json', 'application/scim+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') return done(null, undefined);
      if (isTooDeep(body as string)) {
        return done(new BodyMalformed(`The body is nested deeper than ${deepestJson} levels`));
      }
      void parseJson(request, body as string, (error, value) =>
        error ? done(new BodyMalformed(undefined, {}, error)) : done(null, value),
      );
    },
  );
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (takesBytes(request)) request.headers['content-type'] = bytes;
    done();
  });
  fastify.addContentTypeParser(bytes, { parseAs: 'buffer' }, (request, body, done) =>
    takesBytes(request) ? done(null, body) : done(new MediaTypeUnsupported()),
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const form = parseForm(body as string);
      if (Object.hasOwn(form, '__proto__')) return done(new BodyMalformed());
      done(null, { ...form });
    },
  );
};
