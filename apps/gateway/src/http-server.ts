import 'reflect-metadata';
import {
  type Clock,
  createValidationPipe,
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
import type { JSONWebKeySet } from 'jose';
import { AccessRefusals } from './audit/access-refusals.js';
import { AccessGuard } from './auth/access.js';
import { AccessTokens } from './auth/access-tokens.js';
import { Authenticator } from './auth/authenticator.js';
import { KeyTokens } from './auth/key-tokens.js';
import { ScimCallers } from './auth/scim-callers.js';
import type { SessionIndex } from './auth/session-index.js';
import { addStrangerHooks } from './auth/stranger-hooks.js';
import { type BrowserSessionPolicy, BrowserSessions } from './console/browser-sessions.js';
import type { CookieKeys } from './console/console-cookie.js';
import { addConsoleFiles } from './console/console-files.js';
import { openFastLane } from './fast-lane.js';
import { GatewayModule } from './gateway.module.js';
import { AccessLog } from './http/access-log.js';
import { createAddressReader } from './http/address-reader.js';
import { bodyLimit } from './http/body-limits.js';
import { addBodyParsers } from './http/body-parsers.js';
import { errorPage } from './http/error-page.js';
import { addHooks } from './http/hooks.js';
import { OpenConnections } from './http/open-connections.js';
import { noteRefusal, ProblemFilter, sendProblem } from './http/problem.filter.js';
import { ProblemLog } from './http/problem-answer.js';
import { RequestFormGuard } from './http/request-form.guard.js';
import { requestIdOf } from './http/request-id.js';
import { RouteTable } from './http/route-table.js';
import { StrangerLimits, type StrangerLimitsOptions } from './http/stranger-limits.js';
import { UndeclaredProxies } from './http/undeclared-proxies.js';
import { answerUnreadable } from './http/unreadable.js';
import type { KeyIndex } from './key-index/key-index.js';
import { KeyVerifier, type Peppers } from './key-index/key-verifier.js';
import { KeyDoor } from './key-use/key-door.js';
import { KeyUses } from './key-use/key-uses.js';
import { RateLimits } from './key-use/rate-limits.js';
import { LeakKeys } from './leaks/leak-keys.js';
import { addLeaksRoute } from './leaks/leaks.route.js';
import { PublicUrl } from './oauth/public-url.js';
import { GatewayReadiness } from './readiness.js';
import { addNotificationsRoute } from './registry/notifications.route.js';
import { addRegistryTokenRoute } from './registry/registry-token.route.js';
import type { TokenMemory } from './registry/token-memory.js';
import { createAuthorizeRoute } from './routes/authorize.route.js';
import { addVerifyRoute } from './routes/verify.route.js';
import { Services } from './services.js';

export type HttpServerParts = Readonly<{
  client: ServiceClient;
  index: KeyIndex;
  sessions: SessionIndex;
  /** Answers of the token endpoint of registries. */
  registryTokens: TokenMemory;
  /** What goes into the hash of every API key's secret. */
  peppers: Peppers;
  /** By which the signatures of access tokens are checked: from the folder of keys, whatever the bus says. */
  accessTokenKeys: () => JSONWebKeySet;
  /** By which the cookies of browsers are signed. */
  cookieKeys: CookieKeys;
  browserSessions: BrowserSessionPolicy;
  /** How many proxies in front of the gateway may speak for the client's address. */
  trustedProxies: number;
  /** Where the keys lie by which reports of leaks are signed; without it none is taken. */
  leakKeysFile?: string;
  /** Where the outside world reaches the gateway; absent = nowhere but on this machine. */
  publicUrl?: string;
  /** A header in which a key may come to `/authorize`, besides `Authorization`. */
  keyHeader?: string;
  /** With which an identity provider comes that tells who has left (SCIM). */
  scimToken?: string;
  /** Other allowances for strangers than the usual ones. */
  strangers?: StrangerLimitsOptions;
  /** By which the gateway judges what has ended. */
  clock: Clock;
  log: Logger;
}>;

/** A proxy hands on what clients may send to it, 32 KiB, and adds its own. */
const maxHeaderBytes = 48 * 1024;

const fastifyOptions = (problems: ProblemLog) => ({
  // The fast lane has left the address of the client there, and nothing else.
  trustProxy: (_address: string, hop: number) => hop < 1,
  bodyLimit,
  genReqId: requestIdOf,
  routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true },
  frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(problems, error, request, reply),
});

const createAdapter = (problems: ProblemLog): FastifyAdapter =>
  new FastifyAdapter({
    ...fastifyOptions(problems),
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: maxHeaderBytes },
    skipMiddie: true,
    clientErrorHandler: answerUnreadable,
  });

export type HttpServer = Readonly<{
  app: NestFastifyApplication;
  routes: RouteTable;
  /** How keys were used since these counts were last taken. */
  uses: KeyUses;
  /** What callers were not permitted. */
  refusals: AccessRefusals;
  publicUrl: PublicUrl;
}>;

/** Everything that speaks HTTP but the pages of the document, ready to listen. */
export const createHttpServer = async (parts: HttpServerParts): Promise<HttpServer> => {
  const { client, index, sessions, peppers, trustedProxies, log } = parts;
  const services = new Services(client);
  const { clock } = parts;
  const now = clock.latest;
  const uses = new KeyUses(now);
  const verifier = new KeyVerifier(index, peppers, now);
  const keys = new KeyDoor({ verifier, index, uses, limits: new RateLimits(services), services });
  const tokens = new AccessTokens(parts.accessTokenKeys, sessions, keys, now);
  const problems = new ProblemLog(log);
  const refusals = new AccessRefusals(services, log, clock.now);
  const undeclared = new UndeclaredProxies(log);
  const addressOf = createAddressReader(trustedProxies, (proxy) => undeclared.found(proxy));
  const strangers = new StrangerLimits({
    ...parts.strangers,
    isShared: (address) => undeclared.has(address),
  });
  const adapter = createAdapter(problems);
  const fastify = adapter.getInstance<FastifyInstance>();
  const publicUrl = new PublicUrl(parts.publicUrl, fastify.server);
  const browsers = new BrowserSessions({
    ...{ keys: parts.cookieKeys, policy: parts.browserSessions, publicUrl, sessions, now },
  });
  const authenticator = new Authenticator(keys, tokens, strangers, browsers);
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of({
      ...{ services, index, sessions, tokens, publicUrl, browsers },
      readiness: new GatewayReadiness(clock, log),
      keyTokens: new KeyTokens(services, keys),
    }),
    adapter,
    { logger: nestLogger(log), abortOnError: false, bodyParser: false },
  );
  const routes = new RouteTable();
  const accessLog = new AccessLog(log);
  addHooks(fastify, accessLog, routes);
  addStrangerHooks(fastify, authenticator, strangers, new ScimCallers(authenticator, parts.scimToken));
  addBodyParsers(fastify);
  addConsoleFiles(fastify, publicUrl, log);
  fastify.get('/docs/errors', (_request, reply) => reply.type('text/html; charset=utf-8').send(errorPage()));

  // While it stops, what is under way is still answered (and Fastify asks the client to hang up).
  const lane: FastifyInstance = createFastify({ ...fastifyOptions(problems), return503OnClosing: false });
  const laneRoutes = new RouteTable();
  addHooks(lane, accessLog, laneRoutes);
  addBodyParsers(lane);
  lane.setErrorHandler((error, request, reply) => {
    noteRefusal(refusals, error, request);
    sendProblem(problems, error, request, reply);
  });
  addVerifyRoute(lane, { authenticator, keys, services });
  addLeaksRoute(lane, {
    ...{ services, index, peppers, registryTokens: parts.registryTokens },
    keys: new LeakKeys(parts.leakKeysFile),
  });
  addNotificationsRoute(lane, { services, strangers });
  addRegistryTokenRoute(lane, {
    ...{ services, memory: parts.registryTokens, strangers, problems },
    now,
  });
  // Before the answer leaves: what was changed here is in no answer from memory any more.
  fastify.addHook('onSend', async ({ method }, { statusCode }) => {
    if (method !== 'GET' && method !== 'HEAD' && statusCode < 400) parts.registryTokens.clear();
  });
  for (const { pattern, method } of laneRoutes.entries()) routes.add(pattern, method);
  routes.add('/authorize', 'GET');
  const first = createAuthorizeRoute({
    ...{ keys, tokens, authenticator, services, strangers, addressOf, problems, accessLog, refusals },
    keyHeader: parts.keyHeader?.toLowerCase(),
  });
  await openFastLane({ main: fastify, lane, routes: laneRoutes, first, addressOf });
  // Nor does a connection outlive its last answer then, however long its client would keep it.
  const connections = new OpenConnections(fastify.server);
  fastify.addHook('preClose', async () => {
    fastify.server.keepAliveTimeout = 1;
    connections.end();
  });

  app.useGlobalPipes(createValidationPipe());
  const reflector = app.get(Reflector);
  app.useGlobalGuards(new AccessGuard(reflector, authenticator), new RequestFormGuard(reflector));
  app.useGlobalFilters(new ProblemFilter(problems, routes, refusals));
  return { app, routes, uses, refusals, publicUrl };
};
