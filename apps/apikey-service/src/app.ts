import { type RunningService, type ServiceEnvironment, startService } from '@credstream/service-kit';
import { ApiKeyModule } from './apikey/apikey.module.js';
import { ApiKeyQueries } from './apikey/apikey.queries.js';

/** Starts one copy of apikey-service. */
export const startApiKeyService = (settings: ServiceEnvironment): Promise<RunningService> =>
  startService(
    { name: 'apikey-service', context: 'apikey', module: ApiKeyModule, readiness: ApiKeyQueries },
    settings,
  );
