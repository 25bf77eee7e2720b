import type { Command } from '@credstream/domain-kernel';

/** What may be asked of an account. Policies, paths and kinds are as the caller sent them; the rules check them. */
export type OrganizationCommand =
  | Command<'CreateAccount', { name: string; policies?: Readonly<Record<string, unknown>> }>
  | Command<'ChangeAccountPolicies', { policies: Readonly<Record<string, unknown>> }>
  | Command<'DisableAccount'>
  | Command<'EnableAccount'>
  | Command<'CreateScope', { path: string; kind: string }>
  /** `usedBy`: names of the things that live in the scope or below it, and of the roles held there. */
  | Command<'RenameScope', { path: string; to: string; usedBy: readonly string[] }>
  | Command<'DeleteScope', { path: string; usedBy: readonly string[] }>;

/** The data of one command by its type. */
export type OrganizationCommandData<T extends OrganizationCommand['type']> = Extract<
  OrganizationCommand,
  { type: T }
>['data'];
