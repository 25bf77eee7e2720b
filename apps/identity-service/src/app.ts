import { type RunningService, startService } from '@credstream/service-kit';
import { type IdentityEnvironment, providerSettings } from './env.js';
import { administratorName, type FirstPassword, FirstStart } from './first-start/first-start.js';
import { IdentityModule } from './identity.module.js';
import { UserLimit } from './user/user-places.js';

export type RunningIdentityService = RunningService &
  Readonly<{
    administrator: string;
    /** When no password was set, and nobody can know the one that the administrator has: another one. */
    firstPassword?: FirstPassword;
  }>;

/** Starts one copy of identity-service; the very first start makes the account and its administrator. */
export const startIdentityService = async (
  settings: IdentityEnvironment,
  userLimit = new UserLimit(),
): Promise<RunningIdentityService> => {
  let firstPassword: FirstPassword | undefined;
  const service = await startService(
    {
      name: 'identity-service',
      context: 'identity',
      module: IdentityModule.of(providerSettings(settings), userLimit),
      beforeListening: async (app) => {
        firstPassword = await app.get(FirstStart).run(settings.CREDSTREAM_ADMIN_PASSWORD);
      },
    },
    settings,
  );
  return {
    ...service,
    administrator: administratorName,
    ...(firstPassword && { firstPassword }),
  };
};
