import { defineError } from './errors.js';

/** Refusals that any request can meet, whatever it asks for. */
export class RequestInvalid extends defineError(
  'request.invalid',
  'invalid',
  'The request is not valid',
  'Correct the fields that errors names',
) {}
export class RequestTooLarge extends defineError(
  'request.too_large',
  'too_large',
  'The body is too large',
  'Send a smaller body',
) {}
export class BodyMalformed extends defineError(
  'request.body_malformed',
  'invalid',
  'The body cannot be read',
  'Send a body that is what its Content-Type says',
) {}
export class MediaTypeUnsupported extends defineError(
  'request.media_type_unsupported',
  'unsupported',
  'The Content-Type of the body is not supported, or missing',
  'Send JSON with the header Content-Type: application/json',
) {}
export class SecretInUrl extends defineError(
  'request.secret_in_url',
  'invalid',
  'The URL holds a key, a token or a password, which would be logged',
  'Send it in the Authorization header, and replace it if others can read the logs',
) {}
export class RouteNotFound extends defineError(
  'request.not_found',
  'not_found',
  'No route matches this path',
  'See /docs for the routes',
) {}
export class MethodNotAllowed extends defineError(
  'request.method_not_allowed',
  'not_allowed',
  'The path does not support this method',
  'Use a method that the Allow header names',
) {}
export class IdempotencyKeyReused extends defineError(
  'request.idempotency_key_reused',
  'unprocessable',
  'The Idempotency-Key was used before with another body',
  'Send another Idempotency-Key, or the first body again',
) {}
export class AlreadyDone extends defineError(
  'request.already_done',
  'conflict',
  'The request was done before with the same Idempotency-Key, and the secret in its answer is no longer kept',
  'Rotate the secret to get a new one',
) {}
export class PreconditionFailed extends defineError(
  'request.precondition_failed',
  'precondition',
  'The resource has changed since the revision in If-Match',
  'Get the resource again, and repeat the request with its ETag',
) {}
export class WriteConflict extends defineError(
  'request.write_conflict',
  'conflict',
  'The resource was changed by other requests at the same time',
  'Repeat the request',
) {}
export class ViewBehind extends defineError(
  'request.view_behind',
  'unavailable',
  'The list has not reached the position in Credstream-Min-Position',
  'Repeat the request in a moment',
) {}
export class ServiceUnavailable extends defineError(
  'request.unavailable',
  'unavailable',
  'A service needed for this request is not responding',
  'Repeat the request in a moment',
) {}
export class HistoryUnreadable extends defineError(
  'request.history_unreadable',
  'unavailable',
  'What the event log holds of this thing cannot be read',
  'Tell the operator: the log of the service names the stream and the cause. Other things are not affected',
) {}
export class AnswerTooLarge extends defineError(
  'request.answer_too_large',
  'unavailable',
  'The answer is too large to be sent',
  'Ask for fewer items with limit',
) {}

export class TooManyRequests extends defineError(
  'request.too_many',
  'rate_limited',
  'Too many requests without valid credentials came from this address',
  'Repeat the request after the seconds in Retry-After',
) {}

/** Refusals about who is calling. */
export class Unauthenticated extends defineError(
  'auth.unauthenticated',
  'unauthenticated',
  'The request is not authenticated',
  'Sign in, or send a valid API key',
) {}
/** ANC-17. */
export class ApiKeyNotPermitted extends defineError(
  'apikey.not_permitted',
  'forbidden',
  'API keys cannot do this',
  'Sign in with a username and password',
) {}
export class NotPermitted extends defineError(
  'auth.not_permitted',
  'forbidden',
  'Your roles do not allow this',
  'Ask an administrator for a role that allows it',
) {}
