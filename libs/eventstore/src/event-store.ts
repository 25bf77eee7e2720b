import { randomUUID } from 'node:crypto';
import { maskKeysIn } from '@credstream/crypto';
import type { StoredShape } from '@credstream/domain-kernel';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import { metrics } from '@credstream/metrics';
import type { JSONType, StreamMetadata } from '@eventstore/db-client';
import {
  ANY,
  BACKWARDS,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { connectClient } from './client.js';
import {
  type ClientEvent,
  coveredBy,
  type EventMetadata,
  foreignEventType,
  type Place,
  placeOf,
  type RecordedEvent,
  recordedEvent as readEvent,
} from './recorded-event.js';
import { EventStoreNotSupported, isSupported, serverVersion, supportedVersions } from './server-version.js';
import { type LogMessage, startOf, subscribe } from './subscription.js';

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
  /** Keeps so many of the newest events of a stream only. */
  setMaxCount: (stream: string, count: number) => Promise<void>;
  /** Its events can no longer be read; the store drops them when it is scavenged. Can be repeated. */
  deleteStream: (stream: string) => Promise<void>;
  /** The position of the newest event of the log, 0 when there is none. */
  head: () => Promise<bigint>;
  /** Events of the streams with these prefixes in log order, from after a position on, for ever. */
  subscribe: (options: SubscribeOptions) => AsyncGenerator<LogMessage, void>;
  /** Does an event of a stream with one of these prefixes lie after `after`, up to and with `upTo`? */
  hasEventsBetween: (prefixes: readonly string[], after: Place, upTo: bigint) => Promise<boolean>;
  /**
   * Nothing for such an event. Otherwise up to where there is none and never will be: `upTo`, or the end of the log if
   * that lies before.
   */
  quietUpTo: (prefixes: readonly string[], after: Place, upTo: bigint) => Promise<bigint | undefined>;
  /**
   * How many such events lie after `after`, up to and with `upTo`. `more`: there are others behind those that were looked
   * through.
   */
  countUpTo: (
    prefixes: readonly string[],
    after: Place,
    upTo: bigint,
  ) => Promise<Readonly<{ events: number; more: boolean }>>;
  /** Which log this is: the same for as long as its data lives, another one for every other log. */
  identity: () => Promise<string>;
  /** Can this log have given out this position? False for one that lies beyond its end. */
  reaches: (position: bigint) => Promise<boolean>;
  /** Throws `ServiceUnavailable` while appends are refused. Writes only if there was no append for a minute. */
  checkWritable: () => Promise<void>;
  /** Throws `EventStoreNotSupported`, with the version that is there and those that may be. */
  checkVersion: () => Promise<void>;
  close: () => Promise<void>;
}>;

export type SubscribeOptions = Readonly<{
  /** Stream name prefixes; none means every stream that is not the store's own. */
  prefixes: readonly string[];
  /** The place after which to begin, or the position of an event; absent for the start of the log. */
  after?: Place;
  signal: AbortSignal;
  /** Told when the connection broke and is tried again. */
  onReconnect?: (cause: unknown) => void;
}>;

/** A stream that exists by its metadata only: there the log keeps its identity. */
const identityStream = 'credstream';
/** And there it is written to, to see whether it can be and where its end is. The server keeps the newest entry only. */
const probeStream = 'credstreamprobe';
const probeAfterMs = 60_000;

/** Events that are looked through at a time. */
const searchPage = 256;
/** So many pages at most are looked through to count. */
const countedPages = 16;

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

export type EventStoreOptions = Readonly<{
  /** Told once of each event in our streams that somebody else recorded, and how many those were so far. */
  onForeign?: (event: RecordedEvent, count: number) => void;
}>;

/** So many foreign events are remembered, so that each is told once. */
const foreignRemembered = 10_000;

/** Connects to EventStoreDB, KurrentDB or the embedded server; `url` is an `esdb://` connection string. */
export const connectEventStore = (url: string, { onForeign }: EventStoreOptions = {}): EventStore => {
  const client = connectClient(url);
  /** When the log was last seen to take a write (steady clock); undefined while it is not known to. */
  let wroteAt: number | undefined;
  const credentials = appendCredentials(url);

  const foreign = new Set<string>();
  let foreignCount = 0;
  const recordedEvent = (event: ClientEvent): RecordedEvent => {
    const recorded = readEvent(event);
    if (recorded.type === foreignEventType && !foreign.has(recorded.id)) {
      if (foreign.size === foreignRemembered) foreign.clear();
      foreign.add(recorded.id);
      foreignCount += 1;
      onForeign?.({ ...recorded, type: event.type }, foreignCount);
    }
    return recorded;
  };

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
    // People put keys where they do not belong: into names, reasons, and addresses.
    const data = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: maskKeysIn(data) as JSONType, metadata: maskKeysIn(metadata) }),
    );
    const expectedRevision = expected === 'no_stream' ? NO_STREAM : expected === 'any' ? ANY : expected;
    const ended = metrics.appendSeconds.startTimer();
    try {
      const result = await client.appendToStream(stream, data, { expectedRevision, credentials });
      ended();
      wroteAt = performance.now();
      return { revision: result.nextExpectedRevision, position: result.position?.commit ?? 0n };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        throw new WrongRevision(`${stream} is not at ${expected}`, { cause: error });
      }
      metrics.appendFailures.inc();
      wroteAt = undefined;
      throw unavailable(error);
    }
  };

  /** Writes where nobody reads; answers where that is in the log. */
  const probe = async (): Promise<bigint> => {
    try {
      const written = await client.setStreamMetadata(probeStream, {}, { credentials });
      wroteAt = performance.now();
      return written.position?.commit ?? 0n;
    } catch (error) {
      wroteAt = undefined;
      throw unavailable(error);
    }
  };

  const checkWritable = async (): Promise<void> => {
    if (wroteAt === undefined || performance.now() - wroteAt > probeAfterMs) await probe();
  };

  const keptIdentity = async (): Promise<string | undefined> => {
    const { metadata } = await client.getStreamMetadata<{ logId?: string }>(identityStream);
    return metadata?.logId;
  };

  const identity = async (): Promise<string> => {
    try {
      const kept = await keptIdentity();
      if (kept !== undefined) return kept;
      const logId = randomUUID();
      const expectedRevision = NO_STREAM;
      await client.setStreamMetadata(identityStream, { logId }, { credentials, expectedRevision });
      return logId;
    } catch (error) {
      // Another part of the suite named the log in the same moment.
      const kept = error instanceof WrongExpectedVersionError ? await keptIdentity() : undefined;
      if (kept !== undefined) return kept;
      throw unavailable(error);
    }
  };

  const checkVersion = async (): Promise<void> => {
    const version = await serverVersion(url).catch((error: unknown) => {
      throw unavailable(error);
    });
    if (!isSupported(version)) {
      throw new EventStoreNotSupported(
        `EVENTSTORE_URL names a server of version ${version}, which can lose events. Credstream needs ${supportedVersions}.`,
      );
    }
  };

  const setMetadata = async (stream: string, metadata: StreamMetadata): Promise<void> => {
    try {
      await client.setStreamMetadata(stream, metadata, { credentials });
    } catch (error) {
      throw unavailable(error);
    }
  };

  const deleteStream = async (stream: string): Promise<void> => {
    try {
      if ((await readLast(stream)) !== undefined) await client.deleteStream(stream, { credentials });
    } catch (error) {
      throw error instanceof ServiceUnavailable ? error : unavailable(error);
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

  const quietUpTo = async (
    prefixes: readonly string[],
    after: Place,
    upTo: bigint,
  ): Promise<bigint | undefined> => {
    let from = placeOf(after);
    const covered = coveredBy(from);
    try {
      for (;;) {
        const fromPosition = startOf(from);
        const page = await all(client.readAll({ direction: FORWARDS, fromPosition, maxCount: searchPage }));
        const relevant = page.filter(({ position }) => {
          const at = position?.commit ?? 0n;
          return at > covered && at <= upTo;
        });
        if (relevant.some(({ streamId }) => isAmong(prefixes, streamId))) return undefined;
        const last = page.at(-1)?.position;
        if (last && last.commit >= upTo) return upTo;
        if (!last || page.length < searchPage) return last && last.commit > covered ? last.commit : covered;
        from = last;
      }
    } catch (error) {
      throw unavailable(error);
    }
  };

  const countUpTo: EventStore['countUpTo'] = async (prefixes, after, upTo) => {
    let from = placeOf(after);
    const covered = coveredBy(from);
    let events = 0;
    try {
      for (let read = 0; read < countedPages && covered < upTo; read += 1) {
        const fromPosition = startOf(from);
        const page = await all(client.readAll({ direction: FORWARDS, fromPosition, maxCount: searchPage }));
        events += page.filter(({ position, streamId }) => {
          const at = position?.commit ?? 0n;
          const isCounted = read === 0 || at > from.commit;
          return isCounted && at > covered && at <= upTo && isAmong(prefixes, streamId);
        }).length;
        const last = page.at(-1)?.position;
        if (!last || last.commit >= upTo || page.length < searchPage) return { events, more: false };
        from = last;
      }
    } catch (error) {
      throw unavailable(error);
    }
    return { events, more: covered < upTo };
  };

  /** The end that a read shows may lie before a checkpoint: not every record of the log is shown. */
  const reaches = async (position: bigint): Promise<boolean> =>
    position <= (await head()) || position <= (await probe());

  return {
    read,
    readLast,
    readNewest,
    append,
    setMaxAge: (stream, maxAge) => setMetadata(stream, { maxAge }),
    setMaxCount: (stream, maxCount) => setMetadata(stream, { maxCount }),
    deleteStream,
    head,
    hasEventsBetween: async (...asked) => (await quietUpTo(...asked)) === undefined,
    quietUpTo,
    countUpTo,
    identity,
    reaches,
    checkWritable,
    checkVersion,
    subscribe: (options) => subscribe(client, recordedEvent, options),
    close: () => client.dispose(),
  };
};
