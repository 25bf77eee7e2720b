import { runMain } from '@credstream/service-kit';
import { startCredentialService } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => startCredentialService(readSettings()));
