export { fsck } from './store/check-store.js';
export { DamagedStore } from './store/damaged-store.js';
export type { StoreSummary } from './store/verify-store.js';
export { scavenge, type ScavengeResult } from './store/scavenge.js';
export { type RunningServer, start, type StartOptions } from './server.js';
export { StoreInUse } from './store/store-lock.js';
