export { startIdentityService } from './app.js';
export type { RunningIdentityService } from './app.js';
export type { FirstPassword } from './first-start/first-start.js';
export { IdentityEnvironment } from './env.js';
