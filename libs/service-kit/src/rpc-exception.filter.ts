import { DomainError } from '@credstream/domain-kernel';
import { Catch, type ExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import type { Logger } from './logger.js';
import { RareLines } from './rare-lines.js';
import { faultCode, toRefusal } from './refusal.js';

/**
 * Turns whatever a handler throws into what its transport can carry. A fault is logged, and told without words; what is
 * out of reach is logged once in a while, however many requests meet it.
 */
@Catch()
export class RpcExceptionFilter implements ExceptionFilter {
  private readonly lines = new RareLines();

  constructor(private readonly log: Pick<Logger, 'error' | 'warn'>) {}

  catch(error: unknown): Observable<never> {
    const refusal =
      error instanceof DomainError
        ? toRefusal(error)
        : { code: faultCode, kind: 'unavailable', message: '', details: {} };
    if (!(error instanceof DomainError)) this.log.error({ err: error }, 'A handler failed');
    else if (error.kind === 'unavailable') this.warn(error);
    return throwError(() => refusal);
  }

  private warn(error: DomainError): void {
    const repeated = this.lines.due(`${error.message} ${String(error.cause)}`);
    if (repeated !== undefined) this.log.warn({ repeated, err: error }, 'A handler could not answer');
  }
}
