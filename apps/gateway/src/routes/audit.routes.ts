import { auditContract, AuditEventView } from '@credstream/contracts';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get } from './route.js';

export const AuditRoutes = resource('Audit', 'api/v1/audit', {
  listAuditEvents: get('events', auditContract.list, {
    ...pageOf('AuditEventList', AuditEventView, (entry: { data: string }) => ({
      ...entry,
      data: JSON.parse(entry.data) as object,
    })),
    summary: 'List audit events',
    description: 'Newest first.',
  }),
});
