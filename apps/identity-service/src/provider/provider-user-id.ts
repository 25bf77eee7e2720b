import { derivedId } from '@credstream/crypto';
import { comparable } from '@credstream/domain-kernel';
import { userIdLength } from '../user/user.commands.js';

/** The id of a person at a provider: nobody takes over a user by the same name or address. */
export const providerUserId = (issuer: string, subject: string): string =>
  derivedId(JSON.stringify(['oidc', issuer, subject]), userIdLength);

/**
 * The id of a user whom a provisioning client makes before their first sign-in. Clients name people by the id that
 * the provider's tokens carry too (`sub`, or Entra's `oid`), so that the person then is found under it. A client
 * that names none is believed by the username.
 */
export const provisionedUserId = (
  issuer: string | undefined,
  externalId: string | undefined,
  username: string,
): string =>
  externalId === undefined || issuer === undefined
    ? derivedId(JSON.stringify(['scim', comparable(username)]), userIdLength)
    : providerUserId(issuer, externalId);
