import {
  type Aggregate,
  type Command,
  DomainError,
  type Event,
  HistoryUnreadable,
} from '@credstream/domain-kernel';
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

/**
 * Rules rely on the shapes of what they recorded. Where they fail without a refusal, an event has another one: somebody
 * else wrote it, or a later version. It is told as that, for this thing alone, and the cause goes to the log.
 */
export const relyingOn = <T>(recorded: readonly RecordedEvent[], rule: () => T): T => {
  try {
    return rule();
  } catch (error) {
    const last = recorded.at(-1);
    if (error instanceof DomainError || !last) throw error;
    const words = `The events of ${last.stream} up to revision ${last.revision} have another shape`;
    throw new HistoryUnreadable(undefined, {}, new Error(words, { cause: error }));
  }
};

/** What a part of a stream, from its beginning, comes to. */
export const pastOf = <S, C extends Command, E extends Event>(
  { decider, schema }: Aggregate<S, C, E>,
  recorded: readonly RecordedEvent[],
): Past<S, E> => {
  const events = recorded.flatMap((event) => schema.read(event) ?? []);
  const last = recorded.at(-1);
  return {
    state: relyingOn(recorded, () => events.reduce(decider.evolve, decider.initialState())),
    events,
    recorded,
    revision: last?.revision ?? -1n,
    position: last?.position ?? 0n,
  };
};

/** Reads a thing from its stream. Throws `ServiceUnavailable`, `HistoryUnreadable`. */
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
