import { type Notice, type NotifyReply, tokenContract } from '@credstream/contracts/token';
import { parseKey } from '@credstream/crypto';
import { BodyMalformed, TooManyRequests, Unauthenticated } from '@credstream/domain-kernel';
import { RemoteRefusal, type ServiceClient } from '@credstream/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { largeBody } from '../http/body-limits.js';
import { deepestJson, isTooDeep } from '../http/json-depth.js';
import { contextFor } from '../http/request-context.js';
import { refuseQuery } from '../http/request-form.guard.js';
import type { StrangerLimits } from '../http/stranger-limits.js';
import { noticesOf } from './notification-envelope.js';

export type NotificationsParts = Readonly<{ services: ServiceClient; strangers: StrangerLimits }>;

/** How distribution names the body that it sends. */
const mediaType = 'application/vnd.docker.distribution.events.v1+json';

const bearerOf = ({ headers }: FastifyRequest): string | undefined => {
  const found = /^Bearer (\S{1,200})$/i.exec(headers.authorization ?? '');
  return parseKey(found?.[1] ?? '')?.kind === 'cs_tok' ? found?.[1] : undefined;
};

/**
 * `POST /registry/notifications`: a registry tells who pulled and pushed what, with the bearer token that was made with
 * it. 200 once it is recorded; a registry repeats everything else for ever, so that what is no news is 200 too.
 */
export const addNotificationsRoute = (
  fastify: FastifyInstance,
  { services, strangers }: NotificationsParts,
): void => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(mediaType, { parseAs: 'string' }, (request, body, done) => {
    if (isTooDeep(body as string)) {
      return done(new BodyMalformed(`The body is nested deeper than ${deepestJson} levels`));
    }
    void parseJson(request, body as string, (error, value) =>
      error ? done(new BodyMalformed(undefined, {}, error)) : done(null, value),
    );
  });

  const refuse = (request: FastifyRequest): never => {
    strangers.charge(request.ip);
    throw new Unauthenticated('Send the bearer token that was made with the registry');
  };

  /** Throws `Unauthenticated`, as charged to the stranger. */
  const notify = async (request: FastifyRequest, notices: readonly Notice[]): Promise<NotifyReply> => {
    const message = { bearer: bearerOf(request) ?? '', notices: [...notices] };
    const context = contextFor(request, { kind: 'system', service: 'gateway' });
    try {
      return await services.call(tokenContract.notify, message, context);
    } catch (error) {
      if (error instanceof RemoteRefusal && error.kind === 'unauthenticated') return refuse(request);
      throw error;
    }
  };

  /** The body of a stranger is not read. */
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    if (strangers.isSpent(request.ip)) {
      throw new TooManyRequests(undefined, { retryAfter: strangers.secondsUntilMore(request.ip) });
    }
    if (bearerOf(request) === undefined) refuse(request);
    await notify(request, []);
  };

  fastify.post('/registry/notifications', { onRequest, bodyLimit: largeBody }, async (request) => {
    refuseQuery(request);
    return notify(request, noticesOf(request.body));
  });
};
