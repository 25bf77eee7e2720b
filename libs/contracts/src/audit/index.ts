export { auditContract } from './audit.contract.js';
export { AuditActor, AuditEventView, AuditFilters, ListAuditEvents } from './audit.messages.js';
export { AuditEntry, AuditPage, AuditTail, TailAuditEvents } from './audit.messages.js';
export { AuditExportPage, ExportAuditEvents } from './audit.messages.js';
export { AuditCheckpoint, ConsistencyProof, ProveConsistency } from './audit.messages.js';
export { InclusionProof, ProveInclusion } from './audit.messages.js';
export { GetHistory, HistoryEvent, HistoryEventView, ThingHistory } from './audit.messages.js';
export { RefusedAccess, ReportAccessRefusals } from './audit.messages.js';
