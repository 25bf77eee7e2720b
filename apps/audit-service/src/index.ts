export { startAuditService } from './app.js';
