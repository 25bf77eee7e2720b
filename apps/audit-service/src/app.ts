import { allowedRanges, type RunningService, startService } from '@credstream/service-kit';
import { AuditModule } from './audit/audit.module.js';
import { type AuditEnvironment, requireCheckpointFile } from './env.js';
import { SinkSettings } from './sinks/sink-settings.js';
import { filePlace, urlPlace } from './tree/checkpoint-places.js';
import { CheckpointPlaces } from './tree/published-checkpoint.js';

/** Starts one copy of audit-service. Throws `SettingsRefused`. */
export const startAuditService = async (settings: AuditEnvironment): Promise<RunningService> => {
  const { CREDSTREAM_CHECKPOINT_FILE: file, CREDSTREAM_CHECKPOINT_URL: url } = settings;
  if (file !== undefined) requireCheckpointFile(file);
  const allowed = allowedRanges(settings);
  const places = [
    ...(file === undefined ? [] : [filePlace(file)]),
    ...(url === undefined ? [] : [urlPlace(url, allowed)]),
  ];
  return startService(
    {
      name: 'audit-service',
      context: 'audit',
      module: AuditModule.of(
        new CheckpointPlaces(places),
        new SinkSettings(allowed, settings.CREDSTREAM_SINK_FOLDER),
      ),
    },
    settings,
  );
};
