/** What a check found. */
export type CheckStatus = 'ok' | 'issues';

/** What can be said of a credential: `none` was never checked, or its target is not known. */
export const credentialStatuses = ['none', 'ok', 'issues', 'expired', 'revoked'] as const;
export type CredentialStatus = (typeof credentialStatuses)[number];

/** Why there are issues. */
export const statusReasons = [
  'unauthorized',
  'forbidden',
  'expired',
  'unreachable',
  'timeout',
  'tls',
  'region',
  'clock',
  'redirected',
  'blocked',
  'not_a_registry',
  'no_target',
  'rotation_failed',
] as const;
export type StatusReason = (typeof statusReasons)[number];
