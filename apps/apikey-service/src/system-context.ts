import type { RequestContext } from '@credstream/domain-kernel';
import { randomUUID } from 'node:crypto';

/** Of what a service does by itself. */
export const systemContext = (service: string): RequestContext => {
  const correlationId = randomUUID();
  return { actor: { kind: 'system', service }, correlationId, causationId: correlationId };
};
