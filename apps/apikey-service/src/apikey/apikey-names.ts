import {
  apiKeyDecider,
  apiKeyNameDecider,
  apiKeyNameSchema,
  apiKeyNameStream,
  apiKeySchema,
  apiKeyStream,
} from '@credstream/domain-apikey';
import { PreconditionFailed, type RequestContext } from '@credstream/domain-kernel';
import { foldRecorded, handleCommand, withoutPrecondition } from '@credstream/eventstore';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';

type NamedKey = Readonly<{ keyId: string; userId: string; account: string; name: string }>;

/** Keeps the names of a user's keys apart, by a stream for each name. */
@Injectable()
export class ApiKeyNames {
  constructor(private readonly host: ServiceHost) {}

  /** Throws `ApiKeyNameTaken`. */
  async reserve({ keyId, userId, account, name }: NamedKey, context: RequestContext): Promise<void> {
    const { store } = this.host;
    const stream = apiKeyNameStream(userId, name);
    const value = foldRecorded(apiKeyNameDecider, apiKeyNameSchema, await store.read(stream));
    const presentHolderUsesIt = value.status === 'held' && (await this.bears(value.holderId, name));
    await handleCommand({
      store,
      decider: apiKeyNameDecider,
      schema: apiKeyNameSchema,
      stream,
      command: { type: 'ReserveApiKeyName', data: { holderId: keyId, presentHolderUsesIt } },
      context: withoutPrecondition(context),
      account,
      now: this.host.now(),
    });
  }

  /** The revision of the name's stream at which its holder holds it. */
  async heldSince({ userId, name }: Pick<NamedKey, 'userId' | 'name'>): Promise<number> {
    const last = await this.host.store.readLast(apiKeyNameStream(userId, name));
    return Number(last?.revision ?? -1n);
  }

  /**
   * Gives a name back. With `heldSince`, only if nothing happened to the name since: another request may have
   * given it to the very same key again.
   */
  async release(
    { keyId, userId, account, name }: NamedKey,
    context: RequestContext,
    heldSince?: number,
  ): Promise<void> {
    const released = handleCommand({
      store: this.host.store,
      decider: apiKeyNameDecider,
      schema: apiKeyNameSchema,
      stream: apiKeyNameStream(userId, name),
      command: { type: 'ReleaseApiKeyName', data: { holderId: keyId } },
      context: {
        ...withoutPrecondition(context),
        ...(heldSince !== undefined && { expectedRevision: heldSince }),
      },
      account,
      now: this.host.now(),
    });
    await released.catch((error: unknown) => {
      if (!(error instanceof PreconditionFailed)) throw error;
    });
  }

  private async bears(keyId: string, name: string): Promise<boolean> {
    const key = foldRecorded(apiKeyDecider, apiKeySchema, await this.host.store.read(apiKeyStream(keyId)));
    return 'name' in key && key.name.normalize('NFC') === name.normalize('NFC');
  }
}
