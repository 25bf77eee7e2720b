import { Count, Flag, Instant, NestedList, OneOf, Text } from '../fields.js';
import { sessionGrants } from '../values.js';

export class SignIn {
  @Text() username!: string;
  @Text() password!: string;
}

export class RefreshSession {
  @Text() refreshToken!: string;
}

/** RFC 6749 §5.1. */
export class TokenReply {
  @Text() accessToken!: string;
  @Text() refreshToken!: string;
  @Count({ description: 'Seconds' }) expiresIn!: number;
}

/** For an API key alone: a short access token in its stead. `mark` tells the key's secrets apart. */
export class IssueKeyToken {
  @Text() mark!: string;
  @Text({ description: 'When the key itself ends' }) expiresAt!: string;
}

export class KeyTokenReply {
  @Text() accessToken!: string;
  @Count({ description: 'Seconds' }) expiresIn!: number;
}

/** A refresh token or an access token, whose session ends (RFC 7009). */
export class RevokeToken {
  @Text() token!: string;
}

export class RevokeTokenReply {
  @Text({ optional: true }) sessionId?: string;
}

/** For the gateway's index: may access tokens of this session be used now? */
export class LoadSession {
  @Text() sessionId!: string;
}

/** `userId` is absent when there is no such session. */
export class SessionEntryReply {
  @Text({ optional: true }) userId?: string;
  @Flag() active!: boolean;
}

/** Which ways of signing in there are besides a password. */
export class SignInMethodsReply {
  @Flag({ description: 'Whether an OpenID Connect provider is set up' }) provider!: boolean;
}

/** A refresh token, about which the caller asks (RFC 7662). */
export class InspectRefreshToken {
  @Text() token!: string;
}

export class RefreshTokenReply {
  @Flag() active!: boolean;
  @Text({ optional: true }) userId?: string;
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) account?: string;
  @Count({ optional: true, description: 'Seconds since 1970' }) expiresAt?: number;
}

/** `redirectUri` is where the provider sends the browser back to; `browser` a secret that only the browser has. */
export class BeginProviderSignIn {
  @Text() redirectUri!: string;
  @Text() browser!: string;
}

export class ProviderSignInReply {
  @Text() url!: string;
}

export class CompleteProviderSignIn {
  @Text({ description: 'The address of the callback as the browser called it, with its query' })
  callbackUrl!: string;
  @Text() browser!: string;
}

/** As `CompleteProviderSignIn`, for a program on the user's machine: it gets a code in place of the tokens. */
export class ConfirmProviderSignIn {
  @Text() callbackUrl!: string;
  @Text() browser!: string;
  @Text({ description: 'SHA-256 of the verifier of the program, in base64url (RFC 7636 §4.2)' })
  codeChallenge!: string;
}

export class ProviderCodeReply {
  @Text() code!: string;
  @Text() username!: string;
}

/** A code is good once, for minutes, and for the program that has the verifier alone. */
export class RedeemProviderCode {
  @Text() code!: string;
  @Text() codeVerifier!: string;
}

/** OpenID Connect Back-Channel Logout 1.0 §2.5. */
export class ProviderLogout {
  @Text() logoutToken!: string;
}

/** The public keys of the access tokens, as the JSON text of a JWK set (RFC 7517 §5). */
export class JwksReply {
  @Text() jwks!: string;
}

/** The sessions of a user that have not ended. */
export class ListSessions {
  @Text({ description: 'The id of a user, or me' }) userId!: string;
}

export class SessionView {
  @Text() id!: string;
  @OneOf(sessionGrants, { description: 'How the user signed in' }) grant!: string;
  @Instant() startedAt!: string;
  @Instant({ description: 'When it was last used for a new access token' }) refreshedAt!: string;
  @Instant({ description: 'Its end, if it is used until then' }) expiresAt!: string;
}

/** Newest first, a hundred at most. */
export class SessionList {
  @NestedList(SessionView) items!: readonly SessionView[];
}

export class EndSession {
  @Text({ description: 'The id of a user, or me' }) userId!: string;
  @Text() id!: string;
}
