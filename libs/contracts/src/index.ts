export { apiKeyContract } from './apikey.contract.js';
export {
  apiKeySorts,
  apiKeyStatusFilters,
  ApiKeyView,
  CreateApiKey,
  DeleteApiKey,
  DescribeApiKey,
  GetApiKey,
  ListApiKeys,
  LoadKeyEntry,
  RateLimit,
  RevokeApiKey,
} from './apikey.messages.js';
export type { ApiKeyPage, ApiKeyReply, KeyEntryReply } from './apikey.messages.js';
export { auditContract } from './audit.contract.js';
export { AuditActor, AuditEventView, ListAuditEvents } from './audit.messages.js';
export type { AuditEntry, AuditPage } from './audit.messages.js';
export { Directory, directoryPrefixes } from './directory.js';
export type { DirectoryUser } from './directory.js';
export { Answer, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from './fields.js';
export { accessToken, actorAssertion, messageHeaders } from './headers.js';
export type { HealthReply } from './health.messages.js';
export { identityContract } from './identity.contract.js';
export {
  CreateUser,
  GetUser,
  ListUsers,
  RefreshSession,
  RoleAtScope,
  SignIn,
  UserView,
} from './identity.messages.js';
export type { JwksReply, TokenReply, UserPage, UserReply } from './identity.messages.js';
export { keyFeedHeartbeatMs, keyFeedSubject } from './key-feed.js';
export type { KeyFeedMessage } from './key-feed.js';
export { grpcService, method } from './method.js';
export type { Access, Method, RequestClass, ServiceContext } from './method.js';
export { Nothing, PageRequest } from './paging.messages.js';
export { protoPackage, protoPath } from './proto-path.js';
