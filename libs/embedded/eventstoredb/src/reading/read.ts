import { randomUUID } from 'node:crypto';
import { invalidArgument, streamDeleted, unknown } from '../grpc/status.js';
import { type Call, CallFailed, type Handler, serverStreaming } from '../grpc/transport/index.js';
import {
  type CommitSignal,
  type LogStore,
  presenceOf,
  readBackward,
  readForward,
  type StoredRecord,
} from '../store/index.js';
import { UnsupportedFilter } from './filter.js';
import { readAllBackward, readAllForward } from './read-all.js';
import {
  type AllStart,
  type LogPosition,
  readReadRequest,
  type ReadRequest,
  type StreamStart,
} from './read-request.js';
import {
  readCaughtUp,
  readCheckpoint,
  readConfirmation,
  readEvent,
  readStreamNotFound,
  withStructuredId,
} from './read-responses.js';
import { subscribeToAll } from './subscribe-to-all.js';
import { subscribeToStream } from './subscribe-to-stream.js';
import type { SubscriptionMessage } from './subscription.js';

/** What reads work with; `now` is Unix time in milliseconds. */
export type ReadContext = Readonly<{
  store: LogStore;
  committed: CommitSignal;
  now: () => number;
  quirks: boolean;
}>;

const PAGE = 128;

const readFailed = () => new CallFailed(unknown('Unexpected ReadStreamResult: Error'));
const invalidPosition = () => new CallFailed(unknown('Unexpected ReadAllResult: InvalidPosition'));

/** `Streams/Read`: finite reads and catch-up subscriptions. */
export const read = (context: ReadContext): Handler =>
  serverStreaming(async (bytes, call) => {
    try {
      await serve(context, bytes, call);
    } catch (error) {
      throw error instanceof UnsupportedFilter ? new CallFailed(invalidArgument(error.message)) : error;
    }
  });

const serve = async (context: ReadContext, bytes: Buffer, call: Call): Promise<void> => {
  const request = readReadRequest(bytes);
  const reader = new RecordSender(request, call);
  if (request.kind === 'stream') await readStream(context, request, call, reader);
  else if (request.kind === 'all') await readAll(context, request, reader);
  else if (request.kind === 'subscribe_stream') await followStream(context, request, call, reader);
  else await followAll(context, request, call, reader);
};

/** Turns records into messages as the request asked: ids as text or numbers. */
class RecordSender {
  constructor(
    private readonly request: ReadRequest,
    private readonly call: Call,
  ) {}

  send(record: StoredRecord): Promise<void> | undefined {
    return this.call.write(readEvent(this.request.structuredIds ? withStructuredId(record) : record));
  }

  /** Sends up to `count` records of pages that `next` reads; stops early when the client leaves. */
  async sendPages(
    count: number,
    next: (limit: number) => readonly StoredRecord[] | undefined,
  ): Promise<void> {
    let left = count;
    while (left > 0 && !this.call.aborted.aborted) {
      const records = next(Math.min(left, PAGE));
      if (records === undefined) return;
      for (const record of records) {
        const drained = this.send(record);
        if (drained) await drained;
        if (this.call.aborted.aborted) return;
      }
      left -= records.length;
    }
  }

  async sendMessages(
    pages: AsyncIterable<readonly SubscriptionMessage[]>,
  ): Promise<'tombstoned' | 'aborted'> {
    for await (const page of pages) {
      for (const message of page) {
        if (message.kind === 'tombstoned') return 'tombstoned';
        const drained =
          message.kind === 'event'
            ? this.send(message.record)
            : this.call.write(message.kind === 'checkpoint' ? readCheckpoint(message) : readCaughtUp());
        if (drained) await drained;
        if (this.call.aborted.aborted) return 'aborted';
      }
    }
    return 'aborted';
  }
}

type StreamRead = Extract<ReadRequest, { kind: 'stream' }>;
type AllRead = Extract<ReadRequest, { kind: 'all' }>;
type StreamFollow = Extract<ReadRequest, { kind: 'subscribe_stream' }>;
type AllFollow = Extract<ReadRequest, { kind: 'subscribe_all' }>;

const readStream = async (
  { store, now }: ReadContext,
  { stream, start, backwards, count }: StreamRead,
  call: Call,
  reader: RecordSender,
): Promise<void> => {
  if (count === 0 || (start === 'end' && !backwards)) throw readFailed();
  const presence = presenceOf(store, stream);
  if (presence.kind === 'tombstoned') throw new CallFailed(streamDeleted(stream));
  if (presence.kind === 'not_found') {
    await call.write(readStreamNotFound(stream));
    return;
  }
  let from: number | undefined = start === 'end' ? presence.last : start === 'start' ? 0 : start;
  const readPage = backwards ? readBackward : readForward;
  await reader.sendPages(count, (limit) => {
    if (from === undefined) return undefined;
    const page = readPage(store, stream, from, limit, now());
    from = page.next;
    return page.records;
  });
};

/** Whether a reader may start there: a place that this store handed out, or one that it has not reached yet. */
const isPlace = (store: LogStore, { commit, prepare }: LogPosition): boolean =>
  commit >= prepare && (commit > store.endPosition() || store.isBoundary(commit));

/** Where an `$all` read starts; throws when the position was never handed out. */
const boundary = ({ store }: ReadContext, start: AllStart): number => {
  if (start === 'start') return 0;
  if (start === 'end') return store.endPosition();
  if (!isPlace(store, start)) throw invalidPosition();
  return Math.min(start.commit, store.endPosition());
};

const readAll = async (
  context: ReadContext,
  { start, backwards, count }: AllRead,
  reader: RecordSender,
): Promise<void> => {
  let from: number | undefined = boundary(context, start);
  const readPage = backwards ? readAllBackward : readAllForward;
  await reader.sendPages(count, (limit) => {
    if (from === undefined) return undefined;
    const page = readPage(context.store, from, limit);
    from = page.next;
    return page.records;
  });
};

const firstNumber = ({ store }: ReadContext, stream: string, start: StreamStart): number => {
  if (start === 'start') return 0;
  if (start === 'end') return (store.head(stream)?.last ?? -1) + 1;
  return start + 1;
};

const followStream = async (
  context: ReadContext,
  { stream, start }: StreamFollow,
  call: Call,
  reader: RecordSender,
): Promise<void> => {
  const { store, committed, now } = context;
  if (store.isTombstoned(stream)) throw new CallFailed(streamDeleted(stream));
  const first = firstNumber(context, stream, start);
  await call.write(readConfirmation(randomUUID()));
  const pages = subscribeToStream(store, committed, { stream, first }, now, call.aborted);
  if ((await reader.sendMessages(pages)) === 'tombstoned') throw new CallFailed(streamDeleted(stream));
};

/** Where the first record to send may be: after the position, which without its prepare lies before the record there. */
const firstPosition = (store: LogStore, start: AllStart): number => {
  if (start === 'start') return 0;
  if (start === 'end') return store.endPosition();
  return start.prepare < start.commit ? start.commit : start.commit + 1;
};

const followAll = async (
  context: ReadContext,
  { start, filter }: AllFollow,
  call: Call,
  reader: RecordSender,
): Promise<void> => {
  const { store, committed, quirks } = context;
  if (typeof start === 'object' && !isPlace(store, start)) {
    throw new CallFailed(invalidArgument('Trying to read from an invalid position.'));
  }
  const first = firstPosition(store, start);
  const known = start === 'start' ? undefined : store.lastPosition(first);
  await call.write(readConfirmation(randomUUID()));
  const pages = subscribeToAll(store, committed, { first, known, filter, quirks }, call.aborted);
  await reader.sendMessages(pages);
};
