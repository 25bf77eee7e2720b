import { runMain } from '@credstream/service-kit';
import { startAuditService } from './app.js';
import { readSettings } from './env.js';

export const run = (): Promise<void> => runMain(async () => startAuditService(readSettings()));
