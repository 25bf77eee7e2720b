import { accessToken } from '@credstream/contracts';
import { TokenRefused, verifyToken } from '@credstream/crypto';
import type { Actor } from '@credstream/domain-kernel';
import type { JSONWebKeySet } from 'jose';
import type { KeyDoor } from '../key-use/key-door.js';
import { CredentialsRefused } from './credentials-refused.js';
import { actorOfKey } from './key-actor.js';
import type { SessionIndex } from './session-index.js';

type UserActor = Extract<Actor, { kind: 'user' }>;

/** What an access token says, once its signature has been checked; it is of a session, or of an API key. */
export type ReadToken = Readonly<{
  user: UserActor;
  /** Seconds since 1970. */
  issuedAt: number;
  expiresAt: number;
  of: Readonly<{ sessionId: string }> | Readonly<{ keyId: string; mark: string }>;
}>;

const keepAtMost = 10_000;

/** The times of a token are looked at after its signature: an expired one was ours. */
const endedReasonOf = ({ reason }: TokenRefused): string | undefined =>
  reason === 'expired' ? reason : undefined;

/** Who an access token speaks for. What it says is checked once and remembered until it ends. */
export class AccessTokens {
  private readonly known = new Map<string, ReadToken>();

  constructor(
    /** The public keys of identity-service, from the folder of keys. */
    readonly keySet: () => JSONWebKeySet,
    private readonly sessions: SessionIndex,
    private readonly apiKeys: KeyDoor,
    /** Milliseconds that only go forward: what has expired stays expired when a clock is set back. */
    private readonly now: () => number,
  ) {}

  /** Has this token been read before, and not expired since? Then nothing is asked or computed for it. */
  remembers(token: string): boolean {
    return this.known.has(token);
  }

  /** Who a token speaks for now. Throws `CredentialsRefused`, `ServiceUnavailable`. */
  async actorOf(token: string, ip: string): Promise<Actor> {
    const { user, of } = await this.read(token);
    // Never more than the key itself may do at this moment.
    if ('keyId' in of) return actorOfKey(await this.apiKeys.admitMarked(of.keyId, of.mark, { ip }));
    if (!(await this.sessions.isActive(of.sessionId))) throw new CredentialsRefused('revoked');
    return user;
  }

  /** What a token of ours says; whether it may still be used, `actorOf` tells. Throws `CredentialsRefused`. */
  async read(token: string): Promise<ReadToken> {
    // The whole token is the key, so that no two tokens can ever meet (T11).
    const known = this.known.get(token);
    if (known && known.expiresAt * 1000 > this.now()) return known;
    this.known.delete(token);
    const claims = await this.verified(token);
    const { sid, key_id: keyId, key_mark: mark } = claims;
    const of =
      typeof sid === 'string'
        ? { sessionId: sid }
        : typeof keyId === 'string' && typeof mark === 'string'
          ? { keyId, mark }
          : undefined;
    if (!of) throw new CredentialsRefused();
    const user: UserActor = {
      kind: 'user',
      userId: claims.sub,
      username: String(claims['username']),
      account: String(claims['account']),
    };
    const read: ReadToken = { user, issuedAt: claims.iat, expiresAt: claims.exp, of };
    if (this.known.size >= keepAtMost) this.known.clear();
    this.known.set(token, read);
    return read;
  }

  private async verified(token: string) {
    try {
      const now = new Date(this.now());
      return await verifyToken(token, this.keySet(), { ...accessToken, now });
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new CredentialsRefused(endedReasonOf(error), error);
    }
  }
}
