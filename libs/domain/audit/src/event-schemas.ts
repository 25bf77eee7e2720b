import { accessRefusalsSchema } from './access-refusals.js';
import { logKeySchema } from './checkpoint.events.js';
import { retentionSchema } from './retention.js';
import { auditSinkSchema } from './sink.events.js';

/** What every event of audit-service looks like that is an entry of the audit log itself. */
export const auditEventSchemas = [logKeySchema, accessRefusalsSchema, auditSinkSchema, retentionSchema];
