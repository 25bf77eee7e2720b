import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@credstream/domain-kernel';

/** What the gateway asks on its own behalf. */
export const gatewayContext = (correlationId: string = randomUUID()): RequestContext => ({
  actor: { kind: 'system', service: 'gateway' },
  correlationId,
  causationId: correlationId,
});
