import type { Command } from '@credstream/domain-kernel';
import type { HashedSecret, TokenKind } from './token.events.js';

/** A scope as the caller sent it. */
export type WantedScope = Readonly<{ type: string; name?: string; actions?: readonly string[] }>;

/** What may be asked of a token. Texts are as the caller sent them; the rules check them. */
export type TokenCommand =
  | Command<
      'CreateToken',
      HashedSecret & {
        tokenId: string;
        registryId: string;
        account: string;
        kind: TokenKind;
        name: string;
        project?: string;
        status?: 'enabled' | 'disabled';
        /** Any RFC 3339 instant. */
        expiresAt?: string;
        /** Of a robot account, -1 = never. */
        durationDays?: number;
        scopes: readonly WantedScope[];
        hint?: string;
        createdBy?: string;
      }
    >
  | Command<
      'ImportToken',
      HashedSecret & {
        tokenId: string;
        registryId: string;
        account: string;
        importedFrom: 'htpasswd' | 'harbor-robots';
        kind: TokenKind;
        username: string;
        status: 'enabled' | 'disabled';
        expiresAt?: string;
        scopes: readonly WantedScope[];
        createdBy?: string;
      }
    >
  | Command<
      'ChangeToken',
      {
        status?: 'enabled' | 'disabled';
        /** Any RFC 3339 instant, or `never`. */
        expiresAt?: string;
      }
    >
  | Command<'AddTokenScope', { scope: WantedScope }>
  | Command<'RemoveTokenScope', { scopeId: string }>
  | Command<'RemoveAllTokenScopes'>
  | Command<
      'RotateToken',
      HashedSecret & {
        hint?: string;
        /** Any RFC 3339 instant; absent = the old secret stops at once. */
        overlapUntil?: string;
      }
    >
  | Command<'RehashToken', HashedSecret & { replaces: string }>
  | Command<'RevokeToken', { reason?: string }>
  | Command<'ExpireToken'>
  | Command<'DeleteToken'>;

export type TokenCommandData<T extends TokenCommand['type']> = Extract<TokenCommand, { type: T }>['data'];
