import type { AccountPolicies, Event } from '@credstream/domain-kernel';

/**
 * What happens to an account (a tenant); its stream is `organization-<name>`.
 * `policies` are those that were set; for every other one the default holds.
 */
export type OrganizationEvent =
  | Event<'AccountCreated', { name: string; policies: Partial<AccountPolicies>; at: string }>
  | Event<'AccountPolicyChanged', { policies: Partial<AccountPolicies>; at: string }>;

export const organizationStream = (account: string): string => `organization-${account}`;
