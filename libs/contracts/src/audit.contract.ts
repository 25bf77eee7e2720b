import { type AuditPage, ListAuditEvents } from './audit.messages.js';
import type { HealthReply } from './health.messages.js';
import { method } from './method.js';
import { Nothing } from './paging.messages.js';

/** What audit-service answers. */
export const auditContract = {
  health: method<Nothing, HealthReply>('audit', 'Health', Nothing, 'anyone'),
  list: method<ListAuditEvents, AuditPage>('audit', 'List', ListAuditEvents, { permission: 'audit.read' }),
} as const;
