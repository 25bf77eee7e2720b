/**
 * What an account decides for all its users. What it says of API keys holds when one is made: keys that exist go on
 * when it becomes stricter.
 */
export type AccountPolicies = Readonly<{
  /** An API key may expire at most so many days ahead (ANC-4). */
  maxApiKeyAgeDays: number;
  /** Active keys (ANC-11). */
  maxApiKeysPerUser: number;
  /** May users who sign in elsewhere (OpenID Connect, SAML) have API keys (ANC-13)? */
  allowApiKeysForSsoUsers: boolean;
  /** A CLI secret sleeps when its user has not signed in for so many days (HAR-9). */
  cliSecretIdleDays: number;
  /** What becomes of the wish to delete a credential in use: refused, or allowed with a reason (RUN-11). */
  onDeleteInUse: 'block' | 'force';
  /** Revoked things stay visible for so many days; -1 = for ever (ANC-10). */
  retainRevokedDays: number;
  /** Entries of the audit log about things that were deleted go after so many days; -1 = never. */
  retainAuditDays: number;
  registryTokenSeconds: number;
  /** Credentials are tried at their targets every so many hours; 0 = only when somebody asks. */
  checkEveryHours: number;
  /** Days before an expiry at which to warn, the earliest warning first. */
  expiryWarningDays: readonly number[];
}>;

export const defaultPolicies: AccountPolicies = {
  maxApiKeyAgeDays: 365,
  maxApiKeysPerUser: 100,
  allowApiKeysForSsoUsers: false,
  cliSecretIdleDays: 30,
  onDeleteInUse: 'block',
  retainRevokedDays: 365,
  retainAuditDays: -1,
  registryTokenSeconds: 300,
  checkEveryHours: 24,
  expiryWarningDays: [30, 7, 1],
};
