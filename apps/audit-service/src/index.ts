export { startAuditService } from './app.js';
export { AuditEnvironment } from './env.js';
