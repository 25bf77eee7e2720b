import type { Command } from '@credstream/domain-kernel';
import type { RateLimit } from './apikey.events.js';

/** What the account's policies say about API keys. */
export type ApiKeyPolicy = Readonly<{ maxApiKeyAgeDays: number; maxApiKeysPerUser: number }>;

/** What may be asked of an API key. Texts are as the caller sent them; the rules check them. */
export type ApiKeyCommand =
  | Command<
      'CreateApiKey',
      {
        keyId: string;
        userId: string;
        username: string;
        account: string;
        name: string;
        description?: string;
        /** Any RFC 3339 instant. */
        expiresAt: string;
        secretHash: string;
        hint: string;
        permissions?: readonly string[];
        scope?: string;
        ipAllowList?: readonly string[];
        rateLimit?: RateLimit;
        policy: ApiKeyPolicy;
        /** How many active keys the owner has. */
        activeKeysOfOwner: number;
      }
    >
  | Command<'DescribeApiKey', { name?: string; description?: string }>
  | Command<
      'RotateApiKey',
      {
        secretHash: string;
        hint: string;
        /** Any RFC 3339 instant; absent = the old secret stops at once. */
        overlapUntil?: string;
        newestSecretUsed: boolean;
      }
    >
  | Command<'RevokeApiKey', { reason?: string }>
  | Command<'ExpireApiKey'>
  | Command<'DeleteApiKey'>;

/** The data of one command by its type. */
export type ApiKeyCommandData<T extends ApiKeyCommand['type']> = Extract<ApiKeyCommand, { type: T }>['data'];
