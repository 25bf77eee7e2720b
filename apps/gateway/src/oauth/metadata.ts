/** RFC 8414 §2. */
export const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/oauth/login`,
  token_endpoint: `${issuer}/oauth/token`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  introspection_endpoint: `${issuer}/oauth/introspect`,
  revocation_endpoint: `${issuer}/oauth/revoke`,
  service_documentation: `${issuer}/docs`,
  response_types_supported: ['code'],
  grant_types_supported: ['password', 'refresh_token', 'authorization_code', 'client_credentials'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none', 'client_secret_basic'],
  introspection_endpoint_auth_methods_supported: ['bearer', 'client_secret_basic'],
  revocation_endpoint_auth_methods_supported: ['none'],
});
