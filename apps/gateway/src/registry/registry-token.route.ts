import { tokenContract } from '@credstream/contracts/token';
import { metrics } from '@credstream/metrics';
import type { ServiceClient } from '@credstream/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { expectedError } from '../http/expected-error.js';
import type { ProblemLog } from '../http/problem-answer.js';
import { contextFor } from '../http/request-context.js';
import type { StrangerLimits } from '../http/stranger-limits.js';
import {
  exchangeAnswer,
  type RegistryAnswer,
  registryAnswer,
  registryErrorAnswer,
  tooMany,
} from './registry-answer.js';
import {
  exchangeOfForm,
  type ExchangeQuestion,
  questionOfForm,
  questionOfQuery,
  type RegistryQuestion,
  RegistryQuestionRefused,
} from './registry-question.js';
import type { TokenMemory } from './token-memory.js';

export type RegistryTokenParts = Readonly<{
  services: ServiceClient;
  memory: TokenMemory;
  strangers: StrangerLimits;
  /** Milliseconds since 1970. */
  now: () => number;
  problems: ProblemLog;
}>;

/** Where clients of registries get their tokens; the second as in the system that many come from. */
const paths = ['/registry/token', '/service/token'];

/** A form holds at most 100 scopes of some 300 characters, and the token of a workload. */
const longestForm = 64 * 1024;

const unexpected: RegistryAnswer = {
  status: 500,
  body: { errors: [{ code: 'UNKNOWN', message: 'internal error' }], error: 'server_error' },
  headers: {},
  isStrange: false,
};

/**
 * `GET` and `POST` of the token endpoint of registries (the distribution project's token and OAuth 2 specifications). A
 * refusal is in the form that those clients print.
 */
export const addRegistryTokenRoute = (fastify: FastifyInstance, parts: RegistryTokenParts): void => {
  const { services, memory, strangers, now, problems } = parts;

  const send = (request: FastifyRequest, reply: FastifyReply, answer: RegistryAnswer): object => {
    if (answer.isStrange) strangers.charge(request.ip);
    const result = answer.status < 300 ? 'issued' : 'refused';
    metrics.tokenIssueSeconds.observe({ result }, reply.elapsedTime / 1000);
    void reply.code(answer.status).headers({ 'cache-control': 'no-store', ...answer.headers });
    return answer.body;
  };

  const spent = ({ ip }: FastifyRequest): RegistryAnswer =>
    tooMany('too many refused requests from this address', strangers.secondsUntilMore(ip));

  const ask = async (
    request: FastifyRequest,
    question: RegistryQuestion,
    from: 'query' | 'form',
  ): Promise<RegistryAnswer> => {
    const { service, username, password, refreshToken, scopes, offline } = question;
    const ticket = memory.ticketFor([service, username, password, refreshToken, request.ip, scopes, offline]);
    const seconds = () => Math.floor(now() / 1000);
    const known = memory.get(ticket);
    if (known && known.expiresAt > seconds()) return registryAnswer(known, seconds(), from);
    if (strangers.isSpent(request.ip)) return spent(request);
    const context = contextFor(request, { kind: 'system', service: 'gateway' });
    const reply = await services.call(
      tokenContract.issueRegistryToken,
      { ...question, scopes: [...scopes] },
      context,
    );
    memory.keep(ticket, reply);
    // What is granted to nobody in particular is written down as well, so that it is counted.
    if (username === undefined && refreshToken === undefined) strangers.charge(request.ip);
    return registryAnswer(reply, seconds(), from);
  };

  const trade = async (request: FastifyRequest, question: ExchangeQuestion): Promise<RegistryAnswer> => {
    if (strangers.isSpent(request.ip)) return spent(request);
    const context = contextFor(request, { kind: 'system', service: 'gateway' });
    return exchangeAnswer(await services.call(tokenContract.exchangeWorkloadToken, question, context));
  };

  const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const expected = expectedError(error);
    if (!(expected instanceof RegistryQuestionRefused)) problems.note(expected, request.id);
    void reply.send(send(request, reply, registryErrorAnswer(expected) ?? unexpected));
  };

  for (const path of paths) {
    fastify.get(path, { errorHandler }, async (request, reply) => {
      const question = questionOfQuery(request.query as object as Record<string, unknown>, request.headers);
      return send(request, reply, await ask(request, question, 'query'));
    });
    fastify.post(path, { errorHandler, bodyLimit: longestForm }, async (request, reply) => {
      const form = (request.body ?? {}) as Record<string, unknown>;
      const exchange = exchangeOfForm(form);
      if (exchange) return send(request, reply, await trade(request, exchange));
      const question = questionOfForm(form);
      return send(request, reply, await ask(request, question, 'form'));
    });
  }
};
