export { fsck } from './integrity/check-store.js';
export { DamagedStore } from './integrity/damaged-store.js';
export type { StoreSummary } from './integrity/verify-store.js';
export { scavenge, type ScavengeResult } from './scavenge.js';
export { type RunningServer, start, type StartOptions } from './server.js';
export { StoreInUse } from './store-lock.js';
