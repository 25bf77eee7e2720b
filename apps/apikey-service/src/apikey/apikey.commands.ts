import {
  apiKeyContract,
  type ApiKeyReply,
  type CreateApiKey,
  type DeleteApiKey,
  type DescribeApiKey,
  type DirectoryUser,
  type Method,
  type RevokeApiKey,
} from '@credstream/contracts';
import { createKey, derivedId, hashSecret, hint, parseKey } from '@credstream/crypto';
import {
  type ApiKeyCommand,
  type ApiKeyPolicy,
  apiKeyDecider,
  ApiKeyNotFound,
  ApiKeyNotPermitted,
  apiKeySchema,
  apiKeyStream,
} from '@credstream/domain-apikey';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import { handleCommand, type Repeatable, secretFor } from '@credstream/eventstore';
import { isAllowed, isAllowedAnywhere, personOf, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyQueries } from './apikey.queries.js';
import { ApiKeyViews } from './apikey-views.js';

type Parts = Readonly<{ keyId: string; account: string; repeatable: Repeatable | undefined }>;

const keyIdLength = 12;

/** What changes API keys. */
@Injectable()
export class ApiKeyCommands implements OnModuleInit {
  private pepper: Uint8Array = new Uint8Array();

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
    private readonly names: ApiKeyNames,
    private readonly queries: ApiKeyQueries,
  ) {}

  async onModuleInit(): Promise<void> {
    this.pepper = await this.host.keys.secret('pepper');
  }

  /** Throws `ApiKeyNotPermitted`, `NotPermitted`, `ApiKeyNotFound` and the refusals of the domain. */
  async create(message: CreateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.ownerFor(message.userId, context);
    const { userId, username, account } = owner;
    const repeatable = repeatableOf(context, apiKeyContract.create, message);
    const keyId = repeatable ? derivedId(repeatable.requestId, keyIdLength) : createKey('cs_key').id;
    const { userId: _userId, ...asked } = message;
    const command = (secret: string): ApiKeyCommand => ({
      type: 'CreateApiKey',
      data: {
        ...asked,
        keyId,
        userId,
        username,
        account,
        secretHash: hashSecret(secret, this.pepper),
        hint: hint(secret),
        policy: this.policyOf(account),
        activeKeysOfOwner,
      },
    });
    const activeKeysOfOwner = await this.queries.countActive(userId);

    const repeats = repeatable && (await this.host.store.readLast(apiKeyStream(keyId))) !== undefined;
    if (!repeats) {
      // What the rules refuse is refused before anything is kept or reserved.
      apiKeyDecider.decide(command(''), apiKeyDecider.initialState(), { now: this.host.now() });
    }
    const value = await secretFor(
      this.host.store,
      context,
      repeatable,
      this.pepper,
      () => createKey('cs_key', keyId).value,
    );
    if (!repeats) await this.names.reserve({ keyId, userId, account, name: message.name }, context);
    const secret = parseKey(value)?.secret ?? '';
    const reply = await this.run(command(secret), context, { keyId, account, repeatable });
    return { ...reply, key: value };
  }

  async describe(message: DescribeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.changeable(message.id, context);
    const { id: keyId, ...data } = message;
    const command: ApiKeyCommand = { type: 'DescribeApiKey', data };
    const named = { keyId, userId: key.userId, account: key.account };
    const renamed = data.name !== undefined && data.name !== key.name;
    if (renamed) {
      await this.dryRun(command, keyId);
      await this.names.reserve({ ...named, name: data.name ?? '' }, context);
    }
    const reply = await this.run(
      command,
      context,
      this.parts(key, apiKeyContract.describe, message, context),
    );
    if (renamed) await this.names.release({ ...named, name: key.name }, context);
    return reply;
  }

  /** Final, and in force when it resolves. */
  async revoke(message: RevokeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.changeable(message.id, context);
    const { id: _id, ...data } = message;
    return this.run(
      { type: 'RevokeApiKey', data },
      context,
      this.parts(key, apiKeyContract.revoke, message, context),
    );
  }

  async delete(message: DeleteApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.changeable(message.id, context);
    const parts = this.parts(key, apiKeyContract.delete, message, context);
    const outcome = await this.handle({ type: 'DeleteApiKey', data: {} }, context, parts);
    await this.names.release(
      { keyId: key.id, userId: key.userId, account: key.account, name: key.name },
      context,
    );
    return { apiKey: key, revision: Number(outcome.revision), position: String(outcome.position) };
  }

  private parts(
    key: { id: string; account: string },
    method: Method,
    message: object,
    context: RequestContext,
  ): Parts {
    return { keyId: key.id, account: key.account, repeatable: repeatableOf(context, method, message) };
  }

  /** Whose key it will be: one's own, or for an administrator any user's of the account. */
  private ownerFor(userId: string | undefined, context: RequestContext): DirectoryUser {
    const { directory } = this.views;
    if (context.actor.kind === 'apikey') throw new ApiKeyNotPermitted();
    const person = personOf(directory, context.actor);
    if (userId === undefined || userId === person.userId) {
      if (!isAllowedAnywhere(directory, context.actor, 'apikey.own')) throw new NotPermitted();
      return person;
    }
    const owner = directory.user(userId);
    if (!owner?.active || !isAllowed(directory, context.actor, 'apikey.manage', owner.account)) {
      throw new ApiKeyNotFound('There is no such user, or you may not make keys for them');
    }
    return owner;
  }

  /** The key, if this actor may change it. Throws `ApiKeyNotFound` as for a key that does not exist. */
  private async changeable(keyId: string, context: RequestContext) {
    const { view } = await this.queries.readable(keyId, context);
    if (context.actor.kind === 'apikey') throw new ApiKeyNotPermitted();
    const { directory } = this.views;
    const own = personOf(directory, context.actor).userId === view.userId;
    const allowed = own
      ? isAllowedAnywhere(directory, context.actor, 'apikey.own')
      : isAllowed(directory, context.actor, 'apikey.manage', view.account);
    if (!allowed) throw new NotPermitted();
    return view;
  }

  private policyOf(account: string): ApiKeyPolicy {
    return this.views.directory.policies(account);
  }

  private async dryRun(command: ApiKeyCommand, keyId: string): Promise<void> {
    apiKeyDecider.decide(command, await this.queries.state(keyId), { now: this.host.now() });
  }

  private handle(command: ApiKeyCommand, context: RequestContext, { keyId, account, repeatable }: Parts) {
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

  private async run(command: ApiKeyCommand, context: RequestContext, parts: Parts): Promise<ApiKeyReply> {
    const { revision, position } = await this.handle(command, context, parts);
    const apiKey = await this.queries.viewAtRevision(parts.keyId, revision);
    return { apiKey, revision: Number(revision), position: String(position) };
  }
}
