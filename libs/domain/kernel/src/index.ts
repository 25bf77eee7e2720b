export { defaultPolicies } from './account-policies.js';
export type { AccountPolicies } from './account-policies.js';
export { aggregate } from './aggregate.js';
export type { Aggregate, EventOf } from './aggregate.js';
export { assertNever, fold } from './decider.js';
export type { Command, Decider, DecisionContext, Event } from './decider.js';
export { DomainError, defineError, errorCatalogue, errorEntry, errorKinds, refuseFields } from './errors.js';
export type { ErrorDetails, ErrorEntry, ErrorKind, FieldError } from './errors.js';
export {
  CiphertextRefused,
  DataKeyWornOut,
  KeyProviderUnavailable,
  MasterKeyDestroyed,
} from './encryption.errors.js';
export { formatInstant, parseInstant } from './instant.js';
export {
  barredToApiKeys,
  isPermission,
  permissions,
  permissionsAt,
  permissionsByRole,
  permits,
  roles,
} from './permissions.js';
export type { Permission, Role, RoleAssignment } from './permissions.js';
export {
  AlreadyDone,
  AnswerTooLarge,
  ApiKeyNotPermitted,
  BodyMalformed,
  HistoryUnreadable,
  IdempotencyKeyReused,
  MediaTypeUnsupported,
  MethodNotAllowed,
  NotPermitted,
  PreconditionFailed,
  RequestInvalid,
  RequestTooLarge,
  RouteNotFound,
  SecretInUrl,
  ServiceUnavailable,
  TooManyRequests,
  Unauthenticated,
  ViewBehind,
  WriteConflict,
} from './request.errors.js';
export { accountOf, installationScope, isAccountName, isScope, scopeContains } from './scope-path.js';
export { addressGroup, formatIpRange, ipRangesContain, parseIpRange } from './ip-range.js';
export type { IpRange } from './ip-range.js';
export { overlapEnd } from './overlap.js';
export { comparable, textErrors } from './text.js';
export { reservationSettlesWithin, uniqueValue, valueId, valueStream } from './unique-value.js';
export type { UniqueValue, UniqueValueCommand, UniqueValueEvent, UniqueValueState } from './unique-value.js';
export { currentShapes, disclosed, isEventType, personalFieldsOf, withheldFields } from './event-schema.js';
export type { EventDeclaration, EventSchema, StoredShape } from './event-schema.js';
export { actorName } from './actor.js';
export type { Actor, Narrowing, RequestContext } from './actor.js';
