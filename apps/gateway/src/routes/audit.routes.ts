import type { ListAuditEvents } from '@credstream/contracts';
import { auditContract, AuditEventView } from '@credstream/contracts';
// For the types of their events.
import '@credstream/domain-apikey';
import '@credstream/domain-credential';
import '@credstream/domain-identity';
import { isEventType, RequestInvalid } from '@credstream/domain-kernel';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get } from './route.js';

/** A type that no event has would be answered with nothing, as if nothing had happened. */
const checkType = ({ type }: ListAuditEvents): void => {
  if (type === undefined || isEventType(type)) return;
  const message = 'type is not a type of event, such as ApiKeyRevoked';
  throw new RequestInvalid(message, { errors: [{ path: 'type', rule: 'type', message }] });
};

export const AuditRoutes = resource('Audit', 'api/v1/audit', {
  listAuditEvents: get('events', auditContract.list, {
    ...pageOf('AuditEventList', AuditEventView, (entry: { data: string }) => ({
      ...entry,
      data: JSON.parse(entry.data) as object,
    })),
    message: (query: ListAuditEvents) => {
      checkType(query);
      return query;
    },
    summary: 'List audit events',
    description: 'Newest first.',
  }),
});
