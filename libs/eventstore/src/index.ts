export { foldRecorded, handleCommand } from './command-handler.js';
export type { CommandCall, CommandOutcome, Repeatable } from './command-handler.js';
export { connectEventStore, WrongRevision } from './event-store.js';
export type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  NewEvent,
  SubscribeOptions,
} from './event-store.js';
export { keptSecretPrefix, secretFor, secretKeptSeconds } from './kept-secret.js';
export type { EventMetadata, RecordedEvent } from './recorded-event.js';
export type { LogMessage } from './subscription.js';
