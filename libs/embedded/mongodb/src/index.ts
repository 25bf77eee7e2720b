export { start, type EmbeddedMongoDb, type StartOptions, type StoreOptions } from './server.js';
