import {
  apiKeyContract,
  type ApiKeyReply,
  type DeleteApiKey,
  type DescribeApiKey,
  type EndApiKeyOverlap,
  type LeakReply,
  type ReportLeak,
  type RevokeApiKey,
  type RotateApiKey,
  type UseNewSecret,
} from '@credstream/contracts/apikey';
import { type ApiKey, type ApiKeyCommand, apiKeys } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import { repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiKeyAccess } from './apikey-access.js';
import { isPresent } from './apikey-changes.js';
import { ApiKeyNames } from './apikey-names.js';
import { apiKeyReply } from './apikey-reply.js';
import { noSecret, secretOnce, type SecretParts } from './apikey-secret.js';

/** What changes API keys. */
@Injectable()
export class ApiKeyCommands {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: ApiKeyAccess,
    private readonly names: ApiKeyNames,
  ) {}

  async describe(message: DescribeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { id, ...data } = message;
    const command: ApiKeyCommand = { type: 'DescribeApiKey', data };
    const repeatable = repeatableOf(context, apiKeyContract.describe, message, this.host.hashKey);
    const afterwards: (() => Promise<void>)[] = [];
    const outcome = await this.host.of(apiKeys).handle(
      id,
      async (before) => {
        this.host.of(apiKeys).check(command, before);
        const { name } = data;
        if (name === undefined || !isPresent(before) || name === before.name) return command;
        const held = await this.names.held(before);
        await this.names.reserve({ ...before, name }, context);
        afterwards.push(() => this.names.release(before, context, held));
        return command;
      },
      { context, repeatable, permit: (before) => this.access.requireChange(before, context) },
    );
    for (const release of afterwards) await release();
    return this.reply(id, outcome);
  }

  /** A new secret; the one in use goes on working until the overlap ends. */
  async rotate(message: RotateApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { id, ...asked } = message;
    const repeatable = repeatableOf(context, apiKeyContract.rotate, message, this.host.hashKey);
    const secret = secretOnce(this.host, id, context, repeatable);
    const command = (parts: SecretParts): ApiKeyCommand => ({
      type: 'RotateApiKey',
      data: { ...asked, ...parts },
    });
    const outcome = await this.host.of(apiKeys).handle(
      id,
      async (before) => {
        this.host.of(apiKeys).check(command(noSecret), before);
        return command((await secret()).parts);
      },
      { context, repeatable, permit: (before) => this.access.requireNewSecret(before, context) },
    );
    return { ...this.reply(id, outcome), key: (await secret()).value };
  }

  /** The secret before the newest one stops now. */
  async endOverlap(message: EndApiKeyOverlap, context: RequestContext): Promise<ApiKeyReply> {
    const { id } = message;
    const repeatable = repeatableOf(context, apiKeyContract.endOverlap, message, this.host.hashKey);
    const permit = (before: ApiKey) => this.access.requireChange(before, context);
    const command: ApiKeyCommand = { type: 'EndApiKeyOverlap', data: {} };
    return this.reply(id, await this.host.of(apiKeys).handle(id, command, { context, repeatable, permit }));
  }

  /** Final, and in force when it resolves. */
  async revoke(message: RevokeApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { id, ...data } = message;
    const repeatable = repeatableOf(context, apiKeyContract.revoke, message, this.host.hashKey);
    const permit = (before: ApiKey) => this.access.requireChange(before, context);
    const command: ApiKeyCommand = { type: 'RevokeApiKey', data };
    return this.reply(id, await this.host.of(apiKeys).handle(id, command, { context, repeatable, permit }));
  }

  async delete(message: DeleteApiKey, context: RequestContext): Promise<ApiKeyReply> {
    const { id } = message;
    const repeatable = repeatableOf(context, apiKeyContract.delete, message, this.host.hashKey);
    const permit = (before: ApiKey) => this.access.requireChange(before, context);
    const command: ApiKeyCommand = { type: 'DeleteApiKey', data: {} };
    const outcome = await this.host.of(apiKeys).handle(id, command, { context, repeatable, permit });
    // The key as it was until then.
    const reply = this.reply(id, { ...outcome, history: outcome.history.slice(0, -1) });
    await this.names.release({ ...reply.apiKey, keyId: id }, context);
    return reply;
  }

  /** From the gateway, before it lets the newest secret in for the first time. Throws `ApiKeyNotActive`. */
  async useNewSecret({ keyId, secretHash }: UseNewSecret, context: RequestContext): Promise<object> {
    await this.host
      .of(apiKeys)
      .handle(keyId, { type: 'UseNewApiKeySecret', data: { secretHash } }, { context });
    return {};
  }

  /** Revokes the key whose value was found, and records where. */
  async reportLeak({ keyId, ...data }: ReportLeak, context: RequestContext): Promise<LeakReply> {
    const { state } = await this.host
      .of(apiKeys)
      .handle(keyId, { type: 'ReportApiKeyLeak', data }, { context });
    const known = isPresent(state) && state.secrets.some(({ secretHash }) => secretHash === data.secretHash);
    return { known };
  }

  private reply(id: string, outcome: Parameters<typeof apiKeyReply>[1]): ApiKeyReply {
    return apiKeyReply(id, outcome, this.host.now());
  }
}
