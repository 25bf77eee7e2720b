import { identityContract } from '@credstream/contracts';
import { type Actor, permits, type RoleAssignment, Unauthenticated } from '@credstream/domain-kernel';
import { type Logger, RemoteRefusal, type ServiceClient } from '@credstream/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessTokens } from '../auth/access-tokens.js';
import { credentialsOf } from '../auth/credentials.js';
import { challenge, statusOf } from '../http/problem.js';
import { sendProblem } from '../http/problem.filter.js';
import { contextFor } from '../http/request-context.js';
import type { KeyQuestion } from '../key-index/key-verifier.js';
import type { Admitted, KeyDoor } from '../key-use/key-door.js';
import { limitedHeaders, rateLimitHeaders } from '../http/rate-limit-headers.js';
import { type Asked, keyQuestion } from './key-question.js';

export type AuthorizeParts = Readonly<{
  keys: KeyDoor;
  tokens: AccessTokens;
  services: ServiceClient;
  log: Logger;
}>;

/** Secrets that are right, used in a way that is not: 403. Everything else is the same 401 (unmet need 5 apart). */
const forbidden = new Set(['not_permitted', 'ip_not_allowed', 'rate_limited']);

/** The status for a key that is used too often. nginx's auth_request knows 401 and 403 alone, so 429 is to be asked for. */
const limitedStatus = (request: FastifyRequest): number =>
  (request.query as { limited?: unknown }).limited === '429' ? statusOf.rate_limited : statusOf.forbidden;

const questionOf = (request: FastifyRequest): KeyQuestion => {
  const { permission, scope } = request.query as Asked;
  // Most proxies only ask who it is.
  if (permission === undefined && scope === undefined) return { ip: request.ip };
  return keyQuestion({ permission, scope }, request.ip);
};

const refuse = (reply: FastifyReply, status: number, reason?: string): void => {
  if (reason !== undefined) reply.header('x-credstream-reason', reason);
  reply.header('cache-control', 'no-store');
  if (status === statusOf.unauthenticated) reply.header('www-authenticate', challenge);
  reply.status(status).send();
};

const allow = (reply: FastifyReply, user: string, account: string, keyId?: string): void => {
  reply.header('x-credstream-user', user).header('x-credstream-account', account);
  if (keyId !== undefined) reply.header('x-credstream-key-id', keyId);
  reply.status(204).send();
};

const answerKey = (request: FastifyRequest, reply: FastifyReply, { answer, rate }: Admitted): void => {
  if (rate) reply.headers(answer.valid ? rateLimitHeaders(rate) : limitedHeaders(rate));
  if (answer.valid) return allow(reply, answer.username, answer.account, answer.keyId);
  if (!forbidden.has(answer.reason)) return refuse(reply, statusOf.unauthenticated);
  // Whoever comes here has the secret of the key, and may know.
  refuse(reply, rate ? limitedStatus(request) : statusOf.forbidden, answer.reason);
};

/**
 * Forward authentication (nginx `auth_request`, Traefik, Envoy): 204 with who it is, 401 or 403, without a
 * body. On Fastify itself, since every request behind the proxy passes here.
 */
export const addAuthorizeRoute = (fastify: FastifyInstance, parts: AuthorizeParts): void => {
  const { keys, tokens, services, log } = parts;

  const answerToken = async (request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> => {
    const { of } = await tokens.read(token);
    if ('keyId' in of) {
      return answerKey(request, reply, await keys.admitMarked(of.keyId, of.mark, questionOf(request)));
    }
    const actor = (await tokens.actorOf(token, request.ip)) as Extract<Actor, { kind: 'user' }>;
    const { permission, scope = actor.account } = questionOf(request);
    const { user } = await services.call(identityContract.getUser, { id: 'me' }, contextFor(request, actor));
    const roles = (user.roles ?? []) as unknown as readonly RoleAssignment[];
    if (permission !== undefined && !permits(roles, permission, scope))
      return refuse(reply, statusOf.forbidden);
    allow(reply, actor.username, actor.account);
  };

  const fail = (request: FastifyRequest, reply: FastifyReply, error: unknown): void => {
    const unauthenticated =
      error instanceof Unauthenticated ||
      (error instanceof RemoteRefusal && error.kind === 'unauthenticated');
    if (unauthenticated) refuse(reply, statusOf.unauthenticated);
    else sendProblem(log, error, request, reply);
  };

  fastify.route({
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/authorize',
    handler: (request, reply) => {
      const credentials = credentialsOf(request.headers.authorization);
      if (credentials.kind === 'api_key') {
        const verified = keys.admit(credentials.value, questionOf(request));
        if (!(verified instanceof Promise)) return answerKey(request, reply, verified);
        verified.then(
          (loaded) => answerKey(request, reply, loaded),
          (error: unknown) => fail(request, reply, error),
        );
      } else if (credentials.kind === 'access_token') {
        answerToken(request, reply, credentials.token).catch((error: unknown) => fail(request, reply, error));
      } else {
        refuse(reply, statusOf.unauthenticated);
      }
    },
  });
};
