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
export { feedHeartbeatMs } from './feed.js';
export type { FeedMessage } from './feed.js';
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
