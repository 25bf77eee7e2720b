import { print, runMain } from '@credstream/service-kit';
import { startIdentityService } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> =>
  runMain(async () => {
    const service = await startIdentityService(readSettings());
    const { administrator, firstPassword } = service;
    if (firstPassword) {
      await print(`The administrator is ${administrator}, password ${firstPassword.password}\n`);
      await firstPassword.shown();
    }
    return service;
  });
