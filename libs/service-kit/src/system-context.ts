import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';

/** Of what a service does by itself. */
export const systemContext = (service: string): RequestContext => {
  const correlationId = randomUUID();
  return { actor: { kind: 'system', service }, correlationId, causationId: correlationId };
};

/** Of what a service does because of an event. */
export const causedBy = ({ id, metadata }: RecordedEvent, service: string): RequestContext => ({
  actor: { kind: 'system', service },
  correlationId: metadata.$correlationId,
  causationId: id,
});
