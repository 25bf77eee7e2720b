import { hash } from 'node:crypto';
import { sameHash } from '@credstream/crypto';
import type { Actor } from '@credstream/domain-kernel';
import { provisioningActor } from '@credstream/service-kit';
import type { Authenticator } from './authenticator.js';

const bearer = /^bearer (.+)$/i;

/** Who may provision users: the identity provider, by the token that is set for it, and administrators. */
export class ScimCallers {
  private readonly tokenHash: string | undefined;

  constructor(
    private readonly authenticator: Authenticator,
    token: string | undefined,
  ) {
    this.tokenHash = token === undefined ? undefined : hash('sha256', token);
  }

  /** Throws `Unauthenticated`, `ServiceUnavailable`. */
  async actorOf(authorization: string | undefined, ip: string): Promise<Actor> {
    const shown = bearer.exec(authorization ?? '')?.[1];
    if (
      this.tokenHash !== undefined &&
      shown !== undefined &&
      sameHash(this.tokenHash, hash('sha256', shown))
    ) {
      return provisioningActor;
    }
    return this.authenticator.actorOf(authorization, ip);
  }
}
