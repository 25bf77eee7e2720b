import { runMain } from '@credstream/service-kit';
import { startTokenService } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> => runMain(async () => startTokenService(readSettings()));
