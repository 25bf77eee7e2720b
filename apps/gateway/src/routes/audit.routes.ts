import { Answer, auditContract, AuditEventView } from '@credstream/contracts';
import { resource } from './resource.js';
import { get } from './route.js';

class AuditEventList {
  @Answer({ list: true, of: () => AuditEventView }) items!: AuditEventView[];
  @Answer({ optional: true }) nextCursor?: string;
}

export const AuditRoutes = resource('Audit', 'Audit', 'api/v1/audit', {
  list: get('events', auditContract.list, {
    answer: AuditEventList,
    show: ({ items = [], nextCursor }) => ({
      items: items.map((entry) => ({ ...entry, data: JSON.parse(entry.data) as object })),
      nextCursor,
    }),
  }),
});
