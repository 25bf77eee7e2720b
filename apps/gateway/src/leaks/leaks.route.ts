import { Readable } from 'node:stream';
import { Answer, Text } from '@credstream/contracts';
import { apiKeyContract } from '@credstream/contracts/apikey';
import { tokenContract } from '@credstream/contracts/token';
import { hashSecret, importedKey, parseKey, sha256Of } from '@credstream/crypto';
import { LeakReportUnsigned } from '@credstream/domain-apikey';
import { type RequestContext, RequestInvalid, RequestTooLarge } from '@credstream/domain-kernel';
import { fieldErrors, refusedFor, type ServiceClient } from '@credstream/service-kit';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { largeBody } from '../http/body-limits.js';
import { contextFor } from '../http/request-context.js';
import { refuseQuery } from '../http/request-form.guard.js';
import type { KeyIndex } from '../key-index/key-index.js';
import type { Peppers } from '../key-index/key-verifier.js';
import type { TokenMemory } from '../registry/token-memory.js';
import type { LeakKeys } from './leak-keys.js';

/** One find, as GitHub's secret scanning tells of it. */
export class FoundSecret {
  @Text() token!: string;
  @Text() type!: string;
  @Text({ optional: true, description: 'Where it was found' }) url?: string;
  @Text({ optional: true, description: 'content, commit, pull_request_body, ...' }) source?: string;
}

/** What GitHub is told of a find. */
export class LeakFeedback {
  @Answer({ description: 'SHA-256 of the value' }) token_hash!: string;
  @Answer() token_type!: string;
  @Answer({ oneOf: { name: 'LeakLabel', values: ['true_positive', 'false_positive'] } }) label!: string;
}

export type LeaksParts = Readonly<{
  keys: LeakKeys;
  services: ServiceClient;
  index: KeyIndex;
  peppers: Peppers;
  registryTokens: TokenMemory;
}>;

const reporter = 'github';
const mostFinds = 1_000;

/** The signature is over the body as it was sent. */
const rawBodies = new WeakMap<FastifyRequest, Buffer>();
const keepRawBody = async (request: FastifyRequest, _reply: unknown, payload: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of payload) {
    size += part.length;
    if (size > largeBody) throw new RequestTooLarge();
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  rawBodies.set(request, body);
  return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
};

const findsOf = (body: unknown): readonly FoundSecret[] => {
  if (!Array.isArray(body) || body.length > mostFinds) {
    throw new RequestInvalid(`The body is a list of at most ${mostFinds} finds`);
  }
  const finds = body.map((find: unknown) => plainToInstance(FoundSecret, Object(find)));
  const errors = finds.flatMap((find, index) =>
    fieldErrors(validateSync(find, { forbidUnknownValues: false }), String(index)),
  );
  if (errors.length > 0) throw refusedFor(errors);
  return finds;
};

/**
 * `POST /api/v1/leaks`: GitHub's secret scanning tells of secrets that it found. Keys of ours and secrets of registries are revoked;
 * the answer says of each find whether it is one, by the SHA-256 of its value.
 */
export const addLeaksRoute = (fastify: FastifyInstance, parts: LeaksParts): void => {
  const { keys, services, index, peppers, registryTokens } = parts;

  /** The body of who does not even name a key of ours is not read. */
  const requireKnownKey = async ({ headers }: FastifyRequest): Promise<void> => {
    const id = headers['github-public-key-identifier'];
    const signature = headers['github-public-key-signature'];
    if (typeof id !== 'string' || typeof signature !== 'string') throw new LeakReportUnsigned();
    if (!(await keys.knows(id))) throw new LeakReportUnsigned();
  };

  const checkSignature = async (request: FastifyRequest): Promise<void> => {
    const id = request.headers['github-public-key-identifier'];
    const signature = request.headers['github-public-key-signature'];
    const body = rawBodies.get(request);
    if (typeof id !== 'string' || typeof signature !== 'string' || !body) throw new LeakReportUnsigned();
    if (!(await keys.signed(id, signature, body))) throw new LeakReportUnsigned();
  };

  /** What the value would be, under each of the peppers. */
  const keysFor = (token: string): readonly Readonly<{ id: string; secretHash: string }>[] => {
    const key = parseKey(token);
    if (key?.kind === 'cs_key') {
      return peppers().map((pepper) => ({ id: key.id, secretHash: hashSecret(key.secret, pepper) }));
    }
    if (key || token.startsWith('cs_')) return [];
    return peppers().map((pepper) => importedKey(sha256Of(token), pepper));
  };

  /** Of registries: which of their secrets it is, the value itself does not tell. */
  const knownAtRegistries = async (
    value: string,
    url: string | undefined,
    context: RequestContext,
  ): Promise<boolean> => {
    const kind = parseKey(value)?.kind ?? 'cs_key';
    if (kind === 'cs_key') return false;
    const report = { value, reporter, ...(url !== undefined && { url }) };
    const { known } = await services.call(tokenContract.reportFoundSecret, report, context);
    if (known) registryTokens.clear();
    return known;
  };

  fastify.route({
    method: 'POST',
    url: '/api/v1/leaks',
    bodyLimit: largeBody,
    onRequest: requireKnownKey,
    preParsing: keepRawBody as never,
    handler: async (request) => {
      await checkSignature(request);
      refuseQuery(request);
      const context = contextFor(request, { kind: 'system', service: 'gateway' });
      const feedback = [];
      for (const { token, type, url, source } of findsOf(request.body)) {
        const found = {
          reporter,
          ...(url !== undefined && { url }),
          ...(source !== undefined && { source }),
        };
        let known = await knownAtRegistries(token, url, context);
        for (const { id: keyId, secretHash } of keysFor(token)) {
          const report = { keyId, secretHash, ...found };
          known = (await services.call(apiKeyContract.reportLeak, report, context)).known;
          if (!known) continue;
          // Before the answer leaves: from here on this gateway refuses the key.
          index.drop(keyId);
          break;
        }
        feedback.push({
          token_hash: sha256Of(token),
          token_type: type,
          label: known ? 'true_positive' : 'false_positive',
        });
      }
      return feedback;
    },
  });
};
