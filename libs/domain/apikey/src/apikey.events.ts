import type { Event, Permission } from '@credstream/domain-kernel';

/** At most so many requests in so many seconds. */
export type RateLimit = Readonly<{ requests: number; perSeconds: number }>;

/**
 * What happens to an API key; its stream is `apikey-<keyId>`. Times are RFC 3339 in UTC whole seconds.
 * `secretHash` is the SHA-256 of the peppered secret in hex, `hint` the last four characters of the secret.
 */
export type ApiKeyEvent =
  | Event<
      'ApiKeyCreated',
      {
        keyId: string;
        userId: string;
        username: string;
        account: string;
        name: string;
        description?: string;
        secretHash: string;
        hint: string;
        /** The form of the key's value (ANC-18); 0 = made elsewhere and imported by its hash. */
        formatVersion: 0 | 1;
        /** What of the value is hashed: absent = its secret; `sha256` = its SHA-256 in hex, all that was imported. */
        hashScheme?: 'sha256';
        expiresAt: string;
        /** Narrowed to these; absent = everything its owner may. */
        permissions?: readonly Permission[];
        /** Narrowed to this scope and below; absent = wherever its owner has roles. */
        scope?: string;
        ipAllowList?: readonly string[];
        rateLimit?: RateLimit;
        createdAt: string;
      }
    >
  /** Only what changed; an empty description is none. */
  | Event<'ApiKeyDescribed', { name?: string; description?: string; at: string }>
  | Event<
      'ApiKeyRotated',
      {
        secretHash: string;
        hint: string;
        /** Until when the secret that was in use before goes on working. */
        overlapUntil: string;
        /** The secret that gives way: the one in use, or the newest one, which nobody ever used. */
        replaces: 'current' | 'unused';
        at: string;
      }
    >
  /** The newest secret was used while the one before it still works: from now on it is not replaced by accident. */
  | Event<'ApiKeyNewSecretUsed', { at: string }>
  /** The secret before the newest one stopped earlier than its rotation had promised. */
  | Event<'ApiKeyOverlapEnded', { at: string }>
  /** Its end is at most so many days away; said once for each threshold of the account's policy. */
  | Event<'ApiKeyExpiryWarned', { name: string; daysBefore: number; expiresAt: string; at: string }>
  /** A secret of the key was found where others can read it. */
  | Event<'ApiKeyLeakReported', { reporter: string; url?: string; source?: string; at: string }>
  | Event<'ApiKeyRevoked', { reason?: string; at: string }>
  | Event<'ApiKeyExpired', { at: string }>
  | Event<'ApiKeyDeleted', { at: string }>;

/** One event by its type: `ApiKeyEventOf<'ApiKeyCreated'>`. */
export type ApiKeyEventOf<T extends ApiKeyEvent['type']> = Extract<ApiKeyEvent, { type: T }>;
