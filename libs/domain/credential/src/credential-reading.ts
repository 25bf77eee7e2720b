import { formatInstant } from '@credstream/domain-kernel';
import {
  CredentialHasExpired,
  CredentialNotActive,
  CredentialNotFound,
  CredentialVersionNotReadable,
} from './credential.errors.js';
import { type Credential, type CredentialVersion, hasExpired, isPresent } from './credential.state.js';

/**
 * The version that is read: the newest one, or an older one whose overlap has not ended.
 *
 * @throws CredentialNotFound
 * @throws CredentialNotActive for a revoked credential
 * @throws CredentialHasExpired
 * @throws CredentialVersionNotReadable
 */
export const versionToRead = (
  credential: Credential,
  wanted: number | undefined,
  now: Date,
): CredentialVersion => {
  if (!isPresent(credential)) throw new CredentialNotFound();
  if (credential.status === 'revoked') throw new CredentialNotActive();
  if (credential.status === 'expired' || hasExpired(credential, now)) throw new CredentialHasExpired();
  const at = formatInstant(now);
  const found =
    wanted === undefined
      ? credential.versions.at(-1)
      : credential.versions.find(({ version }) => version === wanted);
  if (!found || (found.endsAt !== undefined && found.endsAt <= at)) throw new CredentialVersionNotReadable();
  return found;
};
