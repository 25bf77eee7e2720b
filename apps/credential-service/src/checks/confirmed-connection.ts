import type { CredentialConnection as SentConnection } from '@credstream/contracts/credential';
import {
  type AskedConnection,
  CredentialConnectionInvalid,
  type Secret,
} from '@credstream/domain-credential';
import { type Reached, targetOf } from './target-of.js';

/** A token host is confirmed for the registry of the secret, and counts for no other. */
export const confirmedConnection = (
  asked: SentConnection,
  credential: Reached,
  secret: Secret,
): AskedConnection => {
  const { tokenHost } = asked;
  if (tokenHost === undefined) return asked;
  if (tokenHost === '') return { ...asked, tokenHostFor: '' };
  const target = targetOf(credential, secret)?.target;
  if (target?.kind === 'oci') return { ...asked, tokenHostFor: target.host };
  const message = 'is for a credential with the url of a container registry';
  throw new CredentialConnectionInvalid(undefined, {
    errors: [{ path: 'connection.tokenHost', rule: 'registry', message }],
  });
};
