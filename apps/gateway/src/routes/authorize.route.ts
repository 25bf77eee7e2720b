import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { identityContract } from '@credstream/contracts/identity';
import {
  type Actor,
  permissionsAt,
  type RequestContext,
  type RoleAssignment,
  SecretInUrl,
} from '@credstream/domain-kernel';
import { RemoteRefusal, type ServiceClient } from '@credstream/service-kit';
import type { AccessRefusals } from '../audit/access-refusals.js';
import type { AccessTokens } from '../auth/access-tokens.js';
import type { Authenticator } from '../auth/authenticator.js';
import { type Credentials, credentialsOf } from '../auth/credentials.js';
import { CredentialsRefused } from '../auth/credentials-refused.js';
import type { AccessLog } from '../http/access-log.js';
import { challengeHeaders } from '../http/challenge.js';
import { headerText } from '../http/header-text.js';
import { answerProblem, type ProblemLog } from '../http/problem-answer.js';
import { limitedHeaders, rateLimitHeaders } from '../http/rate-limit-headers.js';
import { requireOnce } from '../http/repeated-header.js';
import { requestIdOf } from '../http/request-id.js';
import { holdsSecret } from '../http/secret-in-url.js';
import type { StrangerLimits } from '../http/stranger-limits.js';
import type { Admitted, KeyDoor } from '../key-use/key-door.js';
import { type AuthorizeQuestion, createAuthorizeUrlReader } from './authorize-question.js';

export type AuthorizeParts = Readonly<{
  keys: KeyDoor;
  tokens: AccessTokens;
  authenticator: Authenticator;
  services: ServiceClient;
  strangers: StrangerLimits;
  addressOf: (request: IncomingMessage) => string;
  /** In small letters: a header in which a key may come, besides `Authorization`. */
  keyHeader: string | undefined;
  problems: ProblemLog;
  accessLog: AccessLog;
  refusals: AccessRefusals;
}>;

/** Answers a request about `/authorize`; `false` when it is about something else. It never throws. */
export type AuthorizeRoute = (request: IncomingMessage, response: ServerResponse) => boolean;

/** One request on its way to its answer. */
type Visit = Readonly<{ response: ServerResponse; id: string; ip: string; question: AuthorizeQuestion }>;

/** Secrets that are right, used in a way that is not: 403. */
const forbidden = new Set(['not_permitted', 'ip_not_allowed', 'rate_limited']);

const path = '/authorize';
const readOnce = ['authorization'] as const;
const unauthenticated = 401;
const noContent = 204;
const denied = 403;

const end = ({ response, id }: Visit, status: number, headers: OutgoingHttpHeaders): void => {
  response.writeHead(status, {
    'x-request-id': id,
    'cache-control': 'no-store',
    ...headers,
    ...(status !== noContent && { 'content-length': 0 }),
  });
  response.end();
};

type Identity = Readonly<{ userId: string; username: string; account: string; keyId?: string }>;

/** All of them, always: a proxy that copies them then leaves none that the client has written itself. */
const identityHeaders = ({ userId, username, account, keyId = '' }: Identity): OutgoingHttpHeaders => ({
  'x-credstream-user': headerText(username),
  'x-credstream-user-id': headerText(userId),
  'x-credstream-account': headerText(account),
  'x-credstream-key-id': headerText(keyId),
});

const refuse = (visit: Visit, error?: unknown): void => end(visit, unauthenticated, challengeHeaders(error));

const forbid = (visit: Visit, status: number, reason: string, headers?: OutgoingHttpHeaders): void =>
  end(visit, status, { 'x-credstream-reason': reason, ...headers });

/**
 * Forward authentication for proxies: who it is, 401 or 403, without a body. On Node itself, since every request
 * behind a proxy passes here, and since it carries somebody else's request: of that only the credentials and the
 * forwarding headers count, whatever its method, its other headers and its body.
 */
export const createAuthorizeRoute = (parts: AuthorizeParts): AuthorizeRoute => {
  const { keys, tokens, authenticator, services, strangers, addressOf, keyHeader, problems, accessLog } =
    parts;
  const { refusals } = parts;
  const readUrl = createAuthorizeUrlReader();

  const noteRefused = ({ ip, question: { asked } }: Visit, actor: Actor, reason: string): void => {
    const { permission = 'nothing in particular', scope } = asked;
    const request = `authorize ${permission}${scope === undefined ? '' : ` at ${scope}`}`;
    refusals.note({ actor, ip }, request, reason);
  };

  const answerKey = (visit: Visit, { answer, entry, rate }: Admitted): void => {
    const { ip, question } = visit;
    if (answer.valid) {
      return end(visit, question.allowedStatus, {
        ...identityHeaders(answer),
        ...(rate && rateLimitHeaders(rate)),
      });
    }
    if (!forbidden.has(answer.reason)) {
      const error = new CredentialsRefused(answer.reason);
      if (error.reason === undefined) strangers.charge(ip);
      return refuse(visit, error);
    }
    // Whoever comes here has the secret of the key, and may know.
    if (rate) return forbid(visit, question.limitedStatus, answer.reason, limitedHeaders(rate));
    if (entry) noteRefused(visit, { kind: 'apikey', ...entry }, answer.reason);
    forbid(visit, denied, answer.reason);
  };

  const answerToken = async (visit: Visit, token: string): Promise<void> => {
    const { id, ip, question } = visit;
    const { of } = await tokens.read(token);
    if ('keyId' in of) {
      return answerKey(visit, await keys.admitMarked(of.keyId, of.mark, { ...question.asked, ip }));
    }
    const actor = (await tokens.actorOf(token, ip)) as Extract<Actor, { kind: 'user' }>;
    const context: RequestContext = { actor, correlationId: id, causationId: id, ip };
    const { user } = await services.call(identityContract.getUser, { id: 'me' }, context);
    const { permission, scope = actor.account } = question.asked;
    const held = permissionsAt(user.roles as unknown as readonly RoleAssignment[], scope);
    // As for a key: who names a scope asks for some right there.
    const isAllowed = permission
      ? held.includes(permission)
      : question.asked.scope === undefined || held.length > 0;
    if (!isAllowed) {
      noteRefused(visit, actor, 'not_permitted');
      return forbid(visit, denied, 'not_permitted');
    }
    end(visit, question.allowedStatus, identityHeaders(actor));
  };

  const answerError = (visit: Visit, error: unknown): void => {
    if (error instanceof CredentialsRefused) {
      if (error.reason === undefined) strangers.charge(visit.ip);
      return refuse(visit, error);
    }
    if (error instanceof RemoteRefusal && error.kind === 'unauthenticated') {
      return refuse(visit, new CredentialsRefused());
    }
    answerProblem(problems, visit.response, error, visit.id);
  };

  const fail = (visit: Visit, error: unknown): void => {
    try {
      answerError(visit, error);
    } catch (failure) {
      answerProblem(problems, visit.response, failure, visit.id);
    }
  };

  const credentialsIn = ({ headers }: IncomingMessage): Credentials => {
    const shown = credentialsOf(headers.authorization);
    const value = keyHeader === undefined ? undefined : headers[keyHeader];
    if (
      typeof value !== 'string' ||
      value === '' ||
      shown.kind === 'api_key' ||
      shown.kind === 'access_token'
    )
      return shown;
    return { kind: 'api_key', value };
  };

  /** From an address that has shown too much that is wrong, what is not in memory is refused unlooked at. */
  const isTooMuch = (visit: Visit, credentials: Credentials): boolean => {
    const { ip, question } = visit;
    if (!strangers.isSpent(ip) || authenticator.remembers(credentials)) return false;
    const status = question.limitedStatus === denied ? unauthenticated : question.limitedStatus;
    const retryAfter = String(strangers.secondsUntilMore(ip));
    end(visit, status, {
      ...(status === unauthenticated && challengeHeaders(new CredentialsRefused())),
      'retry-after': retryAfter,
    });
    return true;
  };

  const answer = (visit: Visit, request: IncomingMessage): void | Promise<void> => {
    requireOnce(request.rawHeaders, readOnce);
    const credentials = credentialsIn(request);
    if (credentials.kind === 'none') return refuse(visit);
    if (isTooMuch(visit, credentials)) return;
    if (credentials.kind === 'unusable') return refuse(visit, new CredentialsRefused());
    if (credentials.kind === 'access_token') return answerToken(visit, credentials.token);
    const admitted = keys.admit(credentials.value, { ...visit.question.asked, ip: visit.ip });
    if (!(admitted instanceof Promise)) return answerKey(visit, admitted);
    return admitted.then((loaded) => answerKey(visit, loaded));
  };

  const noteWhenAnswered = ({ method = '' }: IncomingMessage, response: ServerResponse, traceId: string) => {
    const since = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - since) / 1000;
      const { statusCode: status } = response;
      accessLog.note({ traceId, method, route: path, path, status, seconds });
    });
  };

  return (request, response) => {
    const id = requestIdOf(request);
    const { url = '' } = request;
    try {
      const question = readUrl(url);
      if (!question) return false;
      noteWhenAnswered(request, response, id);
      const visit: Visit = { response, id, ip: addressOf(request), question };
      try {
        const answered = answer(visit, request);
        answered?.catch((error: unknown) => fail(visit, error));
      } catch (error) {
        fail(visit, error);
      }
    } catch (error) {
      noteWhenAnswered(request, response, id);
      answerProblem(problems, response, holdsSecret(url) ? new SecretInUrl() : error, id);
    }
    return true;
  };
};
