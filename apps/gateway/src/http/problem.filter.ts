import { DomainError } from '@credstream/domain-kernel';
import type { Logger } from '@credstream/service-kit';
import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expectedError } from './expected-error.js';
import { problemHeaders, problemOf } from './problem.js';
import type { RouteTable } from './route-table.js';

/** Answers an error with its problem document; what nobody expected goes to the log with its cause. */
export const sendProblem = (
  log: Logger,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void => {
  const error = expectedError(thrown);
  if (!(error instanceof DomainError)) log.error({ err: error, traceId: request.id }, 'A request failed');
  else if (error.kind === 'unavailable')
    log.warn({ err: error, traceId: request.id }, 'A request was not served');
  const problem = problemOf(error, request.id);
  reply.status(problem.status).headers(problemHeaders(error)).send(JSON.stringify(problem));
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (thrown instanceof NotFoundException) {
      const { refusal, allow } = this.routes.refuse(request.url);
      if (allow !== undefined) reply.header('allow', allow);
      return sendProblem(this.log, refusal, request, reply);
    }
    sendProblem(this.log, thrown, request, reply);
  }
}
