export { AuditEntryNotFound, AuditHistoryNotFound, AuditLogDiverged } from './audit.errors.js';
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
