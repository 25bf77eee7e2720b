export { start, type EmbeddedMongoDb, type StartOptions, type StoreOptions } from './server.js';
export { FolderInUse } from './storage/folder-lock.js';
