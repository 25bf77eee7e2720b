import type { AccountPolicies, Event } from '@credstream/domain-kernel';
import type { ScopeKind } from './scope-tree.js';

/**
 * What happens to an account (a tenant) and to the scopes below it; its stream is `organization-<name>`.
 * `policies` are those that were set; for every other one the default holds. A scope that is renamed takes
 * the scopes below it along.
 */
export type OrganizationEvent =
  | Event<'AccountCreated', { name: string; policies: Partial<AccountPolicies>; at: string }>
  | Event<'AccountPolicyChanged', { policies: Partial<AccountPolicies>; at: string }>
  | Event<'AccountDisabled', { at: string }>
  | Event<'AccountEnabled', { at: string }>
  | Event<'ScopeCreated', { path: string; kind: ScopeKind; at: string }>
  | Event<'ScopeRenamed', { path: string; to: string; at: string }>
  | Event<'ScopeDeleted', { path: string; at: string }>;
