import { runMain } from '@credstream/service-kit';
import { startCredentialService } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> => runMain(async () => startCredentialService(readSettings()));
