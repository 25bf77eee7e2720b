export {
  AuditEntryNotFound,
  AuditEntryRemoved,
  AuditHistoryNotFound,
  AuditLogDiverged,
} from './audit.errors.js';
export { checkpointPrefix, checkpointSchema, checkpointStream } from './checkpoint.events.js';
export { logKeySchema, logKeyStream } from './checkpoint.events.js';
export type { CheckpointEvent, LogKeyEvent } from './checkpoint.events.js';
export { auditEventSchemas } from './event-schemas.js';
export {
  accessRefusalsSchema,
  accessRefusalsStream,
  refusalsToldOf,
  RefusalWindow,
} from './access-refusals.js';
export type { AccessRefusalsEvent, CountedRefusal, RefusedAccess } from './access-refusals.js';
export { auditSinks } from './sink.decider.js';
export type { ActiveSink, AuditSink } from './sink.decider.js';
export {
  AuditSinkInvalid,
  AuditSinkNotFound,
  AuditSinkTooMany,
  AuditSinkUnreachable,
} from './sink.errors.js';
export { sinkKinds, sinkSecretPrefix, sinkSecretSchema, sinkSecretStream } from './sink.events.js';
export type { SinkKind, SinkSecretEvent, SinkTarget, SinkTrust } from './sink.events.js';
export { allowanceOf, endings, endOf, goesWith } from './retention.js';
export { retentionPrefix, retentionSchema, retentionStream } from './retention.js';
export type { Allowance, RetentionEvent } from './retention.js';
