export { apiKeyContract } from './apikey.contract.js';
export {
  ApiKeyAdvice,
  ApiKeySecretUse,
  ApiKeyUsage,
  apiKeyFields,
  ApiKeyView,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  ImportApiKey,
  KeyUse,
  ListApiKeys,
  LoadKeyEntry,
  RateLimit,
  ReportLeak,
  ReportUsage,
  RevokeApiKey,
  RotateApiKey,
  SecretUse,
  TakePermits,
  UseNewSecret,
} from './apikey.messages.js';
export type { ApiKeyPage, ApiKeyReply, KeyEntryReply, LeakReply, PermitsReply } from './apikey.messages.js';
export { auditContract } from './audit.contract.js';
export { AuditActor, AuditEventView, ListAuditEvents } from './audit.messages.js';
export type { AuditEntry, AuditPage } from './audit.messages.js';
export { Directory, directoryPrefixes } from './directory.js';
export type { DirectoryUser } from './directory.js';
export type { Values } from './fields.js';
export { Answer, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from './fields.js';
export { accessToken, actorAssertion, messageHeaders } from './headers.js';
export type { HealthReply } from './health.messages.js';
export { identityContract } from './identity.contract.js';
export {
  CreateUser,
  DisableUser,
  EnableUser,
  EndedSession,
  GetOffboarding,
  GetUser,
  ListUsers,
  OffboardUser,
  RoleAtScope,
  UpdateUser,
  UserView,
} from './identity.messages.js';
export type { OffboardingReply, UserPage, UserReply } from './identity.messages.js';
export { feedHeartbeatMs } from './feed.js';
export type { FeedMessage } from './feed.js';
export { keyFeedSubject } from './key-feed.js';
export type { KeyChange, KeyFeedMessage } from './key-feed.js';
export { grpcService, method } from './method.js';
export type { Access, Method, RequestClass, ServiceContext } from './method.js';
export { ReportOffboarding, RevokedApiKey } from './offboarding.messages.js';
export type { ApiKeyOffboardingReply } from './offboarding.messages.js';
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
export type {
  AccountEntry,
  AccountPage,
  AccountReply,
  RoleAssignmentPage,
  RoleAssignmentReply,
  ScopeList,
  ScopeReply,
} from './organization.messages.js';
export { Nothing, PageRequest } from './paging.messages.js';
export { protoPackage, protoPath } from './proto-path.js';
export { sessionFeedSubject } from './session-feed.js';
export type { SessionChange } from './session-feed.js';
export {
  BeginProviderSignIn,
  CompleteProviderSignIn,
  InspectRefreshToken,
  IssueKeyToken,
  LoadSession,
  ProviderLogout,
  RefreshSession,
  RevokeToken,
  SignIn,
} from './sign-in.messages.js';
export type {
  JwksReply,
  KeyTokenReply,
  ProviderSignInReply,
  RefreshTokenReply,
  RevokeTokenReply,
  SessionEntryReply,
  TokenReply,
} from './sign-in.messages.js';
export {
  accountStatuses,
  actorKinds,
  apiKeySorts,
  apiKeyStatuses,
  apiKeyStatusFilters,
  deletionVerdicts,
  deliveryStatuses,
  permissionValues,
  roleValues,
  scopeKinds,
  userOrigins,
  userStatuses,
} from './values.js';
export {
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  WebhookDeliveryView,
  WebhookView,
} from './webhook.messages.js';
export type { WebhookDeliveryList, WebhookList, WebhookReply } from './webhook.messages.js';
