import { type RunningService, startService } from '@credstream/service-kit';
import { join } from 'node:path';
import { MostCredentials } from './credential/credential-limit.js';
import { CredentialModule } from './credential.module.js';
import { allowedRanges, type CredentialEnvironment } from './env.js';

/** Starts one copy of credential-service. */
export const startCredentialService = (
  settings: CredentialEnvironment,
  most = new MostCredentials(),
): Promise<RunningService> =>
  startService(
    {
      name: 'credential-service',
      context: 'credential',
      module: CredentialModule.of({
        masterKeysDir: join(settings.CREDSTREAM_KEYS_DIR, 'credential', 'master-keys'),
        allowed: allowedRanges(settings),
        most,
      }),
    },
    settings,
  );
