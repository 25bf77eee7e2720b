export {
  anonymous,
  carriers,
  contextOf,
  fresh,
  gatewayActor,
  runService,
  withKey,
} from './running-services.js';
export type {
  Carrier,
  KeyActor,
  NewUser,
  ServiceOptions,
  ServiceUnderTest,
  StartCopy,
  UserActor,
  Variables,
} from './running-services.js';
export { startInterruptibleEventStore } from './interruptible-event-store.js';
export type { InterruptibleEventStore } from './interruptible-event-store.js';
export { startListLookUps } from './list-lookups.js';
export type { LookUps } from './list-lookups.js';
export { describeMessages } from './message-contract.js';
export type { MessageCase } from './message-contract.js';
export { askLog, exportedText } from './read-audit-log.js';
export { repeated, toldTo, withOldNews } from './redelivery.js';
export { reservePort } from '@credstream/embedded-eventstoredb/test';
export type { ReservedPort } from '@credstream/embedded-eventstoredb/test';
export { startServers } from './servers.js';
export type { Servers } from './servers.js';
export { specificationOf } from './specification.js';
export type { Given, Outcome } from './specification.js';
export { until } from './until.js';
export { movableWallClock } from './wall-clock.js';
export { TransitStandIn } from './transit-stand-in.js';
export type { TokenOptions } from './transit-stand-in.js';
