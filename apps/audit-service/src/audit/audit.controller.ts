import { auditContract } from '@credstream/contracts/audit';
import { answering } from '@credstream/service-kit';
import { AuditQueries } from './audit.queries.js';

/** What audit-service answers, and by what. */
export const AuditController = answering(auditContract, [AuditQueries], (queries) => ({
  list: (message, context) => queries.list(message, context),
}));
