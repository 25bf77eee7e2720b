import type { AccountPolicies, Command } from '@credstream/domain-kernel';
import type { RateLimit } from './apikey.events.js';

/** What the account's policies say about an API key. How many there may be is up to `apiKeyAdmissionDecider`. */
export type ApiKeyPolicy = Pick<AccountPolicies, 'maxApiKeyAgeDays' | 'allowApiKeysForSsoUsers'>;

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
        /** For a key that was made elsewhere: `secretHash` is made of its SHA-256. */
        hashScheme?: 'sha256';
        permissions?: readonly string[];
        scope?: string;
        ipAllowList?: readonly string[];
        rateLimit?: RateLimit;
        policy: ApiKeyPolicy;
        /** Where the owner signs in: `local`, or at an identity provider. */
        ownerOrigin: string;
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
      }
    >
  | Command<'EndApiKeyOverlap'>
  | Command<'UseNewApiKeySecret', { secretHash: string }>
  | Command<'WarnOfApiKeyExpiry', { expiryWarningDays: readonly number[] }>
  | Command<'ReportApiKeyLeak', { secretHash: string; reporter: string; url?: string; source?: string }>
  | Command<'RevokeApiKey', { reason?: string }>
  | Command<'ExpireApiKey'>
  | Command<'DeleteApiKey'>;

/** The data of one command by its type. */
export type ApiKeyCommandData<T extends ApiKeyCommand['type']> = Extract<ApiKeyCommand, { type: T }>['data'];
