export { start, type EmbeddedMongoDb, type StartOptions } from './server.js';
