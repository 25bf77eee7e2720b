import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { JSONType } from '@eventstore/db-client';
import type { StoredShape } from '@credstream/domain-kernel';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import { type ClientEvent, type EventMetadata, type RecordedEvent, recordedEvent } from './recorded-event.js';
import { type LogMessage, subscribe } from './subscription.js';

/** An event on its way into the log. `id` is a UUID; the store uses it to recognise a repeated append. */
export type NewEvent = StoredShape & Readonly<{ id: string; metadata: EventMetadata }>;

/** The revision a stream must have for an append to be taken. */
export type ExpectedRevision = bigint | 'no_stream' | 'any';

export type AppendResult = Readonly<{ revision: bigint; position: bigint }>;

/** Another append came first: read again and decide again. */
export class WrongRevision extends Error {}

/** The one door to the log. */
export type EventStore = Readonly<{
  /** Every event of a stream in order; `[]` when there is none. */
  read: (stream: string) => Promise<readonly RecordedEvent[]>;
  /** The newest event of a stream. */
  readLast: (stream: string) => Promise<RecordedEvent | undefined>;
  /** The newest events of a stream, at most so many, newest first. */
  readNewest: (stream: string, count: number) => Promise<readonly RecordedEvent[]>;
  /** All or nothing, on disk when it resolves. Throws `WrongRevision`, `ServiceUnavailable`. */
  append: (stream: string, events: readonly NewEvent[], expected: ExpectedRevision) => Promise<AppendResult>;
  /** Keeps a stream's events for this many seconds only. */
  setMaxAge: (stream: string, seconds: number) => Promise<void>;
  /** The position of the newest event of the log, 0 when there is none. */
  head: () => Promise<bigint>;
  /** Events of the streams with these prefixes in log order, from after a position on, for ever. */
  subscribe: (options: SubscribeOptions) => AsyncGenerator<LogMessage, void>;
  /** Does an event of a stream with one of these prefixes lie after `after`, up to and with `upTo`? */
  hasEventsBetween: (prefixes: readonly string[], after: bigint, upTo: bigint) => Promise<boolean>;
  close: () => Promise<void>;
}>;

export type SubscribeOptions = Readonly<{
  /** Stream name prefixes; none means every stream that is not the store's own. */
  prefixes: readonly string[];
  /** The position after which to begin; absent for the start of the log. */
  after?: bigint;
  signal: AbortSignal;
  /** Told when the connection broke and is tried again. */
  onReconnect?: (cause: unknown) => void;
}>;

/** Events that are looked through at a time. */
const searchPage = 256;

/**
 * Every event of a finite read. Reads are always taken to their end: the client's `dispose` waits for ever for
 * one that was left half way.
 */
const all = async (reading: AsyncIterable<{ event?: ClientEvent | undefined }>): Promise<ClientEvent[]> => {
  const events: ClientEvent[] = [];
  for await (const { event } of reading) if (event) events.push(event);
  return events;
};

const isAmong = (prefixes: readonly string[], stream: string): boolean =>
  prefixes.length === 0 ? !stream.startsWith('$') : prefixes.some((prefix) => stream.startsWith(prefix));

/** Any failure of the store that says nothing about the request itself. */
const unavailable = (cause: unknown): ServiceUnavailable =>
  new ServiceUnavailable('The event store does not answer', { retryAfter: 1 }, cause);

/**
 * With credentials at the call the client appends by a request of its own, and not over the stream of all
 * appends, whose book-keeping it shares between every connection of a process: when one of them closes, all
 * appends under way fail, and the process dies at their answers. Without TLS they are not sent.
 */
const appendCredentials = (url: string): Readonly<{ username: string; password: string }> => {
  const [, username = '', password = ''] = /^[^/]*\/\/([^:@/]*):([^@/]*)@/.exec(url) ?? [];
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
};

/** Connects to EventStoreDB, KurrentDB or the embedded server; `url` is an `esdb://` connection string. */
export const connectEventStore = (url: string): EventStore => {
  const client = EventStoreDBClient.connectionString(url);
  const credentials = appendCredentials(url);

  const read = async (stream: string): Promise<readonly RecordedEvent[]> => {
    try {
      return (await all(client.readStream(stream, { direction: FORWARDS, fromRevision: START }))).map(
        recordedEvent,
      );
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw unavailable(error);
    }
  };

  const readNewest = async (stream: string, count: number): Promise<readonly RecordedEvent[]> => {
    try {
      const newest = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: count });
      return (await all(newest)).map(recordedEvent);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw unavailable(error);
    }
  };

  const readLast = async (stream: string): Promise<RecordedEvent | undefined> =>
    (await readNewest(stream, 1))[0];

  const append = async (
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendResult> => {
    const data = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as JSONType, metadata }),
    );
    const expectedRevision = expected === 'no_stream' ? NO_STREAM : expected === 'any' ? ANY : expected;
    try {
      const result = await client.appendToStream(stream, data, { expectedRevision, credentials });
      return { revision: result.nextExpectedRevision, position: result.position?.commit ?? 0n };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        throw new WrongRevision(`${stream} is not at ${expected}`, { cause: error });
      }
      throw unavailable(error);
    }
  };

  const setMaxAge = async (stream: string, seconds: number): Promise<void> => {
    try {
      await client.setStreamMetadata(stream, { maxAge: seconds }, { credentials });
    } catch (error) {
      throw unavailable(error);
    }
  };

  const head = async (): Promise<bigint> => {
    try {
      const [last] = await all(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
      return last?.position?.commit ?? 0n;
    } catch (error) {
      throw unavailable(error);
    }
  };

  const hasEventsBetween = async (
    prefixes: readonly string[],
    after: bigint,
    upTo: bigint,
  ): Promise<boolean> => {
    let from = after;
    try {
      for (;;) {
        const fromPosition = from === 0n ? START : { commit: from, prepare: from };
        const page = await all(client.readAll({ direction: FORWARDS, fromPosition, maxCount: searchPage }));
        const passed = page.map((event) => ({ ...event, at: event.position?.commit ?? 0n }));
        const relevant = passed.filter(({ at, isJson }) => isJson && at > after && at <= upTo);
        if (relevant.some(({ streamId }) => isAmong(prefixes, streamId))) return true;
        const last = passed.at(-1)?.at ?? upTo;
        if (page.length < searchPage || last >= upTo) return false;
        from = last;
      }
    } catch (error) {
      throw unavailable(error);
    }
  };

  return {
    read,
    readLast,
    readNewest,
    append,
    setMaxAge,
    head,
    hasEventsBetween,
    subscribe: (options) => subscribe(client, options),
    close: () => client.dispose(),
  };
};
