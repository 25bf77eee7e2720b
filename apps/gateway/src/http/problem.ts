import { maskKeysIn } from '@credstream/crypto';
import { DomainError, errorEntry, type ErrorKind, type FieldError } from '@credstream/domain-kernel';
import { challengeHeaders } from './challenge.js';

/** The one place where a kind of refusal becomes an HTTP status. */
export const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  not_allowed: 405,
  conflict: 409,
  precondition: 412,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
};

const internalStatus = 500;

/** RFC 9457. `code` is stable; `type` is where it is explained. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  traceId: string;
  errors?: readonly FieldError[];
}>;

export const problemContentType = 'application/problem+json; charset=utf-8';

const explanation = (code: string): string => `/docs/errors#${code}`;

/**
 * The problem document of an error; whatever is not an expected refusal is `internal`, without a word more. A key that
 * came in the place of a name is not said again: answers are logged by clients and proxies.
 */
export const problemOf = (error: unknown, traceId: string): Problem => {
  if (!(error instanceof DomainError)) {
    const code = 'internal';
    return { type: explanation(code), title: 'Internal error', status: internalStatus, code, traceId };
  }
  const { code, kind, message, details } = error;
  const { title = message, remedy = message } = errorEntry(code) ?? {};
  return maskKeysIn({
    type: explanation(code),
    title,
    status: statusOf[kind],
    // Where the occasion has no words of its own: what to do.
    detail: message === title ? remedy : message,
    code,
    traceId,
    ...(details.errors && { errors: details.errors }),
  });
};

/** The headers that belong to a problem. */
export const problemHeaders = (error: unknown): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = { 'content-type': problemContentType, 'cache-control': 'no-store' };
  if (!(error instanceof DomainError)) return headers;
  if (error.kind === 'unauthenticated') Object.assign(headers, challengeHeaders(error));
  if (error.details.retryAfter !== undefined) headers['retry-after'] = String(error.details.retryAfter);
  return headers;
};
