import { randomUUID } from 'node:crypto';
import type { Event, EventSchema, RequestContext } from '@credstream/domain-kernel';
import { metadataOf } from './event-metadata.js';
import type { AppendResult, EventStore } from './event-store.js';

export type FactsToRecord<E extends Event> = Readonly<{
  store: EventStore;
  schema: EventSchema<E>;
  stream: string;
  events: readonly E[];
  context: RequestContext;
  /** The account the facts belong to; absent for those of the installation. */
  account?: string;
}>;

/**
 * Records what happened, whatever happened before: nothing is read, and nobody who records at the same moment
 * is in the way. For facts that no rule decides on. Throws `ServiceUnavailable`.
 */
export const recordFacts = <E extends Event>({
  store,
  schema,
  stream,
  events,
  context,
  account,
}: FactsToRecord<E>): Promise<AppendResult> => {
  const metadata = metadataOf(context, account);
  const proposed = events.map((event) => ({ ...schema.write(event), id: randomUUID(), metadata }));
  return store.append(stream, proposed, 'any');
};
