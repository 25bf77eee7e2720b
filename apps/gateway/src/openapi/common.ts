import type { Method } from '@credstream/contracts';
import { ApiKeyRateLimited } from '@credstream/domain-apikey';
import {
  AlreadyDone,
  ApiKeyNotPermitted,
  BodyMalformed,
  IdempotencyKeyReused,
  MediaTypeUnsupported,
  NotPermitted,
  PreconditionFailed,
  RequestInvalid,
  RequestTooLarge,
  SecretInUrl,
  ServiceUnavailable,
  Unauthenticated,
  ViewBehind,
  WriteConflict,
} from '@credstream/domain-kernel';
import type { Route } from '../routes/route.js';
import { type Components, reference } from './open-api.js';
import type { Refusal } from './refusals.js';

const text = { type: 'string' } as const;
const seconds = { type: 'integer', minimum: 0 } as const;

/** The headers that more than one operation takes. */
export const parameters: NonNullable<Components['parameters']> = {
  'X-Request-Id': {
    name: 'X-Request-Id',
    in: 'header',
    description: 'An id of this request; one is made when it is absent. 1 to 128 letters, digits and `._:-`',
    schema: { ...text, pattern: '^[A-Za-z0-9._:-]{1,128}$' },
    example: 'deploy-1742',
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A repeated request with the same key and the same body gets the first answer again',
    schema: { ...text, minLength: 8, maxLength: 255, pattern: '^[\\x21-\\x7e]{8,255}$' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the revision that is to be changed; 412 when the resource has changed since',
    schema: text,
    example: 'W/"3"',
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of the values that the caller has; 304 while they have not changed',
    schema: text,
  },
  'Credstream-Min-Position': {
    name: 'Credstream-Min-Position',
    in: 'header',
    description: 'A Credstream-Position: the answer is at least as new. Waits at most 5 seconds',
    schema: { ...text, pattern: '^\\d{1,19}$' },
  },
};

/** The headers that more than one operation answers with. */
export const headers: NonNullable<Components['headers']> = {
  'X-Request-Id': { description: 'The id of this request, as the log has it', schema: text },
  ETag: { description: 'The revision of the resource, for If-Match', schema: text },
  'Credstream-Position': {
    description: 'Where the log stood, for Credstream-Min-Position',
    schema: text,
  },
  Location: { description: 'The address of the new resource', schema: { ...text, format: 'uri-reference' } },
  'Cache-Control': { description: 'no-store: the answer holds a secret', schema: text },
  'Retry-After': { description: 'Seconds after which a retry makes sense', schema: seconds },
  'WWW-Authenticate': { description: 'The credentials that are accepted', schema: text },
  'RateLimit-Limit': { description: 'Uses that the rate limit of the key allows', schema: seconds },
  'RateLimit-Remaining': { description: 'Uses that are left', schema: seconds },
  'RateLimit-Reset': { description: 'Seconds until the count begins anew', schema: seconds },
};

export const rateLimitHeaderNames = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

export const headerReferences = (names: readonly string[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, reference('headers', name)]));

/** Refusals that a call can meet because of who makes it. */
const refusalsOfAccess = ({ access }: Method): readonly Refusal[] => {
  if (access === 'anyone') return [];
  const restricted = typeof access === 'object' || access === 'session';
  return [Unauthenticated, ApiKeyRateLimited, ...(restricted ? [NotPermitted, ApiKeyNotPermitted] : [])];
};

/** Refusals that every route of a table can meet, whatever it is about. */
export const commonRefusals = ({ verb, method, path }: Route): readonly Refusal[] => [
  ...[RequestInvalid, SecretInUrl],
  ...refusalsOfAccess(method),
  ...(verb === 'get' ? [ViewBehind] : [IdempotencyKeyReused, WriteConflict]),
  ...(['post', 'put', 'patch'].includes(verb) ? [BodyMalformed, RequestTooLarge, MediaTypeUnsupported] : []),
  ...(verb !== 'get' && path.includes(':') ? [PreconditionFailed] : []),
  ServiceUnavailable,
];

export const secretRefusals: readonly Refusal[] = [AlreadyDone];

/** The headers that a route of a table takes. */
export const headerParameters = ({ verb, path, conditional }: Route): readonly object[] =>
  [
    ...(verb === 'get' ? ['Credstream-Min-Position'] : ['Idempotency-Key']),
    ...(conditional ? ['If-None-Match'] : []),
    ...(verb !== 'get' && path.includes(':') ? ['If-Match'] : []),
  ].map((name) => reference('parameters', name));
