export {
  CopyRefused,
  copyStore,
  DamagedStore,
  ExposedStore,
  fsck,
  scavenge,
  StoreInUse,
  verifyCopy,
} from './store/index.js';
export type { Credentials } from './authentication.js';
export type { ScavengeResult, StoreSummary } from './store/index.js';
export { start } from './server.js';
export type { RunningServer, StartOptions } from './server.js';
