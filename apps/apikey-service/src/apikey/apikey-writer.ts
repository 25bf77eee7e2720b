import type { ApiKeyReply } from '@credstream/contracts';
import { createKey, hashSecret, hint, parseKey } from '@credstream/crypto';
import { type ApiKeyCommand, apiKeyDecider, apiKeySchema, apiKeyStream } from '@credstream/domain-apikey';
import { PreconditionFailed, type RequestContext } from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, type Repeatable, secretFor } from '@credstream/eventstore';
import { pepperSecret, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyQueries } from './apikey.queries.js';

/** Which key a command is for, and which request brought it. */
export type Target = Readonly<{ keyId: string; account: string; repeatable?: Repeatable | undefined }>;

/** What an event holds of a secret. */
export type SecretParts = Readonly<{ secretHash: string; hint: string }>;

/** What a command needs beside the stream of the key. */
export type Reservation = Readonly<{ check: () => Promise<void>; reserve: () => Promise<void> }>;

/** Runs commands on the streams of keys. */
@Injectable()
export class ApiKeyWriter {
  constructor(
    private readonly host: ServiceHost,
    private readonly queries: ApiKeyQueries,
  ) {}

  handle(command: ApiKeyCommand, context: RequestContext, { keyId, account, repeatable }: Target) {
    return handleCommand({
      store: this.host.store,
      decider: apiKeyDecider,
      schema: apiKeySchema,
      stream: apiKeyStream(keyId),
      command,
      context,
      account,
      now: this.host.now(),
      ...(repeatable && { repeatable }),
    });
  }

  async run(command: ApiKeyCommand, context: RequestContext, target: Target): Promise<ApiKeyReply> {
    const { revision, position } = await this.handle(command, context, target);
    const apiKey = await this.queries.viewAtRevision(target.keyId, revision);
    return { apiKey, revision: Number(revision), position: String(position) };
  }

  /**
   * A command that gives the key a new secret. What the rules refuse is refused before anything is kept; who
   * repeats the request gets the same secret again. `reservation` is for what is new, not for a repetition: its
   * `check` belongs to the rules, its `reserve` comes between the secret and the event.
   */
  async runWithSecret(
    command: (secret: SecretParts) => ApiKeyCommand,
    context: RequestContext,
    target: Target,
    reservation?: Reservation,
  ): Promise<ApiKeyReply> {
    const { keyId, repeatable } = target;
    const isNew = await this.isNew(command({ secretHash: '', hint: '' }), context, target);
    if (isNew) await reservation?.check();
    const make = () => createKey('cs_key', keyId).value;
    const value = await secretFor(this.host.store, context, repeatable, this.host.hashKey, make);
    if (isNew) await reservation?.reserve();
    const secret = parseKey(value)?.secret ?? '';
    const parts = { secretHash: hashSecret(secret, this.host.keys.secret(pepperSecret)), hint: hint(secret) };
    return { ...(await this.run(command(parts), context, target)), key: value };
  }

  /** Throws what stands against a command; false when this very request changed the key before. */
  async isNew(
    command: ApiKeyCommand,
    { expectedRevision }: RequestContext,
    { keyId, repeatable }: Target,
  ): Promise<boolean> {
    const recorded = await this.host.store.read(apiKeyStream(keyId));
    if (repeatable && recorded.some(({ metadata }) => metadata.requestId === repeatable.requestId))
      return false;
    if (expectedRevision !== undefined && recorded.at(-1)?.revision !== BigInt(expectedRevision)) {
      throw new PreconditionFailed();
    }
    const state = foldRecorded(apiKeyDecider, apiKeySchema, recorded);
    apiKeyDecider.decide(command, state, { now: this.host.now() });
    return true;
  }
}
