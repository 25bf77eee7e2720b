import { AuditPage, ListAuditEvents } from './audit.messages.js';
import { call, contract } from '../contract.js';

/** What audit-service answers. */
export const auditContract = contract('audit', 'Audit', {
  list: call(ListAuditEvents, AuditPage, { permission: 'audit.read' }),
});
