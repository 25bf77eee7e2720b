import { CredstreamProblem, SignInNeeded, UnexpectedAnswer, Unreachable } from '@credstream/sdk';
import { type ExitCode, exitCodes, Interrupted, NotDone, NotSignedIn, WrongUse } from './errors.js';
import { printable } from './printable.js';

export type Failure = Readonly<{ exitCode: ExitCode; words: string; advice?: string }>;

const signInFirst = 'Sign in: credstream login. Programs set CREDSTREAM_API_KEY.';

const adviceByStatus: Readonly<Record<number, string>> = {
  400: 'Options and examples: the same command with --help.',
  403: 'Your roles and permissions: credstream whoami. An administrator grants more: credstream roles grant.',
  409: 'Look at its present state with the command get or list, then decide.',
  412: 'It is in use or has changed. Look at it again with the command get.',
  500: 'Tell the operator the trace id. What the server lacks: credstream doctor.',
  503: 'Try again in a moment. What the server lacks: credstream doctor.',
};

const adviceFor = ({ code, status, retryAfterSeconds }: CredstreamProblem): string | undefined => {
  if (retryAfterSeconds !== undefined) return `Try again in ${retryAfterSeconds} s.`;
  if (code === 'request.not_found') return 'The server may be of another version: credstream doctor.';
  if (status === 404) return 'What there is: the same command with list.';
  return adviceByStatus[status];
};

const ofProblem = (problem: CredstreamProblem): Failure => {
  const { code, status, traceId, fields } = problem;
  // A single field is told by the words already.
  const told = fields.filter(({ message }) => !problem.message.endsWith(message));
  const shown = told.map(({ path, message }) => `\n  ${path}: ${message}`).join('');
  const trace = status >= 500 && traceId !== undefined ? `\n  trace id: ${traceId}` : '';
  const words = `${problem.message} (${code})${shown}${trace}`;
  if (status === 401 || code === 'oauth.invalid_grant') {
    return { exitCode: exitCodes.notSignedIn, words, advice: signInFirst };
  }
  const advice = adviceFor(problem);
  return {
    exitCode: status >= 500 ? exitCodes.serverFailed : exitCodes.refused,
    words,
    ...(advice !== undefined && { advice }),
  };
};

const addressAdvice =
  'Is the address right? It comes from --addr, CREDSTREAM_ADDR or the profile. More: credstream doctor.';

/** What a person and a script are told of an error. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof CredstreamProblem) return ofProblem(error);
  if (error instanceof WrongUse) return { exitCode: exitCodes.wrongUse, words: error.message };
  if (error instanceof NotDone) return { exitCode: exitCodes.refused, words: error.message };
  if (error instanceof Interrupted) return { exitCode: exitCodes.interrupted, words: error.message };
  if (error instanceof SignInNeeded) {
    return { exitCode: exitCodes.notSignedIn, words: error.message, advice: signInFirst };
  }
  if (error instanceof NotSignedIn) return { exitCode: exitCodes.notSignedIn, words: error.message };
  if (error instanceof Unreachable || error instanceof UnexpectedAnswer) {
    return { exitCode: exitCodes.serverFailed, words: error.message, advice: addressAdvice };
  }
  const words = error instanceof Error ? error.message : String(error);
  return { exitCode: exitCodes.refused, words };
};

/** The lines on standard error; what a server said cannot steer the terminal. */
export const failureText = ({ words, advice }: Failure): string => {
  const lines = `${words}${advice === undefined ? '' : `\n${advice}`}`.split('\n').map(printable);
  return `credstream: ${lines.join('\n')}\n`;
};
