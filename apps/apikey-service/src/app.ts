import { allowedRanges, pausesOf, type RunningService, startService } from '@credstream/service-kit';
import { ApiKeyModule } from './apikey.module.js';
import type { ApiKeyEnvironment } from './env.js';
import { WebhookSettings } from './webhook/webhook-settings.js';

/** Starts one copy of apikey-service. */
export const startApiKeyService = (settings: ApiKeyEnvironment): Promise<RunningService> => {
  const pausesMs = pausesOf(settings.CREDSTREAM_WEBHOOK_RETRIES).map((seconds) => seconds * 1000);
  return startService(
    {
      name: 'apikey-service',
      context: 'apikey',
      module: ApiKeyModule.of(new WebhookSettings(allowedRanges(settings), pausesMs)),
    },
    settings,
  );
};
