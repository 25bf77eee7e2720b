import { type Actor, TooManyRequests, Unauthenticated } from '@credstream/domain-kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserSessions } from '../console/browser-sessions.js';
import type { StrangerLimits } from '../http/stranger-limits.js';
import type { KeyDoor } from '../key-use/key-door.js';
import type { AccessTokens } from './access-tokens.js';
import { type Credentials, credentialsOf, faultOfForm } from './credentials.js';
import { CredentialsRefused } from './credentials-refused.js';
import { actorOfKey } from './key-actor.js';

/** Finds out who is calling. */
export class Authenticator {
  constructor(
    private readonly keys: KeyDoor,
    private readonly tokens: AccessTokens,
    private readonly strangers: StrangerLimits,
    private readonly browsers: BrowserSessions,
  ) {}

  /** By what `Authorization` shows; without it, by the session of a browser. Throws what `actorOf` throws. */
  async actorOfRequest(request: FastifyRequest, reply: FastifyReply): Promise<Actor> {
    const { authorization } = request.headers;
    const person = authorization === undefined ? await this.browsers.actorOf(request, reply) : undefined;
    return person ?? this.actorOf(authorization, request.ip);
  }

  /**
   * Throws `Unauthenticated` without credentials, `CredentialsRefused` with such as do not count,
   * `ApiKeyRateLimited`, `TooManyRequests`, and `ServiceUnavailable` when nobody can tell.
   */
  async actorOf(authorization: string | undefined, ip: string): Promise<Actor> {
    const credentials = credentialsOf(authorization);
    this.requireAllowance(credentials, ip);
    try {
      return await this.find(credentials, ip);
    } catch (error) {
      if (!(error instanceof CredentialsRefused) || error.reason !== undefined) throw error;
      this.strangers.charge(ip);
      throw new CredentialsRefused(undefined, error, faultOfForm(authorization ?? ''));
    }
  }

  /** From an address that has shown too much that is wrong, only what is known already is looked at. */
  requireAllowance(credentials: Credentials, ip: string): void {
    if (!this.strangers.isSpent(ip) || this.remembers(credentials)) return;
    throw new TooManyRequests(undefined, { retryAfter: this.strangers.secondsUntilMore(ip) });
  }

  /** Can these be judged without asking anyone? */
  remembers(credentials: Credentials): boolean {
    if (credentials.kind === 'access_token') return this.tokens.remembers(credentials.token);
    return credentials.kind !== 'api_key' || this.keys.remembers(credentials.value);
  }

  private async find(credentials: Credentials, ip: string): Promise<Actor> {
    switch (credentials.kind) {
      case 'access_token':
        return this.tokens.actorOf(credentials.token, ip);
      case 'api_key':
        return actorOfKey(await this.keys.admit(credentials.value, { ip }));
      case 'none':
        throw new Unauthenticated();
      case 'unusable':
        throw new CredentialsRefused();
    }
  }
}
