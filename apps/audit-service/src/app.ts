import { type RunningService, type ServiceEnvironment, startService } from '@credstream/service-kit';
import { AuditModule } from './audit/audit.module.js';

/** Starts one copy of audit-service. */
export const startAuditService = (settings: ServiceEnvironment): Promise<RunningService> =>
  startService({ name: 'audit-service', context: 'audit', module: AuditModule }, settings);
