import type { components } from './api.js';

/** The body of a refusal: RFC 9457, with a stable `code`. */
export type ProblemDocument = components['schemas']['Problem'];

/** Credstream refused the request. `code` is stable; `message` is for people. */
export class CredstreamProblem extends Error {
  override readonly name = 'CredstreamProblem';
  readonly code: string;
  readonly status: number;
  /** By which an operator finds the request in the logs. */
  readonly traceId: string | undefined;
  /** Which fields were refused, and why. */
  readonly fields: readonly Readonly<{ path: string; message: string }>[];
  /** Seconds to wait before another attempt, when the server said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Partial<ProblemDocument>, response: Response) {
    super(wordsOf(problem) || `The server answered ${response.status}`);
    this.code = problem.code ?? 'unknown';
    this.status = response.status;
    this.traceId = problem.traceId;
    this.fields = (problem.errors ?? []).map(({ path, message }) => ({ path, message }));
    const waitMs = retryAfterMs(response.headers, Date.now());
    this.retryAfterSeconds = waitMs === undefined ? undefined : Math.ceil(waitMs / 1000);
  }
}

/** What answered does not speak as Credstream does: a proxy, another server, another version. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  readonly status: number;

  constructor({ status, url, headers }: Response) {
    const type = headers.get('content-type')?.split(';')[0] ?? 'nothing';
    super(`${originOf(url)} answered ${status} with ${type}, which is not an answer of Credstream`);
    this.status = status;
  }
}

/** Nothing answered: no connection, no name, a certificate that does not fit. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(url: string, cause: unknown) {
    super(`${originOf(url)} cannot be reached: ${reasonOf(cause)}`, { cause });
  }
}

/** There is no session, or it has ended: sign in again. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** What is wrong, and what to do. */
const wordsOf = ({ title, detail }: Partial<ProblemDocument>): string =>
  [title, detail === title ? undefined : detail].filter(Boolean).join('. ');

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'The server');

/** `fetch` says "fetch failed" and hides the reason one or two levels below, sometimes one for each address. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
};

/** Milliseconds that `Retry-After` asks for: seconds, or a date. */
export const retryAfterMs = (headers: Headers, now: number): number | undefined => {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
};

/** The error that a refused response stands for; its body is read. */
export const refusalOf = async (response: Response): Promise<Error> => {
  const type = response.headers.get('content-type') ?? '';
  if (!/\bjson\b/.test(type)) return new UnexpectedAnswer(response);
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return new UnexpectedAnswer(response);
  // RFC 6749 has a form of its own for what the token endpoint refuses.
  const { error, error_description: detail } = body as { error?: string; error_description?: string };
  if (error !== undefined) {
    return new CredstreamProblem({ code: `oauth.${error}`, ...(detail && { detail }) }, response);
  }
  if (!('code' in body)) return new UnexpectedAnswer(response);
  return new CredstreamProblem(body as Partial<ProblemDocument>, response);
};
