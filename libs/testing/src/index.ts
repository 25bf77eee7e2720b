export { specificationOf } from './specification.js';
export type { Given, Outcome } from './specification.js';
