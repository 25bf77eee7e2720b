import { runMain } from '@credstream/service-kit';
import { startGateway } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> => runMain(async () => startGateway(readSettings()));
