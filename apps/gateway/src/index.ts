export { startGateway } from './app.js';
export type { RunningGateway } from './app.js';
export { readSettings } from './env.js';
export type { GatewaySettings } from './env.js';
export { describeGateway } from './describe.js';
export { statusOf } from './http/problem.js';
