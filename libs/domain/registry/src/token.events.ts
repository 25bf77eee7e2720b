import type { Event } from '@credstream/domain-kernel';

export const tokenKinds = ['token', 'robot'] as const;
export type TokenKind = (typeof tokenKinds)[number];

export const scopeTypes = ['repository', 'registry'] as const;
export type ScopeType = (typeof scopeTypes)[number];

/** What a token may do with which repositories; of type `registry`: it may list the repositories. */
export type TokenScope = Readonly<{
  /** `s1`, `s2`, ...; never used again in the same token. */
  id: string;
  type: ScopeType;
  name: string;
  actions: readonly string[];
}>;

/**
 * How a secret is kept. `sha256`: made here, SHA-256 of the peppered secret in hex. What a person chose is `argon2id`
 * in PHC form. Imported, until it is used: `bcrypt` in its modular crypt form, `pbkdf2` as `<salt>$<hex>` of Harbor.
 */
export const hashSchemes = ['sha256', 'argon2id', 'bcrypt', 'pbkdf2'] as const;
export type HashScheme = (typeof hashSchemes)[number];

export type HashedSecret = Readonly<{ secretHash: string; hashScheme: HashScheme }>;

/**
 * What happens to a token or a robot account of a registry; its stream is `token-<tokenId>`. `hint` is the last four
 * characters of a secret that was made here.
 */
export type TokenEvent =
  | Event<
      'TokenCreated',
      HashedSecret & {
        tokenId: string;
        registryId: string;
        account: string;
        kind: TokenKind;
        name: string;
        /** What is typed at login: the name of a token, `robot$name` or `robot$project+name` of a robot account. */
        username: string;
        project?: string;
        status: 'enabled' | 'disabled';
        /** Absent = never. */
        expiresAt?: string;
        scopes: readonly TokenScope[];
        hint?: string;
        /** From where it was brought. */
        importedFrom?: 'htpasswd' | 'harbor-robots';
        /** The user who made it. */
        createdBy?: string;
        createdAt: string;
      }
    >
  | Event<'TokenScopeAdded', { scope: TokenScope; at: string }>
  | Event<'TokenScopeRemoved', { scopeId: string; at: string }>
  | Event<'TokenEnabled', { at: string }>
  | Event<'TokenDisabled', { at: string }>
  /** Without `expiresAt` it never expires from now on. */
  | Event<'TokenExpiryChanged', { expiresAt?: string; at: string }>
  | Event<
      'TokenRotated',
      HashedSecret & {
        hint?: string;
        /** Until when the secret that was in use before goes on working. */
        overlapUntil: string;
        at: string;
      }
    >
  /** An imported secret was used, and is hashed from now on as those that are made here. */
  | Event<'TokenRehashed', HashedSecret & { replaces: string; at: string }>
  | Event<'TokenRevoked', { reason?: string; at: string }>
  | Event<'TokenExpired', { expiresAt: string; at: string }>
  | Event<'TokenDeleted', { at: string }>;
