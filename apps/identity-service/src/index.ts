export { startIdentityService } from './app.js';
export type { RunningIdentityService } from './app.js';
export { IdentityEnvironment } from './env.js';
