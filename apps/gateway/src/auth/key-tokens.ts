import { identityContract, type KeyTokenReply } from '@credstream/contracts/identity';
import { formatInstant, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';
import { markOf } from '../key-index/key-verifier.js';
import type { KeyDoor } from '../key-use/key-door.js';
import type { Services } from '../services.js';
import { credentialsOf } from './credentials.js';
import { actorOfKey } from './key-actor.js';

/** Exchanges API keys for short access tokens (RFC 6749 §4.4). */
export class KeyTokens {
  constructor(
    private readonly services: Services,
    private readonly keys: KeyDoor,
  ) {}

  /** Undefined when no valid key was shown. Throws `ApiKeyRateLimited`, `ServiceUnavailable`. */
  async exchange(
    authorization: string | undefined,
    ip: string,
    context: RequestContext,
  ): Promise<KeyTokenReply | undefined> {
    const credentials = credentialsOf(authorization);
    if (credentials.kind !== 'api_key') return undefined;
    const admitted = await this.keys.admit(credentials.value, { ip });
    const { answer, secretHash } = admitted;
    try {
      const actor = actorOfKey(admitted);
      if (!answer.valid || secretHash === undefined) return undefined;
      const expiresAt = formatInstant(new Date(answer.expiresAt));
      const message = { mark: markOf(secretHash), expiresAt };
      return await this.services.call(identityContract.issueKeyToken, message, { ...context, actor });
    } catch (error) {
      if (error instanceof Unauthenticated) return undefined;
      throw error;
    }
  }
}
