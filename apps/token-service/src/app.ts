import { allowedRanges, type RunningService, startService } from '@credstream/service-kit';
import { IssuerSettings } from './endpoint/issuer-settings.js';
import type { TokenEnvironment } from './env.js';
import { TokenModule } from './token.module.js';

/** Starts one copy of token-service. */
export const startTokenService = (settings: TokenEnvironment): Promise<RunningService> =>
  startService(
    {
      name: 'token-service',
      context: 'token',
      module: TokenModule.of(new IssuerSettings(allowedRanges(settings))),
    },
    settings,
  );
