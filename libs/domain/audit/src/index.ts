export { AuditEntryNotFound, AuditHistoryNotFound, AuditLogDiverged } from './audit.errors.js';
export { checkpointPrefix, checkpointSchema, checkpointStream } from './checkpoint.events.js';
export { logKeySchema, logKeyStream } from './checkpoint.events.js';
export type { CheckpointEvent, LogKeyEvent } from './checkpoint.events.js';
export { auditEventSchemas } from './event-schemas.js';
