import type { Command, Decider, Event } from './decider.js';
import type { EventSchema } from './event-schema.js';

/** One kind of thing: its rules, the stored shapes of its events, and the streams in which they are. */
export type Aggregate<S, C extends Command, E extends Event> = Readonly<{
  /** What stands before the first dash of each of its streams; it has no dash itself. */
  category: string;
  /** The category and the dash: all streams of the aggregate begin with it, and no others. */
  prefix: string;
  decider: Decider<S, C, E>;
  schema: EventSchema<E>;
  /** True when the newest event of a stream is enough to decide: the rest of the stream is then never read. */
  newestSaysAll: boolean;
  streamOf: (id: string) => string;
  /** The id in the name of a stream of this aggregate. Throws an `Error` for another stream, which is a bug. */
  idOf: (stream: string) => string;
}>;

/** The events of an aggregate: `EventOf<typeof apiKeys>`. */
export type EventOf<A> = A extends Aggregate<never, never, infer E> ? E : never;

/** `export const apiKeys = aggregate('apikey', apiKeyDecider, apiKeySchema)` */
export const aggregate = <S, C extends Command, E extends Event>(
  category: string,
  decider: Decider<S, C, E>,
  schema: EventSchema<E>,
  { newestSaysAll = false }: Readonly<{ newestSaysAll?: boolean }> = {},
): Aggregate<S, C, E> => {
  const prefix = `${category}-`;
  return {
    category,
    prefix,
    decider,
    schema,
    newestSaysAll,
    streamOf: (id) => `${prefix}${id}`,
    idOf: (stream) => {
      if (!stream.startsWith(prefix)) throw new Error(`${stream} is no stream of the category ${category}`);
      return stream.slice(prefix.length);
    },
  };
};
