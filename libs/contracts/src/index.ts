export { apiKeyContract } from './apikey/apikey.contract.js';
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
} from './apikey/apikey.messages.js';
export {
  ApiKeyOffboardingReply,
  ApiKeyPage,
  ApiKeyReply,
  KeyEntryReply,
  LeakReply,
  PermitsReply,
  RevokedApiKey,
} from './apikey/apikey.messages.js';
export { auditContract } from './audit/audit.contract.js';
export { AuditActor, AuditEventView, ListAuditEvents } from './audit/audit.messages.js';
export { AuditEntry, AuditPage } from './audit/audit.messages.js';
export { credentialContract } from './credential/credential.contract.js';
export {
  AttachCredential,
  AttachmentList,
  AttachmentReply,
  AttachmentView,
  ChangeCredential,
  CheckCredential,
  CheckCredentialName,
  CreateCredential,
  credentialFields,
  CredentialCheckReply,
  CredentialConnection,
  CredentialHistory,
  CredentialHistoryEntry,
  CredentialNameReply,
  CredentialPage,
  CredentialReader,
  CredentialReaders,
  CredentialReply,
  CredentialVersions,
  CredentialVersionView,
  CredentialView,
  DeleteCredential,
  DetachCredential,
  GenerateValue,
  GetCredential,
  GetCredentialHistory,
  GetCredentialReaders,
  ImportCredentials,
  ImportOutcome,
  ImportReply,
  ListCredentials,
  ReadCredentialValues,
  ReadNamedValues,
  RenderCredential,
  RenderCredentials,
  RenderedReply,
  ResolveCredential,
  RevealCredential,
  RevokeCredential,
  RotateCredential,
  RotationReply,
  RotationView,
  ScheduleRotation,
  SecretReply,
  SecretValue,
  ValuesReply,
  VersionReader,
  WriteNamedValue,
} from './credential/credential.messages.js';
export {
  FormerKeyProvider,
  MasterKeyProgress,
  MasterKeysReply,
  MasterKeyView,
} from './credential/master-key.messages.js';
export { readSecret, type WrittenSecret } from './credential/written-secret.js';
export {
  adviceValues,
  attachmentKindValues,
  credentialProviders,
  credentialStatusValues,
  credentialTypeValues,
  importFormatValues,
  renderFormatValues,
  statusReasonValues,
} from './values.js';
export { Directory, directoryPrefixes } from './directory.js';
export type { DirectoryUser } from './directory.js';
export type { Values } from './fields.js';
export { Answer, Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from './fields.js';
export { accessToken, assertedSeconds } from './headers.js';
export { HealthReply } from './health.messages.js';
export { identityContract } from './identity/identity.contract.js';
export {
  CreateUser,
  DisableUser,
  EnableUser,
  EraseUserData,
  EndedSession,
  GetOffboarding,
  GetUser,
  ListUsers,
  OffboardUser,
  RoleAtScope,
  UpdateUser,
  UserView,
} from './identity/identity.messages.js';
export { OffboardingReply, UserPage, UserReply } from './identity/identity.messages.js';
export { feedHeartbeatMs } from './feed.js';
export type { FeedMessage } from './feed.js';
export { keyFeedSubject } from './apikey/key-feed.js';
export type { KeyChange, KeyFeedMessage } from './apikey/key-feed.js';
export { contexts, contracts, grpcSetting, perContext } from './contracts.js';
export type { ServiceContext } from './contracts.js';
export { call, contract } from './contract.js';
export type { Call, CommonCall, Contract } from './contract.js';
export { declareField, fieldsOf } from './declared-fields.js';
export type { Field } from './declared-fields.js';
export type { Access, MessageClass, Method } from './method.js';
export { fillReply, replyFaults } from './replies.js';
export { Versioned } from './versioned.messages.js';
export { OffboardingPart, ReportOffboarding } from './offboarding.messages.js';
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
} from './identity/organization.messages.js';
export {
  AccountEntry,
  AccountPage,
  AccountReply,
  RoleAssignmentPage,
  RoleAssignmentReply,
  ScopeList,
  ScopeReply,
} from './identity/organization.messages.js';
export { Nothing, PageRequest } from './paging.messages.js';
export {
  DecideProjectionFailure,
  ListProjectionFailures,
  ProjectionFailureList,
  ProjectionFailureView,
  ProjectionList,
  ProjectionReply,
  ProjectionView,
  RebuildProjection,
} from './projections.messages.js';
export { grpcLoaderOptions, protoPackage, protoPath } from './proto-path.js';
export { sessionFeedSubject } from './identity/session-feed.js';
export type { SessionChange } from './identity/session-feed.js';
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
} from './identity/sign-in.messages.js';
export {
  JwksReply,
  KeyTokenReply,
  ProviderSignInReply,
  RefreshTokenReply,
  RevokeTokenReply,
  SessionEntryReply,
  SignInMethodsReply,
  TokenReply,
} from './identity/sign-in.messages.js';
export {
  ChangeWebhook,
  CreateWebhook,
  GetWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  RedeliverWebhook,
  WebhookDeliveryView,
  WebhookTypeView,
  WebhookView,
} from './apikey/webhook.messages.js';
export {
  WebhookDeliveryList,
  WebhookList,
  WebhookReply,
  WebhookTestReply,
  WebhookTypeList,
} from './apikey/webhook.messages.js';
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
