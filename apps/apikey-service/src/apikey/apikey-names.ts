import { apiKeyNameId, apiKeyNames, apiKeys } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { ServiceHost, UniqueValues } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { isPresent } from './apikey-changes.js';

export type NamedKey = Readonly<{ keyId: string; userId: string; account: string; name: string }>;

/** Keeps the names of a user's keys apart. */
@Injectable()
export class ApiKeyNames {
  private readonly names: UniqueValues<'ApiKeyName'>;

  constructor(private readonly host: ServiceHost) {
    this.names = new UniqueValues(host, apiKeyNames);
  }

  /** Throws `ApiKeyNameTaken`. */
  async reserve({ keyId, userId, account, name }: NamedKey, context: RequestContext): Promise<void> {
    const bears = async (holderId: string): Promise<boolean> => {
      const { state } = await this.host.of(apiKeys).read(holderId);
      return isPresent(state) && state.name.normalize('NFC') === name.normalize('NFC');
    };
    await this.names.reserve(apiKeyNameId(userId, name), { holderId: keyId, account, context }, bears);
  }

  /** By what `release` tells whether anything happened to the name since now. */
  held({ userId, name }: NamedKey): Promise<readonly RecordedEvent[]> {
    return this.names.held(apiKeyNameId(userId, name));
  }

  /** Gives a name back; with `held`, only if nothing happened to it since. */
  release(
    { keyId, userId, account, name }: NamedKey,
    context: RequestContext,
    held?: readonly RecordedEvent[],
  ): Promise<void> {
    return this.names.release(apiKeyNameId(userId, name), { holderId: keyId, account, context }, held);
  }
}
