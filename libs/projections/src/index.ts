export { withLease } from './lease.js';
export type { LeaseOptions } from './lease.js';
export { startLiveView } from './live-view.js';
export type { LiveView, LiveViewOptions } from './live-view.js';
export { collectionName } from './projection.js';
export type { Projection, ViewDocument } from './projection.js';
export { startProjection } from './projection-runner.js';
export type { RunnerEvents, RunnerOptions, View } from './projection-runner.js';
