export { start } from './server.js';
export type { ClosedConnection, EmbeddedNats, EmbeddedNatsOptions } from './server.js';
