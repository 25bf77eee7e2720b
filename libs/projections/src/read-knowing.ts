import type { EventStore, RecordedEvent } from '@credstream/eventstore';

/**
 * Reads streams, but not those that began among these events, which come one after the other in the log: all there is of
 * them up to the last of these is here.
 */
export const readKnowing = (
  store: Pick<EventStore, 'read'>,
  events: readonly RecordedEvent[],
): EventStore['read'] => {
  const begun = new Set(events.flatMap(({ stream, revision }) => (revision === 0n ? [stream] : [])));
  return (stream) =>
    begun.has(stream)
      ? Promise.resolve(events.filter((event) => event.stream === stream))
      : store.read(stream);
};
