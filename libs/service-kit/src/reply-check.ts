import { replyFaults } from '@credstream/contracts';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { methodOf } from './handles.js';

/** Fails a call whose reply is not as its class says: over gRPC it would arrive as something else. */
export class ReplyCheck implements NestInterceptor<object, object> {
  intercept(host: ExecutionContext, next: CallHandler<object>): Observable<object> {
    const { reply, subject } = methodOf(host);
    return next.handle().pipe(
      map((value) => {
        const faults = replyFaults(reply, value);
        if (faults.length > 0) throw new Error(`The reply to ${subject}: ${faults.join('; ')}`);
        return value;
      }),
    );
  }
}
