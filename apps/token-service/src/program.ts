import { runMain } from '@credstream/service-kit';
import { startTokenService } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => startTokenService(readSettings()));
