import { defineError } from './errors.js';

/** Refusals that any request can meet, whatever it asks for. */
export class RequestInvalid extends defineError(
  'request.invalid',
  'invalid',
  'The request does not have the form that this call takes',
) {}
export class RequestTooLarge extends defineError(
  'request.too_large',
  'too_large',
  'The body is larger than this call takes',
) {}
export class BodyMalformed extends defineError(
  'request.body_malformed',
  'invalid',
  'The body cannot be read: it is not what its Content-Type says',
) {}
export class MediaTypeUnsupported extends defineError(
  'request.media_type_unsupported',
  'unsupported',
  'This call takes application/json',
) {}
export class SecretInUrl extends defineError(
  'request.secret_in_url',
  'invalid',
  'A key or token was sent in the URL, where it would be logged; send it in the Authorization header',
) {}
export class RouteNotFound extends defineError('request.not_found', 'not_found', 'There is nothing here') {}
export class MethodNotAllowed extends defineError(
  'request.method_not_allowed',
  'not_allowed',
  'This address exists, but not with this method',
) {}
export class IdempotencyKeyReused extends defineError(
  'request.idempotency_key_reused',
  'unprocessable',
  'This Idempotency-Key was used before, with another body',
) {}
export class AlreadyDone extends defineError(
  'request.already_done',
  'conflict',
  'This was done before with the same Idempotency-Key, and its answer, which held a secret, is no longer kept',
) {}
export class PreconditionFailed extends defineError(
  'request.precondition_failed',
  'precondition',
  'The thing has changed since the revision that If-Match names',
) {}
export class WriteConflict extends defineError(
  'request.write_conflict',
  'conflict',
  'Others changed this thing at the same moment, again and again; send the request once more',
) {}
export class ViewBehind extends defineError(
  'request.view_behind',
  'unavailable',
  'The view has not reached the position that Credstream-Min-Position names',
) {}
export class ServiceUnavailable extends defineError(
  'request.unavailable',
  'unavailable',
  'A part of Credstream that this request needs does not answer',
) {}
export class AnswerTooLarge extends defineError(
  'request.answer_too_large',
  'unavailable',
  'The answer is larger than the parts of Credstream can send to each other; ask for less at a time',
) {}

export class TooManyRequests extends defineError(
  'request.too_many',
  'rate_limited',
  'Too many requests from this address came without valid credentials; try again later',
) {}

/** Refusals about who is calling. */
export class Unauthenticated extends defineError(
  'auth.unauthenticated',
  'unauthenticated',
  'Sign in, or send an API key that is valid',
) {}
/** ANC-17. */
export class ApiKeyNotPermitted extends defineError(
  'apikey.not_permitted',
  'forbidden',
  'This cannot be done with an API key; sign in instead',
) {}
export class NotPermitted extends defineError(
  'auth.not_permitted',
  'forbidden',
  'None of your roles allows this here',
) {}
