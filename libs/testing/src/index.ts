export { startServers } from './servers.js';
export type { Servers } from './servers.js';
export { specificationOf } from './specification.js';
export type { Given, Outcome } from './specification.js';
