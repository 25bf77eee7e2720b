import { type Actor, Unauthenticated } from '@credstream/domain-kernel';
import type { KeyDoor } from '../key-use/key-door.js';
import type { AccessTokens } from './access-tokens.js';
import { actorOfKey } from './key-actor.js';
import { credentialsOf } from './credentials.js';

/** Finds out who is calling. */
export class Authenticator {
  constructor(
    private readonly keys: KeyDoor,
    private readonly tokens: AccessTokens,
  ) {}

  /** Throws `Unauthenticated`, the same for every reason; `ApiKeyRateLimited`; `ServiceUnavailable` when nobody can tell. */
  async actorOf(authorization: string | undefined, ip: string): Promise<Actor> {
    const credentials = credentialsOf(authorization);
    switch (credentials.kind) {
      case 'access_token':
        return this.tokens.actorOf(credentials.token, ip);
      case 'api_key':
        return actorOfKey(await this.keys.admit(credentials.value, { ip }));
      case 'none':
      case 'unusable':
        throw new Unauthenticated();
    }
  }
}
