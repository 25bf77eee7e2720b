export { startGateway } from './app.js';
export type { RunningGateway } from './app.js';
export { EarlyListener } from './http/early-listener.js';
export { readSettings } from './env.js';
export type { GatewaySettings } from './env.js';
export { describeGateway } from './describe.js';
export { statusOf } from './http/problem.js';
