import { runMain } from '@credstream/service-kit';
import { startAuditService } from './app.js';
import { readSettings } from './env.js';

await runMain(async () => startAuditService(readSettings()));
