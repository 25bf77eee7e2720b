import type { HealthReply } from '@credstream/contracts';
import {
  type Clock,
  clockCheck,
  type Logger,
  RareLines,
  type Readiness,
  readinessOf,
} from '@credstream/service-kit';

/** What the gateway needs of itself; why it is not ready goes to the log. */
export class GatewayReadiness {
  private readonly readiness: Readiness;
  private readonly lines = new RareLines();

  constructor(
    clock: Clock,
    private readonly log: Logger,
  ) {
    this.readiness = readinessOf(
      () => [clockCheck(clock)],
      (need, cause) =>
        cause === undefined ? log.info({ need }, 'ready again') : log.warn({ need, err: cause }, 'not ready'),
    );
  }

  ask(): Promise<HealthReply> {
    return this.readiness();
  }

  /** Anyone may ask again and again: a service takes one line in ten seconds. */
  noAnswer(service: string, error: unknown): void {
    const repeated = this.lines.due(service);
    if (repeated !== undefined)
      this.log.warn({ service, err: error, repeated }, 'not ready: a service does not answer');
  }
}
