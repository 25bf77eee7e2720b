import type { ServerResponse } from 'node:http';
import { DomainError } from '@credstream/domain-kernel';
import { type Logger, RareLines } from '@credstream/service-kit';
import { expectedError } from './expected-error.js';
import { type Problem, problemHeaders, problemOf } from './problem.js';

/**
 * Logs problems that only the operator can mend. What a stranger can cause again and again takes one line in ten
 * seconds, with how many there were meanwhile.
 */
export class ProblemLog {
  private readonly lines = new RareLines();

  constructor(private readonly log: Logger) {}

  /** Expected refusals are not logged. */
  note(error: unknown, traceId: string): void {
    if (!(error instanceof DomainError)) this.say('error', 'A request failed', error, traceId);
    else if (error.kind === 'unavailable') this.say('warn', 'A request was not served', error, traceId);
  }

  /** An answer could not be written; its request has ended without one. */
  noteUnanswered(error: unknown, traceId: string): void {
    this.say('error', 'An answer could not be sent', error, traceId);
  }

  private say(level: 'error' | 'warn', words: string, error: unknown, traceId: string): void {
    const cause = error instanceof Error ? error.message : String(error);
    const repeated = this.lines.due(`${words}: ${cause}`);
    if (repeated === undefined) return;
    this.log[level]({ err: error, traceId, ...(repeated > 0 && { repeated }) }, words);
  }
}

export type ProblemAnswer = Readonly<{ problem: Problem; headers: Readonly<Record<string, string>> }>;

/** How an error is answered; what nobody expected goes to the log with its cause. */
export const problemAnswer = (log: ProblemLog, thrown: unknown, traceId: string): ProblemAnswer => {
  const error = expectedError(thrown);
  log.note(error, traceId);
  return { problem: problemOf(error, traceId), headers: problemHeaders(error) };
};

/** Answers an error on Node itself. It never throws: what cannot be answered ends its connection, and no other. */
export const answerProblem = (
  log: ProblemLog,
  response: ServerResponse,
  thrown: unknown,
  traceId: string,
): void => {
  try {
    const { problem, headers } = problemAnswer(log, thrown, traceId);
    const body = JSON.stringify(problem);
    response.writeHead(problem.status, {
      'x-request-id': traceId,
      ...headers,
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  } catch (error) {
    log.noteUnanswered(error, traceId);
    response.destroy();
  }
};
