import type { EventStore, LogMessage } from '@credstream/eventstore';

/** No stream of ours has a dot before its first dash; those of an installation with a prefix begin with it and a dot. */
const isOfOther = (stream: string): boolean => /^[a-z][a-z0-9]{0,15}\./.test(stream);

async function* those(
  messages: AsyncGenerator<LogMessage, void>,
  nameOf: (stream: string) => string | undefined,
): AsyncGenerator<LogMessage, void> {
  for await (const message of messages) {
    if (message.kind !== 'event') {
      yield message;
      continue;
    }
    const stream = nameOf(message.event.stream);
    if (stream !== undefined) yield { ...message, event: { ...message.event, stream } };
  }
}

/** The streams of one installation, in a log that it shares with others; without a prefix, those that have none. */
export const prefixedStore = (store: EventStore, prefix: string | undefined): EventStore => {
  const start = prefix === undefined ? '' : `${prefix}.`;
  const own = (stream: string): string => `${start}${stream}`;
  const nameOf = (stream: string): string | undefined => {
    if (start === '') return isOfOther(stream) ? undefined : stream;
    return stream.startsWith(start) ? stream.slice(start.length) : undefined;
  };
  const named = <E extends { stream: string }>(event: E): E => ({
    ...event,
    stream: nameOf(event.stream) ?? event.stream,
  });
  const all = (prefixes: readonly string[]): readonly string[] =>
    start !== '' && prefixes.length === 0 ? [start] : prefixes.map(own);
  return {
    ...store,
    read: async (stream) => (await store.read(own(stream))).map(named),
    readLast: async (stream) => {
      const last = await store.readLast(own(stream));
      return last && named(last);
    },
    readNewest: async (stream, count) => (await store.readNewest(own(stream), count)).map(named),
    append: (stream, events, expected) => store.append(own(stream), events, expected),
    setMaxAge: (stream, seconds) => store.setMaxAge(own(stream), seconds),
    setMaxCount: (stream, count) => store.setMaxCount(own(stream), count),
    deleteStream: (stream) => store.deleteStream(own(stream)),
    subscribe: (options) => those(store.subscribe({ ...options, prefixes: all(options.prefixes) }), nameOf),
    hasEventsBetween: (prefixes, after, upTo) => store.hasEventsBetween(all(prefixes), after, upTo),
    quietUpTo: (prefixes, after, upTo) => store.quietUpTo(all(prefixes), after, upTo),
    countUpTo: (prefixes, after, upTo) => store.countUpTo(all(prefixes), after, upTo),
  };
};
