import { type RunningService, startService } from '@credstream/service-kit';
import { ApiKeyModule } from './apikey.module.js';
import { allowedRanges, type ApiKeyEnvironment, retryPauses } from './env.js';
import { WebhookSettings } from './webhook/webhook-settings.js';

/** Starts one copy of apikey-service. */
export const startApiKeyService = (settings: ApiKeyEnvironment): Promise<RunningService> =>
  startService(
    {
      name: 'apikey-service',
      context: 'apikey',
      module: ApiKeyModule.of(new WebhookSettings(allowedRanges(settings), retryPauses(settings))),
    },
    settings,
  );
