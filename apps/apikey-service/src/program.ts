import { runMain } from '@credstream/service-kit';
import { startApiKeyService } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> => runMain(async () => startApiKeyService(readSettings()));
