import type { Event } from '@credstream/domain-kernel';

/** How the user signed in when the session began. */
export type SessionGrant = 'password' | 'oidc';

/**
 * `signed_out`: by the user; `user_stopped`: disabled or off-boarded; `password_changed`;
 * `refresh_reused`: a refresh token came twice, so that one of the two callers stole it;
 * `provider_logout`: the provider that vouches for the user ended its own session;
 * `idle` and `expired`: noticed when somebody wanted to go on with it.
 */
export type SessionEndReason =
  | 'signed_out'
  | 'user_stopped'
  | 'password_changed'
  | 'refresh_reused'
  | 'provider_logout'
  | 'idle'
  | 'expired';

/** The session at the provider by which this one began; `sid` when the provider named it. */
export type ProviderSession = Readonly<{ issuer: string; subject: string; sid?: string }>;

/** What happens to a session; its stream is `session-<sessionId>`. `refreshHash` is SHA-256 in hex. */
export type SessionEvent =
  | Event<
      'SessionStarted',
      {
        sessionId: string;
        userId: string;
        refreshHash: string;
        expiresAt: string;
        grant: SessionGrant;
        provider?: ProviderSession;
        at: string;
      }
    >
  | Event<'SessionRefreshed', { refreshHash: string; at: string }>
  | Event<'SessionEnded', { reason: SessionEndReason; at: string }>;
