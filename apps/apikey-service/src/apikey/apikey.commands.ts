import {
  apiKeyContract,
  type ApiKeyReply,
  type ApiKeyView,
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
import {
  type ApiKeyCommand,
  type ApiKeyCommandData,
  apiKeyStream,
  checkImport,
} from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import { LiveDirectory, pepperSecret, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyAccess } from './apikey-access.js';
import { ApiKeyNames } from './apikey-names.js';
import { ApiKeyQueries } from './apikey.queries.js';
import { ApiKeyReservations } from './apikey-reservations.js';
import { ApiKeyWriter, type Reservation, type SecretParts, type Target } from './apikey-writer.js';

type Creation = ApiKeyCommandData<'CreateApiKey'>;

const keyIdLength = 12;

/** What changes API keys. */
@Injectable()
export class ApiKeyCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: ApiKeyAccess,
    private readonly writer: ApiKeyWriter,
    private readonly directory: LiveDirectory,
    private readonly names: ApiKeyNames,
    private readonly reservations: ApiKeyReservations,
    private readonly queries: ApiKeyQueries,
  ) {}

  /** Throws `ApiKeyNotPermitted`, `NotPermitted`, `ApiKeyNotFound` and the refusals of the domain. */
  async create(message: CreateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerFor(message.userId, context);
    const { account } = owner;
    const repeatable = repeatableOf(context, apiKeyContract.create, message, this.host.hashKey);
    const keyId = repeatable ? derivedId(repeatable.requestId, keyIdLength) : createKey('cs_key').id;
    const command = this.creation(message, keyId, owner);
    const reservation = this.reservation(keyId, owner, message.name, context);
    return this.writer.runWithSecret(command, context, { keyId, account, repeatable }, reservation);
  }

  /** A key that was made elsewhere goes on working. Its id comes from its hash, so it is never brought in twice. */
  async import({ sha256, hint, ...message }: ImportApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const owner = this.access.ownerOfImport(message.userId, context);
    const { account } = owner;
    const checked = checkImport(sha256, hint);
    const { id: keyId, secretHash } = await this.imported(checked.sha256);
    const repeatable = repeatableOf(
      context,
      apiKeyContract.import,
      { ...message, sha256, hint },
      this.host.hashKey,
    );
    const withSecret = this.creation(message, keyId, owner);
    const command = withSecret({ secretHash, hint: checked.hint }, { hashScheme: 'sha256' });
    const target = { keyId, account, repeatable };
    if (await this.writer.isNew(command, context, target)) {
      const { check, reserve } = this.reservation(keyId, owner, message.name, context);
      await check();
      await reserve();
    }
    return this.writer.run(command, context, target);
  }

  async describe(message: DescribeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { key, target } = await this.changeable(apiKeyContract.describe, message, context);
    const { id: keyId, ...data } = message;
    const command: ApiKeyCommand = { type: 'DescribeApiKey', data };
    const isNew = await this.writer.isNew(command, context, target);
    const { name } = data;
    if (!isNew || name === undefined || name === key.name) return this.writer.run(command, context, target);
    const before = { keyId, userId: key.userId, account: key.account, name: key.name };
    const heldSince = await this.names.heldSince(before);
    await this.names.reserve({ ...before, name }, context);
    const reply = await this.writer.run(command, context, target);
    await this.names.release(before, context, heldSince);
    return reply;
  }

  /** A new secret; the one in use goes on working until the overlap ends. */
  async rotate(message: RotateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { target } = await this.changeable(apiKeyContract.rotate, message, context);
    const { id: _id, ...asked } = message;
    const command = (secret: SecretParts): ApiKeyCommand => ({
      type: 'RotateApiKey',
      data: { ...asked, ...secret },
    });
    return this.writer.runWithSecret(command, context, target);
  }

  /** Final, and in force when it resolves. */
  async revoke(message: RevokeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { target } = await this.changeable(apiKeyContract.revoke, message, context);
    const { id: _id, ...data } = message;
    return this.writer.run({ type: 'RevokeApiKey', data }, context, target);
  }

  async delete(message: DeleteApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { key, target } = await this.changeable(apiKeyContract.delete, message, context);
    const command: ApiKeyCommand = { type: 'DeleteApiKey', data: {} };
    const { revision, position } = await this.writer.handle(command, context, target);
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

  /**
   * Under the pepper in use; under an older one when the key was brought in with that, so that no key is brought in
   * twice.
   */
  private async imported(sha256: string): Promise<ReturnType<typeof importedKey>> {
    const [current, ...others] = this.host.keys
      .versions(pepperSecret)
      .map((pepper) => importedKey(sha256, pepper));
    for (const other of others) {
      if (other && (await this.host.store.readLast(apiKeyStream(other.id)))) return other;
    }
    return current!;
  }

  private async changeable(
    method: Method,
    message: { id: string },
    context: RequestContext,
  ): Promise<{ key: ApiKeyView; target: Target }> {
    const repeatable = repeatableOf(context, method, message, this.host.hashKey);
    const key = await this.access.changeable(message.id, context, repeatable);
    return { key, target: { keyId: key.id, account: key.account, repeatable } };
  }

  private creation(
    { userId: _userId, ...asked }: CreateApiKey,
    keyId: string,
    { userId, username, account, origin }: DirectoryUser,
  ): (secret: SecretParts, more?: Pick<Creation, 'hashScheme'>) => ApiKeyCommand {
    const policy = this.directory.policies(account);
    const data = { ...asked, keyId, userId, username, account, ownerOrigin: origin, policy };
    return (secret, more = {}) => ({ type: 'CreateApiKey', data: { ...data, ...secret, ...more } });
  }

  private reservation(
    keyId: string,
    { userId, account }: DirectoryUser,
    name: string,
    context: RequestContext,
  ): Reservation {
    const { maxApiKeysPerUser } = this.directory.policies(account);
    const wanted = { keyId, userId, account, name, maxApiKeysPerUser };
    return {
      check: () => this.reservations.check(wanted),
      reserve: () => this.reservations.reserve(wanted, context),
    };
  }
}
