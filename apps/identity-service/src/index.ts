export { startIdentityService } from './app.js';
export type { RunningIdentityService } from './app.js';
export type { FirstPassword } from './organization/first-start.js';
export { IdentityEnvironment } from './env.js';
