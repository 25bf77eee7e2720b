import { messageHeaders } from '@credstream/contracts';
import { DomainError } from '@credstream/domain-kernel';
import { Metadata, status } from '@grpc/grpc-js';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { NatsContext } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { Logger } from './logger.js';
import { faultCode, toRefusal } from './refusal.js';

/** Turns whatever a handler throws into what its transport can carry. A fault is logged, and told without words. */
@Catch()
export class RpcExceptionFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> {
    const refusal =
      error instanceof DomainError
        ? toRefusal(error)
        : { code: faultCode, kind: 'unavailable', message: '', details: {} };
    if (!(error instanceof DomainError)) this.log.error({ err: error }, 'A handler failed');
    else if (error.kind === 'unavailable') this.log.warn({ err: error }, 'A handler could not answer');
    if (host.switchToRpc().getContext() instanceof NatsContext) return throwError(() => refusal);

    const metadata = new Metadata();
    metadata.set(messageHeaders.refusal, Buffer.from(JSON.stringify(refusal)));
    const grpcError = Object.assign(new Error(refusal.code), { code: status.FAILED_PRECONDITION, metadata });
    return throwError(() => grpcError);
  }
}
