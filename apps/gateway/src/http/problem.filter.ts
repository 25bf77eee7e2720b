import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRefusals } from '../audit/access-refusals.js';
import { problemAnswer, type ProblemLog } from './problem-answer.js';
import { contextOf } from './request-context.js';
import type { RouteTable } from './route-table.js';
import { withoutQuery } from './secret-in-url.js';

/** Answers an error with its problem document. It never throws: what cannot be answered ends its connection. */
export const sendProblem = (
  log: ProblemLog,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void => {
  try {
    const { problem, headers } = problemAnswer(log, thrown, request.id);
    reply.status(problem.status).headers(headers).send(JSON.stringify(problem));
  } catch (error) {
    log.noteUnanswered(error, request.id);
    reply.raw.destroy();
  }
};

/** For the audit log. */
export const noteRefusal = (refusals: AccessRefusals, thrown: unknown, request: FastifyRequest): void =>
  refusals.noteError(thrown, contextOf(request), `${request.method} ${withoutQuery(request.url)}`);

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: ProblemLog,
    private readonly routes: RouteTable,
    private readonly refusals: AccessRefusals,
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
    noteRefusal(this.refusals, thrown, request);
    sendProblem(this.log, thrown, request, reply);
  }
}
