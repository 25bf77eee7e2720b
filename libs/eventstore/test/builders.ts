import { randomUUID } from 'node:crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import type { NewEvent } from '../src/event-store.js';

const ada = { kind: 'user', userId: 'u1', username: 'ada', account: 'default' } as const;

/** A stream that no other test writes to. */
export const freshStream = (category: string): string => `${category}-${randomUUID()}`;

export const requestContext = (rest: Partial<RequestContext> = {}): RequestContext => ({
  actor: ada,
  correlationId: randomUUID(),
  causationId: randomUUID(),
  ...rest,
});

export const newEvent = (type: string, data: object = {}): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata: { $correlationId: randomUUID(), $causationId: randomUUID(), actor: ada },
});
