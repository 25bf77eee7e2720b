import { Flag, Instant, Nested, NestedList, OneOf, Text } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import { permissionValues, roleValues, scopeKinds } from '../values.js';
import { Versioned } from '../versioned.messages.js';

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
export class AccountEntry {
  @Text() name!: string;
  @Text() status!: string;
  @Text() policies!: string;
  @Instant() createdAt!: string;
}

export class AccountReply extends Versioned {
  @Nested(AccountEntry) account!: AccountEntry;
}

export class AccountPage {
  @NestedList(AccountEntry) items!: readonly AccountEntry[];
  @Text({ optional: true }) nextCursor?: string;
}

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
  @Text({ example: 'default/research' }) path!: string;
  @Text({ example: 'default/laboratory', description: 'The new path; what is below the scope moves with it' })
  to!: string;
}

export class DeleteScope {
  @Text() path!: string;
}

export class ScopeEntry {
  @Text() path!: string;
  @OneOf(scopeKinds) kind!: string;
}

export class ScopeReply extends Versioned {
  @Nested(ScopeEntry) scope!: ScopeEntry;
}

/** The account, then everything below it, each scope after the one above it. */
export class ScopeList extends Versioned {
  @NestedList(ScopeEntry) items!: readonly ScopeEntry[];
}

export class GrantRole {
  @Text({ example: 'the-id-of-the-user' }) userId!: string;
  @OneOf(roleValues, { example: 'developer' }) role!: string;
  @Text({ example: 'default', description: 'A path of the organization tree, or / for the installation' })
  scope!: string;
}

export class RevokeRole {
  @Text() id!: string;
}

export class GetRoleAssignment {
  @Text() id!: string;
}

export class ListRoleAssignments extends PageRequest {
  @Text({ optional: true, description: 'Your account when absent; * for all accounts' }) account?: string;
  @Text({ optional: true }) userId?: string;
  @Text({ optional: true }) scope?: string;
}

export class RoleAssignmentView {
  @Text() id!: string;
  @Text() userId!: string;
  @OneOf(roleValues) role!: string;
  @Text() scope!: string;
  @Instant() grantedAt!: string;
}

export class RoleAssignmentReply extends Versioned {
  @Nested(RoleAssignmentView) assignment!: RoleAssignmentView;
}

export class RoleAssignmentPage {
  @NestedList(RoleAssignmentView) items!: readonly RoleAssignmentView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class RolePermission {
  @OneOf(permissionValues) permission!: string;
  @Text({ description: 'What it allows to do' }) allows!: string;
  @Flag({ description: 'Can an API key have it?' }) apiKeys!: boolean;
}

export class RoleView {
  @OneOf(roleValues) role!: string;
  @NestedList(RolePermission) permissions!: readonly RolePermission[];
}

/** Every role that there is, with what it allows. */
export class RoleList {
  @NestedList(RoleView) items!: readonly RoleView[];
}
