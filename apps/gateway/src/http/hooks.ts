import { SecretInUrl } from '@credstream/domain-kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AccessLog } from './access-log.js';
import { bodyLimitOf } from './body-limits.js';
import { isWritableHeader, writableHeader } from './header-text.js';
import { requireOnce } from './repeated-header.js';
import type { RouteTable } from './route-table.js';
import { holdsSecret, withoutQuery } from './secret-in-url.js';

/** Answers are data, kept by no cache and shown by no browser, unless their route says otherwise. */
const unlessSaidOtherwise = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** What the pages of the reference load is theirs; they carry their styles in themselves. */
const ofPages = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
const pages = /^\/docs(?:[/?]|$)/;

const readOnce = ['authorization', 'content-type'] as const;

/** A header that is made of data must never be what ends an answer: Node throws at a sign that it cannot write. */
const makeWritable = (reply: FastifyReply): void => {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (typeof value === 'string' && !isWritableHeader(value)) reply.header(name, writableHeader(value));
  }
};

/** What every request passes but those to `/authorize`. */
export const addHooks = (fastify: FastifyInstance, accessLog: AccessLog, routes: RouteTable): void => {
  fastify.addHook('onRoute', (route) => {
    routes.add(route.url, route.method);
    route.bodyLimit ??= bodyLimitOf(route.url);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(unlessSaidOtherwise);
    if (pages.test(request.url)) reply.headers(ofPages);
    if (holdsSecret(request.raw.url ?? '')) return done(new SecretInUrl());
    requireOnce(request.raw.rawHeaders, readOnce);
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    makeWritable(reply);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    accessLog.note({
      traceId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '',
      path: withoutQuery(request.url),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
    done();
  });
};
