import { Answer, Instant, OneOf, Text } from './fields.js';
import { roleValues, scopeKinds } from './values.js';
import { PageRequest } from './paging.messages.js';

/** Policies cross the bus as the JSON text of an object, so that what is unknown is refused with its name. */
export class CreateAccount {
  @Text() name!: string;
  @Text({ optional: true }) policies?: string;
}

export class GetAccount {
  @Text() name!: string;
}

export class ChangeAccountPolicies {
  @Text() name!: string;
  @Text() policies!: string;
}

export class DisableAccount {
  @Text() name!: string;
}

export class EnableAccount {
  @Text() name!: string;
}

export class ListAccounts extends PageRequest {
  @Text({ optional: true, description: 'Part of a name' }) q?: string;
}

/** `policies` is the JSON text of all policies, set or by default. */
export type AccountEntry = Readonly<{ name: string; status: string; policies: string; createdAt: string }>;
export type AccountReply = Readonly<{ account: AccountEntry; revision: number; position: string }>;
export type AccountPage = Readonly<{ items?: readonly AccountEntry[]; nextCursor?: string }>;

export class CreateScope {
  @Text({ example: 'default/research', description: 'The path of the scope above, a slash, and a name' })
  path!: string;

  @Text({ example: 'department', description: 'cluster, department or project; they nest in this order' })
  kind!: string;
}

export class ListScopes {
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
}

export class RenameScope {
  @Text() path!: string;
  @Text({ description: 'The new path; what is below the scope moves with it' }) to!: string;
}

export class DeleteScope {
  @Text() path!: string;
}

export class ScopeEntry {
  @Answer() path!: string;
  @Answer({ oneOf: scopeKinds }) kind!: string;
}
export type ScopeReply = Readonly<{ scope: ScopeEntry; revision: number; position: string }>;
/** The account, then everything below it, each scope after the one above it. */
export type ScopeList = Readonly<{ items?: readonly ScopeEntry[]; revision: number; position: string }>;

export class GrantRole {
  @Text() userId!: string;
  @OneOf(roleValues, { example: 'developer' }) role!: string;
  @Text({ description: 'A path of the organization tree, or / for the installation' }) scope!: string;
}

export class RevokeRole {
  @Text() id!: string;
}

export class GetRoleAssignment {
  @Text() id!: string;
}

export class ListRoleAssignments extends PageRequest {
  @Text({ optional: true, description: "The caller's account when absent" }) account?: string;
  @Text({ optional: true }) userId?: string;
  @Text({ optional: true }) scope?: string;
}

export class RoleAssignmentView {
  @Answer() id!: string;
  @Answer() userId!: string;
  @Answer({ oneOf: roleValues }) role!: string;
  @Answer() scope!: string;
  @Instant() grantedAt!: string;
}
export type RoleAssignmentReply = Readonly<{
  assignment: RoleAssignmentView;
  revision: number;
  position: string;
}>;
export type RoleAssignmentPage = Readonly<{ items?: readonly RoleAssignmentView[]; nextCursor?: string }>;
