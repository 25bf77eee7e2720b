import type { Aggregate, Command, Event } from '@credstream/domain-kernel';
import type { EventStore } from './event-store.js';
import type { RecordedEvent } from './recorded-event.js';

/** What happened to one thing so far. */
export type Past<S, E extends Event> = Readonly<{
  /** What it comes to. */
  state: S;
  /** Only the newest one where that says all. */
  events: readonly E[];
  /** The same as the log holds it. */
  recorded: readonly RecordedEvent[];
  /** Of the newest event; -1 when there is none. */
  revision: bigint;
  /** Of the newest event; 0 when there is none. */
  position: bigint;
}>;

/** What a part of a stream, from its beginning, comes to. */
export const pastOf = <S, C extends Command, E extends Event>(
  { decider, schema }: Aggregate<S, C, E>,
  recorded: readonly RecordedEvent[],
): Past<S, E> => {
  const events = recorded.flatMap((event) => schema.read(event) ?? []);
  const last = recorded.at(-1);
  return {
    state: events.reduce(decider.evolve, decider.initialState()),
    events,
    recorded,
    revision: last?.revision ?? -1n,
    position: last?.position ?? 0n,
  };
};

/** Reads a thing from its stream. Throws `ServiceUnavailable`. */
export const readPast = async <S, C extends Command, E extends Event>(
  store: Pick<EventStore, 'read' | 'readLast'>,
  aggregate: Aggregate<S, C, E>,
  id: string,
): Promise<Past<S, E>> => {
  const stream = aggregate.streamOf(id);
  if (!aggregate.newestSaysAll) return pastOf(aggregate, await store.read(stream));
  const last = await store.readLast(stream);
  return pastOf(aggregate, last ? [last] : []);
};
