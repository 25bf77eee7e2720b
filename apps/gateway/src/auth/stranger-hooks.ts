import { TooManyRequests } from '@credstream/domain-kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contextFor, keepContext } from '../http/request-context.js';
import type { StrangerLimits } from '../http/stranger-limits.js';
import { answeringScim } from '../scim/scim-answers.js';
import { accessRuleOf, admit } from './access.js';
import type { Authenticator } from './authenticator.js';
import type { ScimCallers } from './scim-callers.js';

/** Whoever watches the machine asks these all the time. */
const watched = /^\/(?:health\/|version)/;

/** Files of the console, from memory: whoever shares an address with a stranger can still open it. */
const files = /^\/(?:$|\?|console(?:\/|$|\?)|assets\/)/;

const isFree = (url: string): boolean => watched.test(url) || files.test(url);

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
  scimCallers: ScimCallers,
): void => {
  const admitProvisioning = async (request: FastifyRequest): Promise<undefined> => {
    const actor = await scimCallers.actorOf(request.headers.authorization, request.ip);
    keepContext(request, contextFor(request, actor));
  };
  fastify.addHook('onRequest', async (request, reply) => {
    const rule = accessRuleOf(request);
    if (rule === 'signed_in') return admit(authenticator, request, reply);
    if (!isFree(request.url) && strangers.isSpent(request.ip)) {
      throw new TooManyRequests(undefined, { retryAfter: strangers.secondsUntilMore(request.ip) });
    }
    if (rule !== 'provisioning') return;
    const refusal = await answeringScim(reply, () => admitProvisioning(request));
    return refusal && reply.send(refusal);
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    // The authenticator has counted those who had to be known. Who signs in well is not counted.
    const isOpen = accessRuleOf(request) !== 'signed_in' && !isFree(request.url);
    if (isOpen && (isRefusal(statusCode) || isDocument(request.method, statusCode)))
      strangers.charge(request.ip);
    done();
  });
};
