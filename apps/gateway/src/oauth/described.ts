import { Answer } from '@credstream/contracts';

// What the routes of OAuth take and answer, as their norms name it: for the OpenAPI document.

export class TokenRequest {
  @Answer({
    oneOf: {
      name: 'GrantType',
      values: ['password', 'refresh_token', 'authorization_code', 'client_credentials'],
    },
    example: 'password',
  })
  grant_type!: string;
  @Answer({ optional: true, description: 'For password', example: 'ada' }) username?: string;
  @Answer({ optional: true, description: 'For password', example: 'correct-horse-battery-staple' })
  password?: string;
  @Answer({ optional: true, description: 'For refresh_token' }) refresh_token?: string;
  @Answer({ optional: true, description: 'For authorization_code' }) code?: string;
  @Answer({ optional: true, description: 'For authorization_code: RFC 7636 §4.5' }) code_verifier?: string;
}

/** RFC 6749 §5.1. */
export class TokenResponse {
  @Answer() access_token!: string;
  @Answer({ example: 'Bearer' }) token_type!: string;
  @Answer({ of: () => Number, description: 'Seconds' }) expires_in!: number;
  @Answer({ optional: true, description: 'Absent for an API key' }) refresh_token?: string;
}

/** RFC 6749 §5.2. */
export class OAuthError {
  @Answer({ example: 'invalid_grant' }) error!: string;
  @Answer() error_description!: string;
}

export class SentToken {
  @Answer({ description: 'An access token or a refresh token, also one of a registry' }) token!: string;
}

/** RFC 7662 §2.2. */
export class TokenIntrospectionResponse {
  @Answer({ of: () => Boolean }) active!: boolean;
  @Answer({ optional: true }) token_type?: string;
  @Answer({ optional: true, description: 'The id of the user' }) sub?: string;
  @Answer({ optional: true }) username?: string;
  @Answer({ optional: true }) account?: string;
  @Answer({ optional: true, of: () => Number, description: 'Seconds since 1970' }) iat?: number;
  @Answer({ optional: true, of: () => Number, description: 'Seconds since 1970' }) exp?: number;
  @Answer({ optional: true, description: 'The id of the API key that the token was given for' })
  client_id?: string;
}

/** RFC 8414 §2. */
export class AuthorizationServer {
  @Answer() issuer!: string;
  @Answer() authorization_endpoint!: string;
  @Answer() token_endpoint!: string;
  @Answer() jwks_uri!: string;
  @Answer() introspection_endpoint!: string;
  @Answer() revocation_endpoint!: string;
  @Answer() service_documentation!: string;
  @Answer({ list: true }) response_types_supported!: string[];
  @Answer({ list: true }) grant_types_supported!: string[];
  @Answer({ list: true }) code_challenge_methods_supported!: string[];
  @Answer({ list: true }) token_endpoint_auth_methods_supported!: string[];
  @Answer({ list: true }) introspection_endpoint_auth_methods_supported!: string[];
  @Answer({ list: true }) revocation_endpoint_auth_methods_supported!: string[];
}

/** RFC 7517 §5. */
export class KeySet {
  @Answer({ list: true, of: () => Object }) keys!: object[];
}
