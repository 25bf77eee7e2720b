export { type Label, metrics } from './metrics.js';
export { type MetricsEndpoint, serveMetrics } from './metrics-endpoint.js';
