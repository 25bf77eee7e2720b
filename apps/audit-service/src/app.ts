import { allowedRanges, type RunningService, startService } from '@credstream/service-kit';
import { AuditModule } from './audit/audit.module.js';
import type { AuditEnvironment } from './env.js';
import { SinkSettings } from './sinks/sink-settings.js';
import { PublishedCheckpoint } from './tree/published-checkpoint.js';

/** Starts one copy of audit-service. */
export const startAuditService = (settings: AuditEnvironment): Promise<RunningService> =>
  startService(
    {
      name: 'audit-service',
      context: 'audit',
      module: AuditModule.of(
        new PublishedCheckpoint(settings.CREDSTREAM_CHECKPOINT_FILE),
        new SinkSettings(allowedRanges(settings), settings.CREDSTREAM_SINK_FOLDER),
      ),
    },
    settings,
  );
