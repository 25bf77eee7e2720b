import { runMain } from '@credstream/service-kit';
import { startGateway } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => startGateway(readSettings()));
