import { type Actor, Unauthenticated } from '@credstream/domain-kernel';
import type { KeyVerifier } from '../key-index/key-verifier.js';
import type { AccessTokens } from './access-tokens.js';
import { credentialsOf } from './credentials.js';

/** Finds out who is calling. */
export class Authenticator {
  constructor(
    private readonly keys: KeyVerifier,
    private readonly tokens: AccessTokens,
  ) {}

  /** Throws `Unauthenticated`, the same for every reason; `ServiceUnavailable` when nobody can tell. */
  async actorOf(authorization: string | undefined, ip: string): Promise<Actor> {
    const credentials = credentialsOf(authorization);
    switch (credentials.kind) {
      case 'access_token':
        return this.tokens.actorOf(credentials.token);
      case 'api_key': {
        const { answer } = await this.keys.verify(credentials.value, { ip });
        if (!answer.valid) throw new Unauthenticated();
        const { userId, username, account, keyId } = answer;
        return { kind: 'apikey', userId, username, account, keyId };
      }
      case 'none':
      case 'unusable':
        throw new Unauthenticated();
    }
  }
}
