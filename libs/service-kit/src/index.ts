export { accountAsked, scopeAsked, userAsked } from './account-asked.js';
export { checkCaller, isProvisioning, mayCall, provisioningActor, requireCall } from './access.js';
export { answering } from './answering.js';
export type { Answers } from './answering.js';
export { askingPart, CallSealer, type SealedRequest } from './bus/sealed-calls.js';
export { BoundedTurns } from './bounded-turns.js';
export type { TurnLimits } from './bounded-turns.js';
export { grpcChannelCredentials } from './connections/grpc-tls.js';
export { letGo } from './connections/let-go.js';
export { connectToNats } from './connections/nats.js';
export { isLoopback } from './connections/plaintext.js';
export { openEventStore } from './connections/event-store.js';
export { prefixedStore } from './connections/prefixed-store.js';
export { readSettingValues } from './connections/setting-values.js';
export { subjectOf } from './connections/subject.js';
export { listenToFeed } from './connections/feed-listener.js';
export { AggregateStreams } from './aggregate-streams.js';
export type { Handling } from './aggregate-streams.js';
export { covers, isAllowed, isAllowedAnywhere, personOf, requireCovers } from './authorize.js';
export { keyPlan, pepperSecret, registryKeysSecret } from './connections/key-plan.js';
export {
  checkKeysAgainstLog,
  keyCheckPrefix,
  keysExpected,
  logPresupposesKeys,
} from './connections/key-checks.js';
export { allowedRanges, EgressEnvironment, Pauses, pausesOf } from './egress-environment.js';
export {
  addressForm,
  CommonEnvironment,
  Encrypted,
  logLevels,
  readEnvironment,
  readTogether,
  ServiceEnvironment,
  SettingsRefused,
} from './env.js';
export type { Variables } from './connections/setting-values.js';
export { clockCheck, clockToleranceMs, createClock, watchClock } from './forward-clock.js';
export type { Clock } from './forward-clock.js';
export { startFeed } from './feed.js';
export { seldom, startTimedWork } from './timed-work.js';
export { FeedListener } from './feed-listener.js';
export type { FeedOptions } from './feed.js';
export { NotReady, readinessOf, startHealthServer } from './health.js';
export type { Readiness, ReadinessCheck } from './health.js';
export { fitting } from './list-page.js';
export { listView } from './list-view.js';
export { LiveDirectory } from './live-directory.js';
export { createLogger, nestLogger } from './logger.js';
export type { Logger } from './logger.js';
export { newId } from './new-id.js';
export { print } from './print.js';
export { RareLines } from './rare-lines.js';
export { fromRefusal, RemoteFault, RemoteRefusal, toRefusal } from './refusal.js';
export type { Refusal } from './refusal.js';
export { believedNew, repeatableOf } from './repeatable.js';
export { explain, namingSetting } from './explain.js';
export { runCommand, runMain } from './run-main.js';
export { startService } from './service.js';
export type { RunningService, ServiceDefinition } from './service.js';
export { reaches } from './reaches.js';
export { ServiceHost } from './service-host.js';
export { ServiceViews } from './service-views.js';
export { causedBy, systemContext } from './system-context.js';
export { UniqueValues } from './unique-values.js';
export type { Claim } from './unique-values.js';
export { createGrpcClient, createNatsClient } from './service-client.js';
export type { ServiceClient } from './service-client.js';
export {
  checkRequest,
  createValidationPipe,
  declareUnchangeable,
  fieldErrors,
  refusedFor,
} from './validation.js';
