import { ApiKeyRateLimited } from '@credstream/domain-apikey';
import type { Actor } from '@credstream/domain-kernel';
import type { Admitted } from '../key-use/key-door.js';
import { CredentialsRefused } from './credentials-refused.js';

/** Who comes with a key. Throws `CredentialsRefused` and `ApiKeyRateLimited`. */
export const actorOfKey = ({ answer, entry, rate }: Admitted): Actor => {
  if (answer.valid) {
    const { userId, username, account, keyId } = answer;
    return {
      kind: 'apikey',
      ...{ userId, username, account, keyId },
      ...(entry?.permissions && { permissions: entry.permissions }),
      ...(entry?.scope !== undefined && { scope: entry.scope }),
    };
  }
  if (rate) throw new ApiKeyRateLimited(undefined, { retryAfter: rate.resetSeconds });
  throw new CredentialsRefused(answer.reason);
};
