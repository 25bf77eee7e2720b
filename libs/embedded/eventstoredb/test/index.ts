export { referencePageFaults } from './reference-page.js';
export { reservePort } from './reserved-port.js';
export type { ReservedPort } from './reserved-port.js';
