import { type Actor, type RequestContext, RequestInvalid } from '@credstream/domain-kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const contexts = new WeakMap<FastifyRequest, RequestContext>();

/** What the routes of a request hand on with every message. */
export const Context = createParamDecorator((_: unknown, host: ExecutionContext): RequestContext => {
  const context = contexts.get(host.switchToHttp().getRequest<FastifyRequest>());
  if (!context) throw new Error('A route without an access rule');
  return context;
});

const refused = (name: string, message: string) =>
  new RequestInvalid(message, { errors: [{ path: name, rule: 'header', message }] });

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

const idempotencyKeyOf = (request: FastifyRequest): string | undefined => {
  const value = header(request, 'idempotency-key');
  if (value === undefined) return undefined;
  if (!/^[\x21-\x7e]{8,255}$/.test(value)) {
    throw refused(
      'Idempotency-Key',
      'Idempotency-Key has 8 to 255 printable characters, none of them a space',
    );
  }
  return value;
};

/** `W/"3"`, `"3"`; RFC 9110 §13.1.1. `*` asks for nothing that we do not check anyway. */
const expectedRevisionOf = (request: FastifyRequest): number | undefined => {
  const value = header(request, 'if-match');
  if (value === undefined || value === '*') return undefined;
  const revision = /^(?:W\/)?"(\d{1,15})"$/.exec(value)?.[1];
  if (revision === undefined)
    throw refused('If-Match', 'If-Match names one revision, as an ETag does: W/"3"');
  return Number(revision);
};

const minPositionOf = (request: FastifyRequest): string | undefined => {
  const value = header(request, 'credstream-min-position');
  if (value !== undefined && !/^\d{1,19}$/.test(value)) {
    throw refused(
      'Credstream-Min-Position',
      'Credstream-Min-Position is a position as Credstream-Position gave it',
    );
  }
  return value;
};

/** The request's context, once it is known who asks. */
export const contextFor = (request: FastifyRequest, actor: Actor): RequestContext => {
  const userAgent = header(request, 'user-agent')?.slice(0, 256);
  const idempotencyKey = idempotencyKeyOf(request);
  const expectedRevision = expectedRevisionOf(request);
  const minPosition = minPositionOf(request);
  return {
    actor,
    correlationId: request.id,
    causationId: request.id,
    ip: request.ip,
    ...(userAgent !== undefined && { userAgent }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(minPosition !== undefined && { minPosition }),
  };
};

export const hasContext = (request: FastifyRequest): boolean => contexts.has(request);

/** Undefined while it is not known who asks. */
export const contextOf = (request: FastifyRequest): RequestContext | undefined => contexts.get(request);

export const keepContext = (request: FastifyRequest, context: RequestContext): void => {
  contexts.set(request, context);
};
