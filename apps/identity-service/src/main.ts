import { runMain } from '@credstream/service-kit';
import { startIdentityService } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => {
  const service = await startIdentityService(readSettings());
  if (service.firstPassword !== undefined) {
    process.stdout.write(
      `The administrator is ${service.administrator}, password ${service.firstPassword}\n`,
    );
  }
  return service;
});
