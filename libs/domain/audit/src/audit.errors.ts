import { defineError } from '@credstream/domain-kernel';

export class AuditEntryNotFound extends defineError(
  'audit.entry_not_found',
  'not_found',
  'There is no such entry in the audit log',
  'Check the event id; a list of entries has it as id',
) {}
export class AuditEntryRemoved extends defineError(
  'audit.entry_removed',
  'not_found',
  'The entry has been removed, as the policy retainAuditDays of its account says',
  'The event that is named says when. Exports and proofs from before go on holding',
) {}
export class AuditHistoryNotFound extends defineError(
  'audit.history_not_found',
  'not_found',
  'There is no history of such a thing',
  'Check the stream, apikey-4hG… for instance; an entry of the audit log names it',
) {}
export class AuditLogDiverged extends defineError(
  'audit.log_diverged',
  'unavailable',
  'The event log is not what was signed',
  'Tell the operator: the log of audit-service names the entry. Keep the checkpoints that you have',
) {}
