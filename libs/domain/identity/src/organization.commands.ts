import type { Command } from '@credstream/domain-kernel';

/** What may be asked of an account. Policies are as the caller sent them; the rules check them. */
export type OrganizationCommand =
  | Command<'CreateAccount', { name: string; policies?: Readonly<Record<string, unknown>> }>
  | Command<'ChangeAccountPolicies', { policies: Readonly<Record<string, unknown>> }>;
