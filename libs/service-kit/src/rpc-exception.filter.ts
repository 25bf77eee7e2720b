import { DomainError } from '@credstream/domain-kernel';
import { Catch, type ExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import type { Logger } from './logger.js';
import { faultCode, toRefusal } from './refusal.js';

/** Turns whatever a handler throws into what its transport can carry. A fault is logged, and told without words. */
@Catch()
export class RpcExceptionFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown): Observable<never> {
    const refusal =
      error instanceof DomainError
        ? toRefusal(error)
        : { code: faultCode, kind: 'unavailable', message: '', details: {} };
    if (!(error instanceof DomainError)) this.log.error({ err: error }, 'A handler failed');
    else if (error.kind === 'unavailable') this.log.warn({ err: error }, 'A handler could not answer');
    return throwError(() => refusal);
  }
}
