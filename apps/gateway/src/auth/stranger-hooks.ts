import { TooManyRequests } from '@credstream/domain-kernel';
import type { FastifyInstance } from 'fastify';
import type { StrangerLimits } from '../http/stranger-limits.js';
import { accessRuleOf, admit } from './access.js';
import type { Authenticator } from './authenticator.js';

/** Whoever watches the machine asks these all the time. */
const watched = /^\/(?:health\/|version)/;

const isRefusal = (status: number): boolean => status >= 400 && status < 500;
const isDocument = (method: string, status: number): boolean => method === 'GET' && status === 200;

/**
 * Holds strangers to their allowance before anything is read of their bodies, asked or stored for them. Where a
 * caller must be known, the headers tell who it is, and the body is read after that.
 */
export const addStrangerHooks = (
  fastify: FastifyInstance,
  authenticator: Authenticator,
  strangers: StrangerLimits,
): void => {
  fastify.addHook('onRequest', async (request) => {
    if (accessRuleOf(request) === 'signed_in') return admit(authenticator, request);
    if (watched.test(request.url) || !strangers.isSpent(request.ip)) return;
    throw new TooManyRequests(undefined, { retryAfter: strangers.secondsUntilMore(request.ip) });
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    // The authenticator has counted those who had to be known. Who signs in well is not counted.
    const isOpen = accessRuleOf(request) !== 'signed_in' && !watched.test(request.url);
    if (isOpen && (isRefusal(statusCode) || isDocument(request.method, statusCode)))
      strangers.charge(request.ip);
    done();
  });
};
