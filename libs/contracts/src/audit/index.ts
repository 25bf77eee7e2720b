export { auditContract } from './audit.contract.js';
export { AuditActor, AuditEventView, ListAuditEvents } from './audit.messages.js';
export { AuditEntry, AuditPage } from './audit.messages.js';
