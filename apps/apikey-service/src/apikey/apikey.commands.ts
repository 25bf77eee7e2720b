import {
  apiKeyContract,
  type ApiKeyReply,
  type CreateApiKey,
  type DeleteApiKey,
  type DescribeApiKey,
  type DirectoryUser,
  type ImportApiKey,
  type LeakReply,
  type Method,
  type ReportLeak,
  type RevokeApiKey,
  type RotateApiKey,
  type UseNewSecret,
} from '@credstream/contracts';
import { createKey, derivedId, importedKey } from '@credstream/crypto';
import { type ApiKeyCommand, type ApiKeyCommandData, checkImport } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ApiKeyAccess } from './apikey-access.js';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyQueries } from './apikey.queries.js';
import { ApiKeyWriter, type SecretParts, type Target } from './apikey-writer.js';

type Creation = ApiKeyCommandData<'CreateApiKey'>;

const keyIdLength = 12;

/** What changes API keys. */
@Injectable()
export class ApiKeyCommands implements OnModuleInit {
  private pepper: Uint8Array = new Uint8Array();

  constructor(
    private readonly host: ServiceHost,
    private readonly access: ApiKeyAccess,
    private readonly writer: ApiKeyWriter,
    private readonly directory: LiveDirectory,
    private readonly names: ApiKeyNames,
    private readonly queries: ApiKeyQueries,
  ) {}

  async onModuleInit(): Promise<void> {
    this.pepper = await this.host.keys.secret('pepper');
  }

  /** Throws `ApiKeyNotPermitted`, `NotPermitted`, `ApiKeyNotFound` and the refusals of the domain. */
  async create(message: CreateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerFor(message.userId, context);
    const { account } = owner;
    const repeatable = repeatableOf(context, apiKeyContract.create, message);
    const keyId = repeatable ? derivedId(repeatable.requestId, keyIdLength) : createKey('cs_key').id;
    const command = await this.creation(message, keyId, owner);
    return this.writer.runWithSecret(command, context, { keyId, account, repeatable }, () =>
      this.names.reserve({ keyId, userId: owner.userId, account, name: message.name }, context),
    );
  }

  /** A key that was made elsewhere goes on working. Its id comes from its hash, so it is never brought in twice. */
  async import({ sha256, hint, ...message }: ImportApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerOfImport(message.userId, context);
    const { account } = owner;
    const checked = checkImport(sha256, hint);
    const { id: keyId, secretHash } = importedKey(checked.sha256, this.pepper);
    const repeatable = repeatableOf(context, apiKeyContract.import, { ...message, sha256, hint });
    const command = (await this.creation(message, keyId, owner))(
      { secretHash, hint: checked.hint },
      { hashScheme: 'sha256' },
    );
    const target = { keyId, account, repeatable };
    if (!(await this.writer.repeats(target))) {
      await this.writer.check(command, keyId);
      await this.names.reserve({ keyId, userId: owner.userId, account, name: message.name }, context);
    }
    return this.writer.run(command, context, target);
  }

  async describe(message: DescribeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.access.changeable(message.id, context);
    const { id: keyId, ...data } = message;
    const command: ApiKeyCommand = { type: 'DescribeApiKey', data };
    const named = { keyId, userId: key.userId, account: key.account };
    const renamed = data.name !== undefined && data.name !== key.name;
    if (renamed) {
      await this.writer.check(command, keyId);
      await this.names.reserve({ ...named, name: data.name ?? '' }, context);
    }
    const reply = await this.writer.run(
      command,
      context,
      this.target(key, apiKeyContract.describe, message, context),
    );
    if (renamed) await this.names.release({ ...named, name: key.name }, context);
    return reply;
  }

  /** A new secret; the one in use goes on working until the overlap ends. */
  async rotate(message: RotateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.access.changeable(message.id, context);
    const { id: _id, ...asked } = message;
    const command = (secret: SecretParts): ApiKeyCommand => ({
      type: 'RotateApiKey',
      data: { ...asked, ...secret },
    });
    const target = this.target(key, apiKeyContract.rotate, message, context);
    return this.writer.runWithSecret(command, context, target);
  }

  /** Final, and in force when it resolves. */
  async revoke(message: RevokeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.access.changeable(message.id, context);
    const { id: _id, ...data } = message;
    return this.writer.run(
      { type: 'RevokeApiKey', data },
      context,
      this.target(key, apiKeyContract.revoke, message, context),
    );
  }

  async delete(message: DeleteApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const key = await this.access.changeable(message.id, context);
    const target = this.target(key, apiKeyContract.delete, message, context);
    const { revision, position } = await this.writer.handle(
      { type: 'DeleteApiKey', data: {} },
      context,
      target,
    );
    await this.names.release({ ...key, keyId: key.id }, context);
    return { apiKey: key, revision: Number(revision), position: String(position) };
  }

  /** From the gateway, before it lets the newest secret in for the first time. Throws `ApiKeyNotActive`. */
  async useNewSecret({ keyId, secretHash }: UseNewSecret, context: RequestContext): Promise<object> {
    const account = await this.queries.accountOf(keyId);
    await this.writer.handle({ type: 'UseNewApiKeySecret', data: { secretHash } }, context, {
      keyId,
      account,
    });
    return {};
  }

  /** Revokes the key whose value was found, and records where. */
  async reportLeak({ keyId, ...data }: ReportLeak, context: RequestContext): Promise<LeakReply> {
    const details = await this.queries.details(keyId);
    if (!details?.secrets.some(({ secretHash }) => secretHash === data.secretHash)) return { known: false };
    const target = { keyId, account: details.view.account };
    await this.writer.handle({ type: 'ReportApiKeyLeak', data }, context, target);
    return { known: true };
  }

  private target(
    key: { id: string; account: string },
    method: Method,
    message: object,
    context: RequestContext,
  ): Target {
    return { keyId: key.id, account: key.account, repeatable: repeatableOf(context, method, message) };
  }

  private async creation(
    { userId: _userId, ...asked }: CreateApiKey,
    keyId: string,
    { userId, username, account, origin }: DirectoryUser,
  ): Promise<(secret: SecretParts, more?: Pick<Creation, 'hashScheme'>) => ApiKeyCommand> {
    const policy = this.directory.policies(account);
    const activeKeysOfOwner = await this.queries.countActive(userId);
    const data = {
      ...asked,
      keyId,
      userId,
      username,
      account,
      ownerOrigin: origin,
      policy,
      activeKeysOfOwner,
    };
    return (secret, more = {}) => ({ type: 'CreateApiKey', data: { ...data, ...secret, ...more } });
  }
}
