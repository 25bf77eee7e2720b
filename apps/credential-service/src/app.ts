import { join } from 'node:path';
import { allowedRanges, pausesOf, type RunningService, startService } from '@credstream/service-kit';
import { CredentialModule } from './credential.module.js';
import { MostCredentials } from './credential/credential-limit.js';
import { type CredentialEnvironment, masterKeySettings } from './env.js';
import { openMasterKeys } from './secrets/master-keys.js';
import { ShreddedCredentials } from './secrets/shredded-credentials.js';

/** Starts one copy of credential-service. */
export const startCredentialService = (
  settings: CredentialEnvironment,
  most = new MostCredentials(),
): Promise<RunningService> =>
  startService(
    {
      name: 'credential-service',
      context: 'credential',
      module: {
        prepare: async (host) =>
          CredentialModule.of({
            masterKeys: await openMasterKeys(host, masterKeySettings(settings)),
            shredded: await ShreddedCredentials.open(
              join(settings.CREDSTREAM_KEYS_DIR, 'credential', 'shredded'),
            ),
            allowed: allowedRanges(settings),
            most,
            rotationPauses: pausesOf(settings.CREDSTREAM_ROTATION_RETRIES),
          }),
      },
    },
    settings,
  );
