import 'reflect-metadata';
import { SecretInUrl } from '@credstream/domain-kernel';
import {
  createValidationPipe,
  forwardClock,
  type Logger,
  nestLogger,
  type ServiceClient,
} from '@credstream/service-kit';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  fastify as createFastify,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { AccessGuard } from './auth/access.js';
import { AccessTokens } from './auth/access-tokens.js';
import { ScimCallers } from './auth/scim-callers.js';
import { KeyTokens } from './auth/key-tokens.js';
import type { SessionIndex } from './auth/session-index.js';
import { Authenticator } from './auth/authenticator.js';
import { openFastLane } from './fast-lane.js';
import { GatewayModule } from './gateway.module.js';
import { addBodyParsers, bodyLimit } from './http/body-parsers.js';
import { errorPage } from './http/error-page.js';
import { ProblemFilter, sendProblem } from './http/problem.filter.js';
import { requestIdOf } from './http/request-id.js';
import { RouteTable } from './http/route-table.js';
import { holdsSecret, withoutQuery } from './http/secret-in-url.js';
import { answerUnreadable } from './http/unreadable.js';
import type { KeyIndex } from './key-index/key-index.js';
import { KeyVerifier } from './key-index/key-verifier.js';
import { KeyDoor } from './key-use/key-door.js';
import { KeyUses } from './key-use/key-uses.js';
import { RateLimits } from './key-use/rate-limits.js';
import { PublicUrl } from './oauth/public-url.js';
import { LeakKeys } from './leaks/leak-keys.js';
import { addLeaksRoute } from './leaks/leaks.route.js';
import { addAuthorizeRoute } from './routes/authorize.route.js';
import { addVerifyRoute } from './routes/verify.route.js';
import { Services } from './services.js';

export type HttpServerParts = Readonly<{
  client: ServiceClient;
  index: KeyIndex;
  sessions: SessionIndex;
  /** Goes into the hash of every API key's secret. */
  pepper: Uint8Array;
  /** How many proxies in front of the gateway may speak for the client's address. */
  trustedProxies: number;
  /** Where the keys lie by which reports of leaks are signed; without it none is taken. */
  leakKeysFile?: string;
  /** Where the outside world reaches the gateway; absent = as requests say. */
  publicUrl?: string;
  /** With which an identity provider comes that tells who has left (SCIM). */
  scimToken?: string;
  log: Logger;
}>;

/** Too many and too large headers cost before anyone is authenticated. */
const maxHeaderBytes = 16 * 1024;

const fastifyOptions = ({ trustedProxies, log }: HttpServerParts) => ({
  // Without proxies nothing of X-Forwarded-For is to be read at all.
  trustProxy: trustedProxies > 0 && ((_address: string, hop: number) => hop < trustedProxies),
  bodyLimit,
  genReqId: requestIdOf,
  routerOptions: { maxParamLength: 256 },
  frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(log, error, request, reply),
});

const createAdapter = (parts: HttpServerParts): FastifyAdapter =>
  new FastifyAdapter({
    ...fastifyOptions(parts),
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: maxHeaderBytes },
    skipMiddie: true,
    clientErrorHandler: answerUnreadable,
  });

/** What every request passes, hot or not. */
const addHooks = (fastify: FastifyInstance, log: Logger, routes: RouteTable): void => {
  fastify.addHook('onRoute', ({ url, method }) => routes.add(url, method));
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (holdsSecret(request.raw.url ?? '')) return done(new SecretInUrl());
    done();
  });
  if (!log.isLevelEnabled('debug')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id: traceId, method } = request;
    const path = withoutQuery(request.url);
    const ms = Math.round(reply.elapsedTime);
    log.debug({ traceId, method, path, status: reply.statusCode, ms }, 'request');
    done();
  });
};

export type HttpServer = Readonly<{
  app: NestFastifyApplication;
  routes: RouteTable;
  /** How keys were used since these counts were last taken. */
  uses: KeyUses;
}>;

/** Everything that speaks HTTP but the pages of the document, ready to listen. */
export const createHttpServer = async (parts: HttpServerParts): Promise<HttpServer> => {
  const { client, index, sessions, pepper, log } = parts;
  const services = new Services(client);
  const now = forwardClock();
  const uses = new KeyUses(now);
  const verifier = new KeyVerifier(index, pepper, now);
  const keys = new KeyDoor({ verifier, index, uses, limits: new RateLimits(services), services });
  const tokens = new AccessTokens(services, sessions, keys);
  const authenticator = new Authenticator(keys, tokens);

  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of({
      ...{ services, index, sessions, tokens },
      keyTokens: new KeyTokens(services, keys),
      publicUrl: new PublicUrl(parts.publicUrl),
      scimCallers: new ScimCallers(authenticator, parts.scimToken),
    }),
    createAdapter(parts),
    { logger: nestLogger(log), abortOnError: false, bodyParser: false },
  );
  const routes = new RouteTable();
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  addHooks(fastify, log, routes);
  addBodyParsers(fastify);
  fastify.get('/docs/errors', (_request, reply) => reply.type('text/html; charset=utf-8').send(errorPage()));

  // While it stops, what is under way is still answered (and Fastify asks the client to hang up).
  const lane: FastifyInstance = createFastify({ ...fastifyOptions(parts), return503OnClosing: false });
  const laneRoutes = new RouteTable();
  addHooks(lane, log, laneRoutes);
  addBodyParsers(lane);
  lane.setErrorHandler((error, request, reply) => sendProblem(log, error, request, reply));
  addAuthorizeRoute(lane, { keys, tokens, services, log });
  addVerifyRoute(lane, { authenticator, keys, services });
  addLeaksRoute(lane, { keys: new LeakKeys(parts.leakKeysFile), services, index, pepper });
  for (const { pattern, method } of laneRoutes.entries()) routes.add(pattern, method);
  await openFastLane(fastify, lane, laneRoutes);
  // Nor does a connection outlive its last answer then, however long its client would keep it.
  fastify.addHook('preClose', async () => {
    fastify.server.keepAliveTimeout = 1;
  });

  app.useGlobalPipes(createValidationPipe());
  app.useGlobalGuards(new AccessGuard(app.get(Reflector), authenticator));
  app.useGlobalFilters(new ProblemFilter(log, routes));
  return { app, routes, uses };
};
