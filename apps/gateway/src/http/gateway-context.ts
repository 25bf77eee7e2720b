import type { RequestContext } from '@credstream/domain-kernel';
import { randomUUID } from 'node:crypto';

/** What the gateway asks on its own behalf. */
export const gatewayContext = (correlationId: string = randomUUID()): RequestContext => ({
  actor: { kind: 'system', service: 'gateway' },
  correlationId,
  causationId: correlationId,
});
