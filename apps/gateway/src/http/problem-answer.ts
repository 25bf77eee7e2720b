import { DomainError } from '@credstream/domain-kernel';
import type { Logger } from '@credstream/service-kit';
import type { ServerResponse } from 'node:http';
import { expectedError } from './expected-error.js';
import { type Problem, problemHeaders, problemOf } from './problem.js';

/** Of one sentence so many milliseconds apart; what comes between is counted. */
const quietMs = 10_000;
const sentencesAtMost = 100;

type Sentence = { since: number; unsaid: number };

/**
 * Logs problems that only the operator can mend. What a stranger can cause again and again takes one line in ten
 * seconds, with how many there were meanwhile.
 */
export class ProblemLog {
  private readonly sentences = new Map<string, Sentence>();

  constructor(
    private readonly log: Logger,
    private readonly clock: () => number = () => performance.now(),
  ) {}

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
    const sentence = this.sentenceOf(`${words}: ${cause}`);
    if (!sentence) return;
    const repeated = sentence.unsaid;
    sentence.unsaid = 0;
    this.log[level]({ err: error, traceId, ...(repeated > 0 && { repeated }) }, words);
  }

  /** Undefined while the sentence has been said a moment ago. */
  private sentenceOf(text: string): Sentence | undefined {
    const now = this.clock();
    const known = this.sentences.get(text);
    if (known && now - known.since < quietMs) {
      known.unsaid += 1;
      return undefined;
    }
    if (!known && this.sentences.size >= sentencesAtMost) this.sentences.clear();
    const sentence: Sentence = { since: now, unsaid: known?.unsaid ?? 0 };
    this.sentences.set(text, sentence);
    return sentence;
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
