import { currentShapes, type Event } from '@credstream/domain-kernel';
import type { GrantedResource } from './grant.js';

/** How somebody was recognised at the token endpoint. */
export type GrantedBy = 'token' | 'robot' | 'cli_secret' | 'refresh_token' | 'issuer' | 'anonymous';

/** One answer with access that the token endpoint gave. */
export type Grant = Readonly<{
  registryId: string;
  /** The `jti` of the token. */
  id: string;
  by: GrantedBy;
  /** The id of the token, the user or the trusted issuer; absent for a stranger. */
  holderId?: string;
  /** The `sub` of the token. */
  subject: string;
  access: readonly GrantedResource[];
  expiresAt: string;
  ip?: string;
  /** What the client calls itself. */
  client?: string;
  /** Of a workload: what its own token said of it. */
  claims?: Readonly<Record<string, string>>;
}>;

/**
 * All that one copy of token-service granted in an account within a moment; its stream is `tokengrants-<copy>`.
 * `omitted`: so many more were granted to strangers.
 */
export type TokenGrantsEvent = Event<
  'TokensGranted',
  { grants: readonly Grant[]; omitted?: number; at: string }
>;

export const tokenGrantsStream = (copy: string): string => `tokengrants-${copy}`;

export const tokenGrantsSchema = currentShapes<TokenGrantsEvent>({ TokensGranted: true });
