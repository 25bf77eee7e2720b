import { Answer, Instant, permissionValues, Text } from '@credstream/contracts';
import { apiKeyContract } from '@credstream/contracts/apikey';
import { type Actor, formatInstant } from '@credstream/domain-kernel';
import { checkRequest, refusedFor, RemoteRefusal, type ServiceClient } from '@credstream/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticator } from '../auth/authenticator.js';
import { smallBody } from '../http/body-limits.js';
import { plainAddress } from '../http/client-address.js';
import { limitedHeaders, rateLimitHeaders } from '../http/rate-limit-headers.js';
import { contextFor } from '../http/request-context.js';
import { refuseForm, refuseQuery } from '../http/request-form.guard.js';
import type { Verified } from '../key-index/key-verifier.js';
import type { KeyDoor } from '../key-use/key-door.js';
import { keyQuestion } from './key-question.js';

export type VerifyParts = Readonly<{
  authenticator: Authenticator;
  keys: KeyDoor;
  services: ServiceClient;
}>;

/** What is asked about a key. */
export class VerifyApiKey {
  @Text({ description: 'The key itself', example: 'cs_key_example' }) key!: string;
  @Text({ optional: true, description: 'The address that the key is used from' }) ip?: string;
  @Text({ optional: true, description: 'What the key must allow' }) permission?: string;
  @Text({ optional: true, description: 'Where it must allow it' }) scope?: string;
}

/** Whether a key is valid, and of whom it is. */
export class VerifiedApiKey {
  @Answer({ of: () => Boolean }) valid!: boolean;
  @Answer({ optional: true, description: 'Why the key is not valid, as far as you may know it' })
  reason?: string;
  @Answer({ optional: true }) keyId?: string;
  @Answer({ optional: true }) userId?: string;
  @Answer({ optional: true }) username?: string;
  @Answer({ optional: true }) account?: string;
  @Answer({ optional: true, list: true, oneOf: permissionValues }) permissions?: string[];
  @Instant({ optional: true }) expiresAt?: string;
}

/** The address alone: what is no address must not be kept as where a key was used from. */
const addressOf = (ip: string | undefined): string | undefined => {
  const address = ip === undefined ? undefined : plainAddress(ip);
  if (ip === undefined || address !== undefined) return address;
  throw refusedFor([{ path: 'ip', rule: 'ip', message: 'ip is not an IP address' }]);
};

const questionOf = (body: unknown) => {
  const message = checkRequest(VerifyApiKey, body);
  return { key: message.key, question: keyQuestion(message, addressOf(message.ip)) };
};

/**
 * `POST /api/v1/api-keys/verify`: always 200 for a key that can be judged. Why a key is refused is told only to
 * who may see that key; for everyone else it is unknown.
 */
export const addVerifyRoute = (
  fastify: FastifyInstance,
  { authenticator, keys, services }: VerifyParts,
): void => {
  const maySee = async (
    request: FastifyRequest,
    actor: Actor,
    { keyId, entry }: Verified,
  ): Promise<boolean> => {
    if (keyId === undefined) return true;
    if (!entry) return false;
    if ('userId' in actor && actor.userId === entry.userId) return true;
    try {
      await services.call(apiKeyContract.get, { id: keyId }, contextFor(request, actor));
      return true;
    } catch (error) {
      if (error instanceof RemoteRefusal) return false;
      throw error;
    }
  };

  const actors = new WeakMap<FastifyRequest, Actor>();
  // By the headers alone: the body of a stranger is not read.
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    actors.set(request, await authenticator.actorOf(request.headers.authorization, request.ip));
  };

  fastify.post('/api/v1/api-keys/verify', { onRequest, bodyLimit: smallBody }, async (request, reply) => {
    const actor = actors.get(request) as Actor;
    refuseQuery(request);
    refuseForm(request);
    const { key, question } = questionOf(request.body);
    const verified = await keys.admit(key, question);
    const { answer, rate } = verified;
    if (!answer.valid) {
      const known = await maySee(request, actor, verified);
      if (known && rate) reply.headers(limitedHeaders(rate));
      return { valid: false, reason: known ? answer.reason : 'unknown' };
    }
    if (rate) reply.headers(rateLimitHeaders(rate));
    const { secret: _secret, firstUse: _firstUse, expiresAt, ...told } = answer;
    return { ...told, expiresAt: formatInstant(new Date(expiresAt)) };
  });
};
