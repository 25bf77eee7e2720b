import { metrics } from '@credstream/metrics';
import type { Logger } from '@credstream/service-kit';

export type AnsweredRequest = Readonly<{
  traceId: string;
  method: string;
  /** As it is declared, `/v1/api-keys/:id`; empty when there is none for this path. */
  route: string;
  /** Without its query, which may hold what is not for a log. */
  path: string;
  status: number;
  seconds: number;
}>;

/** OpenTelemetry has one name for all others: a client chooses them. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Every request is one line at level info, and one measure by its route. */
export class AccessLog {
  constructor(private readonly log: Logger) {}

  note({ traceId, method, route, path, status, seconds }: AnsweredRequest): void {
    const labels = {
      http_request_method: methods.has(method) ? method : '_OTHER',
      http_route: route,
      http_response_status_code: status,
    };
    metrics.httpSeconds.observe(labels, seconds);
    this.log.info({ traceId, method, path, status, ms: Math.round(seconds * 1000) }, 'request');
  }
}
