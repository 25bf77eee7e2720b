import type { Method } from '@credstream/contracts';
import type { RequestContext } from '@credstream/domain-kernel';
import type { ServiceClient } from '@credstream/service-kit';

/** The services behind the gateway; what Nest knows the client by. */
export class Services implements ServiceClient {
  constructor(private readonly client: ServiceClient) {}

  call<Request extends object, Reply extends object>(
    method: Method<Request, Reply>,
    request: Request,
    context: RequestContext,
  ): Promise<Reply> {
    return this.client.call(method, request, context);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
