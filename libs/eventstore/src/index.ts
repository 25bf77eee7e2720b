export { handleCommand, withoutPrecondition } from './command-handler.js';
export type { CommandCall, CommandOutcome } from './command-handler.js';
export { pastOf, readPast } from './read-past.js';
export type { Past } from './read-past.js';
export { metadataOf } from './event-metadata.js';
export type { Repeatable } from './event-metadata.js';
export { connectEventStore, WrongRevision } from './event-store.js';
export type {
  AppendResult,
  EventStore,
  EventStoreOptions,
  ExpectedRevision,
  NewEvent,
  SubscribeOptions,
} from './event-store.js';
export { keptSecretPrefix, secretFor, secretKeptSeconds } from './kept-secret.js';
export { recordFacts } from './record-facts.js';
export type { FactsToRecord } from './record-facts.js';
export { coveredBy, foreignEventType, placeOf } from './recorded-event.js';
export { commitmentOf, PersonKeys, personKeyPrefix, personalStore } from './personal-data.js';
export type { OpenedPart } from './personal-data.js';
export type { EventMetadata, LogPosition, PersonalPart, Place, RecordedEvent } from './recorded-event.js';
export { EventStoreNotSupported } from './server-version.js';
export type { LogMessage } from './subscription.js';
export { Turns } from './turns.js';
