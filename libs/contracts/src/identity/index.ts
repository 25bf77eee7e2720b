export { identityContract } from './identity.contract.js';
export {
  CreateUser,
  DisableUser,
  EnableUser,
  EndedSession,
  GetOffboarding,
  GetUser,
  ListProvisionedUsers,
  ListUsers,
  OffboardUser,
  ProvisionUser,
  ReadmitUser,
  RoleAtScope,
  UpdateProvisionedUser,
  UpdateUser,
  UserView,
} from './identity.messages.js';
export { OffboardingReply, ProvisionedUserList, UserPage, UserReply } from './identity.messages.js';
export {
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
  RoleAssignmentView,
  ScopeEntry,
} from './organization.messages.js';
export {
  AccountEntry,
  AccountPage,
  AccountReply,
  RoleAssignmentPage,
  RoleAssignmentReply,
  ScopeList,
  ScopeReply,
} from './organization.messages.js';
export {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  ConfirmProviderSignIn,
  InspectRefreshToken,
  IssueKeyToken,
  LoadSession,
  ProviderCodeReply,
  ProviderLogout,
  RedeemProviderCode,
  RefreshSession,
  RevokeToken,
  SignIn,
} from './sign-in.messages.js';
export {
  JwksReply,
  KeyTokenReply,
  ProviderSignInReply,
  RefreshTokenReply,
  RevokeTokenReply,
  SessionEntryReply,
  TokenReply,
} from './sign-in.messages.js';
export { sessionFeedSubject } from './session-feed.js';
export type { SessionChange } from './session-feed.js';
