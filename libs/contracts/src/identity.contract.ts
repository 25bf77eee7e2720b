import type { HealthReply } from './health.messages.js';
import {
  CreateUser,
  DisableUser,
  EnableUser,
  GetOffboarding,
  GetUser,
  ListUsers,
  OffboardUser,
  type OffboardingReply,
  UpdateUser,
  type UserPage,
  type UserReply,
} from './identity.messages.js';
import { method } from './method.js';
import {
  type AccountPage,
  type AccountReply,
  ChangeAccountPolicies,
  CreateAccount,
  CreateScope,
  DeleteScope,
  DisableAccount,
  EnableAccount,
  GetAccount,
  GetRoleAssignment,
  GrantRole,
  ListAccounts,
  ListRoleAssignments,
  ListScopes,
  RenameScope,
  RevokeRole,
  type RoleAssignmentPage,
  type RoleAssignmentReply,
  type ScopeList,
  type ScopeReply,
} from './organization.messages.js';
import { Nothing } from './paging.messages.js';
import {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  InspectRefreshToken,
  IssueKeyToken,
  type JwksReply,
  type KeyTokenReply,
  LoadSession,
  ProviderLogout,
  type ProviderSignInReply,
  RefreshSession,
  type RefreshTokenReply,
  RevokeToken,
  type RevokeTokenReply,
  type SessionEntryReply,
  SignIn,
  type TokenReply,
} from './sign-in.messages.js';

const read = { permission: 'organization.read' } as const;
const manage = { permission: 'organization.manage' } as const;
const installation = { permission: 'installation.manage' } as const;

/** What identity-service answers. */
export const identityContract = {
  health: method<Nothing, HealthReply>('identity', 'Health', Nothing, 'anyone'),
  jwks: method<Nothing, JwksReply>('identity', 'Jwks', Nothing, 'anyone'),

  signIn: method<SignIn, TokenReply>('identity', 'SignIn', SignIn, 'anyone'),
  refreshSession: method<RefreshSession, TokenReply>('identity', 'RefreshSession', RefreshSession, 'anyone'),
  revokeToken: method<RevokeToken, RevokeTokenReply>('identity', 'RevokeToken', RevokeToken, 'anyone'),
  beginProviderSignIn: method<BeginProviderSignIn, ProviderSignInReply>(
    'identity',
    'BeginProviderSignIn',
    BeginProviderSignIn,
    'anyone',
  ),
  completeProviderSignIn: method<CompleteProviderSignIn, TokenReply>(
    'identity',
    'CompleteProviderSignIn',
    CompleteProviderSignIn,
    'anyone',
  ),
  providerLogout: method<ProviderLogout, Nothing>('identity', 'ProviderLogout', ProviderLogout, 'anyone'),
  issueKeyToken: method<IssueKeyToken, KeyTokenReply>('identity', 'IssueKeyToken', IssueKeyToken, 'key'),
  inspectRefreshToken: method<InspectRefreshToken, RefreshTokenReply>(
    'identity',
    'InspectRefreshToken',
    InspectRefreshToken,
    'signed_in',
  ),
  loadSession: method<LoadSession, SessionEntryReply>('identity', 'LoadSession', LoadSession, 'system'),

  createAccount: method<CreateAccount, AccountReply>(
    'identity',
    'CreateAccount',
    CreateAccount,
    installation,
  ),
  listAccounts: method<ListAccounts, AccountPage>('identity', 'ListAccounts', ListAccounts, read),
  getAccount: method<GetAccount, AccountReply>('identity', 'GetAccount', GetAccount, read),
  changeAccountPolicies: method<ChangeAccountPolicies, AccountReply>(
    'identity',
    'ChangeAccountPolicies',
    ChangeAccountPolicies,
    manage,
  ),
  disableAccount: method<DisableAccount, AccountReply>(
    'identity',
    'DisableAccount',
    DisableAccount,
    installation,
  ),
  enableAccount: method<EnableAccount, AccountReply>(
    'identity',
    'EnableAccount',
    EnableAccount,
    installation,
  ),

  createScope: method<CreateScope, ScopeReply>('identity', 'CreateScope', CreateScope, manage),
  listScopes: method<ListScopes, ScopeList>('identity', 'ListScopes', ListScopes, read),
  renameScope: method<RenameScope, ScopeReply>('identity', 'RenameScope', RenameScope, manage),
  deleteScope: method<DeleteScope, ScopeReply>('identity', 'DeleteScope', DeleteScope, manage),

  createUser: method<CreateUser, UserReply>('identity', 'CreateUser', CreateUser, manage),
  getUser: method<GetUser, UserReply>('identity', 'GetUser', GetUser, { ...read, own: 'signed_in' }),
  listUsers: method<ListUsers, UserPage>('identity', 'ListUsers', ListUsers, read),
  updateUser: method<UpdateUser, UserReply>('identity', 'UpdateUser', UpdateUser, {
    ...manage,
    own: 'session',
  }),
  disableUser: method<DisableUser, UserReply>('identity', 'DisableUser', DisableUser, manage),
  enableUser: method<EnableUser, UserReply>('identity', 'EnableUser', EnableUser, manage),
  offboardUser: method<OffboardUser, OffboardingReply>('identity', 'OffboardUser', OffboardUser, {
    ...manage,
    provisioning: true,
  }),
  getOffboarding: method<GetOffboarding, OffboardingReply>(
    'identity',
    'GetOffboarding',
    GetOffboarding,
    manage,
  ),

  grantRole: method<GrantRole, RoleAssignmentReply>('identity', 'GrantRole', GrantRole, manage),
  getRoleAssignment: method<GetRoleAssignment, RoleAssignmentReply>(
    'identity',
    'GetRoleAssignment',
    GetRoleAssignment,
    read,
  ),
  listRoleAssignments: method<ListRoleAssignments, RoleAssignmentPage>(
    'identity',
    'ListRoleAssignments',
    ListRoleAssignments,
    read,
  ),
  revokeRole: method<RevokeRole, RoleAssignmentReply>('identity', 'RevokeRole', RevokeRole, manage),
} as const;
