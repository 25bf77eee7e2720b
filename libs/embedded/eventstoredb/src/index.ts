export { type RunningServer, start, type StartOptions } from './server.js';
export { StoreInUse } from './store-lock.js';
