import { type RunningService, startService } from '@credstream/service-kit';
import { MostCredentials } from './credential/credential-limit.js';
import { CredentialModule } from './credential.module.js';
import { allowedRanges, type CredentialEnvironment, masterKeySettings, rotationPauses } from './env.js';
import { openMasterKeys } from './secrets/master-keys.js';

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
            allowed: allowedRanges(settings),
            most,
            rotationPauses: rotationPauses(settings),
          }),
      },
    },
    settings,
  );
