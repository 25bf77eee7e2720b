import { type RunningService, startService } from '@credstream/service-kit';
import { randomBytes } from 'node:crypto';
import { type IdentityEnvironment, providerSettings } from './env.js';
import { IdentityModule } from './identity.module.js';
import { administratorName, FirstStart } from './organization/first-start.js';

export type RunningIdentityService = RunningService &
  Readonly<{
    administrator: string;
    /** Made at random, when this start made the administrator and no password was set; kept nowhere. */
    firstPassword?: string;
  }>;

/** Starts one copy of identity-service; the very first start makes the account and its administrator. */
export const startIdentityService = async (
  settings: IdentityEnvironment,
): Promise<RunningIdentityService> => {
  let firstPassword: string | undefined;
  const service = await startService(
    {
      name: 'identity-service',
      context: 'identity',
      module: IdentityModule.of(providerSettings(settings)),
      beforeListening: async (app) => {
        const made = await app.get(FirstStart).run(settings.CREDSTREAM_ADMIN_PASSWORD ?? randomPassword());
        if (settings.CREDSTREAM_ADMIN_PASSWORD === undefined) firstPassword = made;
      },
    },
    settings,
  );
  return {
    ...service,
    administrator: administratorName,
    ...(firstPassword !== undefined && { firstPassword }),
  };
};

/** 144 bits. */
const randomPassword = (): string => randomBytes(18).toString('base64url');
