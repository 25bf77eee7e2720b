import { randomUUID } from 'node:crypto';
import type { Event } from '@credstream/domain-kernel';
import { type FactsToRecord, type NewEvent, WrongRevision } from '@credstream/eventstore';

/** Records the first events of a stream that is soon forgotten; false when somebody did so before. */
export const recordOnce = async <E extends Event>({
  store,
  schema,
  stream,
  events,
  context,
  forgetAfterSeconds,
}: FactsToRecord<E> & Readonly<{ forgetAfterSeconds: number }>): Promise<boolean> => {
  const metadata = {
    $correlationId: context.correlationId,
    $causationId: context.causationId,
    actor: context.actor,
    ...(context.ip !== undefined && { ip: context.ip }),
  };
  const proposed = events.map((event): NewEvent => ({ ...schema.write(event), id: randomUUID(), metadata }));
  try {
    await store.append(stream, proposed, 'no_stream');
  } catch (error) {
    if (error instanceof WrongRevision) return false;
    throw error;
  }
  await store.setMaxAge(stream, forgetAfterSeconds);
  return true;
};
