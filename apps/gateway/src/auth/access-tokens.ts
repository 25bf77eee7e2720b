import { accessToken, identityContract } from '@credstream/contracts';
import { TokenRefused, verifyToken } from '@credstream/crypto';
import { type Actor, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import type { ServiceClient } from '@credstream/service-kit';
import { randomUUID } from 'node:crypto';

type KeySet = Parameters<typeof verifyToken>[1];
type Known = Readonly<{ actor: Actor; expiresAtMs: number }>;

const keepAtMost = 10_000;
const refreshKeysAfterMs = 300_000;
const refreshUnknownAfterMs = 5_000;

/** Who an access token speaks for. What it says is checked once and remembered until it ends. */
export class AccessTokens {
  private readonly known = new Map<string, Known>();
  private keys: KeySet | undefined;
  private keysReadAt = -Infinity;

  constructor(private readonly services: ServiceClient) {}

  /** Throws `Unauthenticated`, `ServiceUnavailable`. */
  async actorOf(token: string): Promise<Actor> {
    // The whole token is the key, so that no two tokens can ever meet (reliability.md T11).
    const known = this.known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.actor;
    this.known.delete(token);
    const claims = await this.verified(token);
    const actor: Actor = {
      kind: 'user',
      userId: claims.sub,
      username: String(claims['username']),
      account: String(claims['account']),
    };
    if (this.known.size >= keepAtMost) this.known.clear();
    this.known.set(token, { actor, expiresAtMs: claims.exp * 1000 });
    return actor;
  }

  private async verified(token: string) {
    const expected = { ...accessToken, now: new Date() };
    try {
      return await verifyToken(token, await this.keySet(refreshKeysAfterMs), expected);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      if (error.reason !== 'unknown_key') throw new Unauthenticated(undefined, {}, error);
    }
    try {
      // Signed with a key that is newer than our copy of the set, perhaps.
      return await verifyToken(token, await this.keySet(refreshUnknownAfterMs), expected);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new Unauthenticated(undefined, {}, error);
    }
  }

  /** The public keys of identity-service, read again when the copy is older than this. */
  async keySet(olderThanMs: number = refreshKeysAfterMs): Promise<KeySet> {
    if (this.keys && performance.now() - this.keysReadAt < olderThanMs) return this.keys;
    const correlationId = randomUUID();
    const context: RequestContext = {
      actor: { kind: 'system', service: 'gateway' },
      correlationId,
      causationId: correlationId,
    };
    const { jwks } = await this.services.call(identityContract.jwks, {}, context);
    this.keys = JSON.parse(jwks) as KeySet;
    this.keysReadAt = performance.now();
    return this.keys;
  }
}
