import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();

/** Seconds, as OpenTelemetry advises for requests: HTTP semantic conventions, `http.server.request.duration`. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const registers = [registry];

/** The value of a label: a word of this code. */
export type Label = string;

/** Everything that a process counts. Times are seconds. */
export const metrics = {
  httpSeconds: new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'] as const,
    buckets: requestBuckets,
    registers,
  }),
  messageSeconds: new Histogram({
    name: 'messaging_process_duration_seconds',
    help: 'Time in which a service answered a call; error_type is the code of a refusal, empty for an answer',
    labelNames: ['messaging_system', 'messaging_destination_name', 'error_type'] as const,
    buckets: requestBuckets,
    registers,
  }),
  verifications: new Counter({
    name: 'credstream_verify_total',
    help: 'API keys that were judged; result is valid, or why not',
    labelNames: ['result'] as const,
    registers,
  }),
  tokenIssueSeconds: new Histogram({
    name: 'credstream_token_issue_seconds',
    help: 'Time in which the token endpoint of registries answered; result is issued or refused',
    labelNames: ['result'] as const,
    buckets: requestBuckets,
    registers,
  }),
  appendSeconds: new Histogram({
    name: 'credstream_append_seconds',
    help: 'Time until events were on the disk of the event store',
    buckets: requestBuckets,
    registers,
  }),
  fsyncBatchSize: new Histogram({
    name: 'credstream_fsync_batch_size',
    help: 'Appends that one sync of the embedded event store made durable',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  }),
  appendFailures: new Counter({
    name: 'credstream_audit_write_failures_total',
    help: 'Appends that the event store did not take; what they would have recorded was not done',
    registers,
  }),
  checkpointAge: new Gauge({
    name: 'credstream_checkpoint_age_seconds',
    help: 'Time since the newest checkpoint was signed; 0 while it holds all entries of the tree',
    registers,
  }),
  projectedEvents: new Counter({
    name: 'credstream_replay_events_total',
    help: 'Events that a read model took, live or replayed',
    labelNames: ['projection'] as const,
    registers,
  }),
  projectionFailures: new Counter({
    name: 'credstream_projection_failures_total',
    help: 'Events that a read model could not take',
    labelNames: ['projection'] as const,
    registers,
  }),
  projectionLagSeconds: new Gauge({
    name: 'credstream_projection_lag_seconds',
    help: 'Time since a read model was last seen to hold all of the log; 0 when it does now',
    labelNames: ['projection'] as const,
    registers,
  }),
  projectionLagEvents: new Gauge({
    name: 'credstream_projection_lag_events',
    help: 'Events that a read model has not taken in; 4,096 events of the log are looked through to count them',
    labelNames: ['projection'] as const,
    registers,
  }),
  dataKeyHits: new Counter({
    name: 'credstream_dek_cache_hits_total',
    help: 'Uses of a data key that was in memory',
    registers,
  }),
  dataKeyMisses: new Counter({
    name: 'credstream_dek_cache_misses_total',
    help: 'Uses of a data key for which its provider was asked',
    registers,
  }),
};
