import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemAnswer, type ProblemLog } from './problem-answer.js';
import type { RouteTable } from './route-table.js';

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

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: ProblemLog,
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
