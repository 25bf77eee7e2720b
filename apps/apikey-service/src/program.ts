import { runMain } from '@credstream/service-kit';
import { startApiKeyService } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => startApiKeyService(readSettings()));
