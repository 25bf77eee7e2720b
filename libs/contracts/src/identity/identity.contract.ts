import {
  CreateUser,
  DisableUser,
  EnableUser,
  GetOffboarding,
  GetUser,
  ListProvisionedUsers,
  ListUsers,
  OffboardUser,
  OffboardingReply,
  ProvisionedUserList,
  ProvisionUser,
  ReadmitUser,
  UpdateProvisionedUser,
  UpdateUser,
  UserPage,
  UserReply,
} from './identity.messages.js';
import { call, contract } from '../contract.js';
import {
  AccountPage,
  AccountReply,
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
  RoleAssignmentPage,
  RoleAssignmentReply,
  ScopeList,
  ScopeReply,
} from './organization.messages.js';
import { Nothing } from '../paging.messages.js';
import {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  InspectRefreshToken,
  IssueKeyToken,
  JwksReply,
  KeyTokenReply,
  LoadSession,
  ProviderLogout,
  ProviderSignInReply,
  RefreshSession,
  RefreshTokenReply,
  RevokeToken,
  RevokeTokenReply,
  SessionEntryReply,
  SignIn,
  TokenReply,
} from './sign-in.messages.js';

const read = { permission: 'organization.read' } as const;
const manage = { permission: 'organization.manage' } as const;
const installation = { permission: 'installation.manage' } as const;

/** What identity-service answers. */
export const identityContract = contract('identity', 'Identity', {
  jwks: call(Nothing, JwksReply, 'anyone'),

  signIn: call(SignIn, TokenReply, 'anyone'),
  refreshSession: call(RefreshSession, TokenReply, 'anyone'),
  revokeToken: call(RevokeToken, RevokeTokenReply, 'anyone'),
  beginProviderSignIn: call(BeginProviderSignIn, ProviderSignInReply, 'anyone'),
  completeProviderSignIn: call(CompleteProviderSignIn, TokenReply, 'anyone'),
  providerLogout: call(ProviderLogout, Nothing, 'anyone'),
  issueKeyToken: call(IssueKeyToken, KeyTokenReply, 'key'),
  inspectRefreshToken: call(InspectRefreshToken, RefreshTokenReply, 'signed_in'),
  loadSession: call(LoadSession, SessionEntryReply, 'system'),

  createAccount: call(CreateAccount, AccountReply, installation),
  listAccounts: call(ListAccounts, AccountPage, read),
  getAccount: call(GetAccount, AccountReply, read),
  changeAccountPolicies: call(ChangeAccountPolicies, AccountReply, manage),
  disableAccount: call(DisableAccount, AccountReply, installation),
  enableAccount: call(EnableAccount, AccountReply, installation),

  createScope: call(CreateScope, ScopeReply, manage),
  listScopes: call(ListScopes, ScopeList, read),
  renameScope: call(RenameScope, ScopeReply, manage),
  deleteScope: call(DeleteScope, ScopeReply, manage),

  createUser: call(CreateUser, UserReply, manage),
  getUser: call(GetUser, UserReply, { ...read, own: 'signed_in' }),
  listUsers: call(ListUsers, UserPage, read),
  updateUser: call(UpdateUser, UserReply, {
    ...manage,
    own: 'session',
  }),
  disableUser: call(DisableUser, UserReply, manage),
  enableUser: call(EnableUser, UserReply, manage),
  offboardUser: call(OffboardUser, OffboardingReply, {
    ...manage,
    provisioning: true,
  }),
  readmitUser: call(ReadmitUser, UserReply, manage),
  provisionUser: call(ProvisionUser, UserReply, { ...manage, provisioning: true }),
  updateProvisionedUser: call(UpdateProvisionedUser, UserReply, { ...manage, provisioning: true }),
  listProvisionedUsers: call(ListProvisionedUsers, ProvisionedUserList, { ...manage, provisioning: true }),
  getOffboarding: call(GetOffboarding, OffboardingReply, manage),

  grantRole: call(GrantRole, RoleAssignmentReply, manage),
  getRoleAssignment: call(GetRoleAssignment, RoleAssignmentReply, read),
  listRoleAssignments: call(ListRoleAssignments, RoleAssignmentPage, read),
  revokeRole: call(RevokeRole, RoleAssignmentReply, manage),
});
