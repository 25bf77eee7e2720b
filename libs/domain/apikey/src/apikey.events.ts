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
        /** The form of the key's value (ANC-18). */
        formatVersion: 1;
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
  | Event<'ApiKeyRevoked', { reason?: string; at: string }>
  | Event<'ApiKeyExpired', { at: string }>
  | Event<'ApiKeyDeleted', { at: string }>;

/** One event by its type: `ApiKeyEventOf<'ApiKeyCreated'>`. */
export type ApiKeyEventOf<T extends ApiKeyEvent['type']> = Extract<ApiKeyEvent, { type: T }>;

/** The stream of one key. */
export const apiKeyStream = (keyId: string): string => `apikey-${keyId}`;
