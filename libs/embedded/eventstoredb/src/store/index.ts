export { checkBeforeOpen, fsck, storePathOf } from './check-store.js';
export { CopyRefused, copyStore, verifyCopy } from './copy-store.js';
export { CommitSignal } from './commit-signal.js';
export { DamagedStore } from './damaged-store.js';
export { LogStore } from './log-store.js';
export type { StoredRecord } from './log-store.js';
export {
  DELETED,
  describedBy,
  isMetastream,
  MAX_INT64,
  metastreamOf,
  streamNameFault,
  typeNameFault,
} from './model.js';
export { MAX_NUMBER } from './store-encoding.js';
export type { Expected, ProposedEvent, StreamHead } from './model.js';
export { presenceOf, readBackward, readEvent, readForward } from './read-stream.js';
export type { Page } from './read-stream.js';
export { DamagedRecord, nameOf } from './record-codec.js';
export type { RecordName } from './record-codec.js';
export { scavenge } from './scavenge.js';
export type { ScavengeResult } from './scavenge.js';
export { ExposedStore, keepPrivate } from './private-files.js';
export { lockStore, StoreInUse } from './store-lock.js';
export { isSoftDeleted, softDeleteJson, withTruncateBefore } from './stream-metadata.js';
export { syncPath } from './sync-path.js';
export type { StoreSummary } from './verify-store.js';
