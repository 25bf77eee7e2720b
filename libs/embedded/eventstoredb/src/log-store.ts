import { createHash, randomInt } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type Database, type DatabaseOptions, open, type RootDatabase } from 'lmdb';

import { DELETED, isMetastream, metastreamOf, type ProposedEvent, type StreamHead } from './model.js';
import {
  decodeRecordedEvent,
  encodeGap,
  encodeRecord,
  gapEndOf,
  type RecordedEvent,
  recordedEventOf,
} from './record-codec.js';
import {
  type IndexKey,
  indexKey,
  MAX_NUMBER,
  numberValue,
  positionKey,
  type StreamRow,
  streamRow,
} from './store-encoding.js';
import { metastreamMetadata, parseMetadata, type StreamMetadata } from './stream-metadata.js';
import { moveFile } from './sync-path.js';

/** Positions are offsets in a notional log file; the first record starts here, so that no position is 0. */
export const FIRST_POSITION = 64;
/** Changes when a store of this code can no longer be read by older code. */
export const STORE_FORMAT = 1;
const LONGEST_PLAIN_KEY = 500;
/** The file in a store's directory that is the store, by LMDB's choice. */
export const DATA_FILE = 'data.mdb';

/** Another process began to write this store; nothing of ours may follow. */
export class StoreTaken extends Error {
  constructor() {
    super('Another process has taken over the event store');
    this.name = 'StoreTaken';
  }
}

/** A record as it is read for a client: its place and the `RecordedEvent` message, checksum verified. */
export type StoredRecord = Readonly<{ position: number; message: Buffer }>;

/** Key of a stream row: the name itself, or its start and a hash when LMDB could not hold it as a key. */
export const streamKey = (stream: string): Buffer => {
  const name = Buffer.from(stream);
  if (name.length <= LONGEST_PLAIN_KEY) return name;
  return Buffer.concat([name.subarray(0, LONGEST_PLAIN_KEY), createHash('sha256').update(name).digest()]);
};

/** lmdb-js takes encoders here, but its types do not know. */
const withLayout = (layout: object): DatabaseOptions => layout as DatabaseOptions;

/**
 * The log and its indexes in one LMDB environment:
 * `log` position → record, `index` [stream id, number] → position, `streams` name → row, `state` counters.
 * Reads outside `transaction` see only what is on disk.
 */
export class LogStore {
  private root!: RootDatabase;
  private log!: Database<Buffer, number>;
  private index!: Database<number, IndexKey>;
  private streams!: Database<StreamRow, Buffer>;
  private state!: Database<number, string>;
  private nextPosition: number;
  private nextStreamId: number;
  /** Where a new store is made. */
  private readonly draft: string;
  /** Marks this opening of the store, so that two writers never alternate even where the lock does not reach. */
  private readonly owner = randomInt(2 ** 47);

  constructor(private readonly directory: string) {
    this.draft = join(directory, 'draft');
    rmSync(this.draft, { recursive: true, force: true });
    this.open(this.isNew() ? this.draft : directory);
    this.nextPosition = this.state.get('nextPosition') ?? FIRST_POSITION;
    this.nextStreamId = this.state.get('nextStreamId') ?? 1;
  }

  private isNew(): boolean {
    return !existsSync(join(this.directory, DATA_FILE));
  }

  private open(directory: string): void {
    // Without overlappingSync LMDB's own commit waits for fdatasync of the pages and then writes
    // the meta page through an O_DSYNC descriptor: a resolved transaction is on disk.
    // Batching of single writes is off: there are none, and its promise is nobody's to handle when a commit fails.
    this.root = open({ path: directory, overlappingSync: false, eventTurnBatching: false, maxDbs: 8 });
    this.log = this.root.openDB('log', withLayout({ encoding: 'binary', keyEncoder: positionKey }));
    this.index = this.root.openDB('index', withLayout({ encoder: numberValue, keyEncoder: indexKey }));
    this.streams = this.root.openDB('streams', withLayout({ encoder: streamRow, keyEncoding: 'binary' }));
    this.state = this.root.openDB('state', withLayout({ encoder: numberValue }));
  }

  /** Takes the store for this process. Call it once before anything is written. */
  async begin(): Promise<void> {
    await this.commit(() => {
      this.state.putSync('format', STORE_FORMAT);
      this.state.putSync('owner', this.owner);
      this.state.putSync('nextPosition', this.nextPosition);
      this.state.putSync('nextStreamId', this.nextStreamId);
    });
    if (this.isNew()) await this.leaveDraft();
  }

  /**
   * LMDB makes a store in several steps, and what a kill leaves between two of them is no different from damage:
   * so it takes its place when it is whole.
   */
  private async leaveDraft(): Promise<void> {
    await this.root.close();
    moveFile(join(this.draft, DATA_FILE), join(this.directory, DATA_FILE));
    rmSync(this.draft, { recursive: true });
    this.open(this.directory);
  }

  /** Runs `write` in one transaction; resolves when it is on disk, rejects when the disk refused. */
  async transaction<T>(write: () => T): Promise<T> {
    return await this.commit(() => {
      if (this.state.get('owner') !== this.owner) throw new StoreTaken();
      const result = write();
      this.state.putSync('nextPosition', this.nextPosition);
      this.state.putSync('nextStreamId', this.nextStreamId);
      return result;
    });
  }

  private async commit<T>(write: () => T): Promise<T> {
    try {
      // A child transaction, because only that one is undone when `write` throws.
      return await this.root.childTransaction(write);
    } catch (error) {
      // lmdb-js rejects a second promise with the cause.
      if (error instanceof Error && 'commitError' in error) {
        const cause: unknown = await Promise.resolve(error.commitError).catch((reason: unknown) => reason);
        throw new Error(`The commit failed: ${String(cause)}`, { cause });
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  /** Position after the last committed record; only records before it exist. */
  endPosition(): number {
    return this.state.get('nextPosition') ?? FIRST_POSITION;
  }

  /** Whether a position was handed out by this store: a record's, even one removed since, or the end of the log. */
  isBoundary(position: number): boolean {
    if (position === this.endPosition()) return true;
    for (const { key, value } of this.log.getRange({ start: position, reverse: true, limit: 1 })) {
      return key === position || (gapEndOf(value, key) ?? 0) > position;
    }
    return false;
  }

  /** Position of the last record, undefined while the log is empty. */
  lastPosition(): number | undefined {
    for (const position of this.log.getKeys({ reverse: true, limit: 1 })) return position;
    return undefined;
  }

  head(stream: string): StreamHead | undefined {
    const row = this.streams.get(streamKey(stream));
    if (row === undefined) return undefined;
    const [id, , tombstonePosition] = row;
    return { id, last: tombstonePosition > 0 ? DELETED : this.lastNumber(row), tombstonePosition };
  }

  /** Whether the stream, or for a metastream the stream it describes, was tombstoned. */
  isTombstoned(stream: string): boolean {
    if (this.head(stream)?.last === DELETED) return true;
    return isMetastream(stream) && this.head(stream.slice(2))?.last === DELETED;
  }

  /** The latest `$metadata` event of a stream; `metahead` is the head of its metastream. */
  metadataEvent(stream: string, metahead = this.head(metastreamOf(stream))): RecordedEvent | undefined {
    return metahead && metahead.last !== DELETED ? this.eventAt(metahead.id, metahead.last) : undefined;
  }

  metadata(stream: string, metahead?: StreamHead): StreamMetadata {
    if (isMetastream(stream)) return metastreamMetadata;
    const event = this.metadataEvent(stream, metahead);
    return event === undefined ? {} : parseMetadata(event.data, event.isJson);
  }

  positionAt(streamId: number, number: number): number | undefined {
    return this.index.get([streamId, number]);
  }

  recordAtPosition(position: number): StoredRecord | undefined {
    const record = this.log.get(position);
    if (record === undefined || gapEndOf(record, position) !== undefined) return undefined;
    return { position, message: recordedEventOf(record, position) };
  }

  recordAt(streamId: number, number: number): StoredRecord | undefined {
    const position = this.positionAt(streamId, number);
    return position === undefined ? undefined : this.recordAtPosition(position);
  }

  eventAt(streamId: number, number: number): RecordedEvent | undefined {
    const record = this.recordAt(streamId, number);
    return record && decodeRecordedEvent(record.message);
  }

  /** Up to `limit` [number, position] pairs of a stream from `first` upwards. */
  indexForward(streamId: number, first: number, limit: number): [number, number][] {
    return Array.from(
      this.index.getRange({ start: [streamId, first], end: [streamId + 1, 0], limit }),
      ({ key, value }) => [key[1], value],
    );
  }

  /** Up to `limit` [number, position] pairs of a stream from `from` downwards, none below `first`. */
  indexBackward(streamId: number, from: number, first: number, limit: number): [number, number][] {
    return Array.from(
      this.index.getRange({
        start: [streamId, from],
        end: first > 0 ? [streamId, first - 1] : [streamId - 1, MAX_NUMBER],
        reverse: true,
        limit,
      }),
      ({ key, value }) => [key[1], value],
    );
  }

  /** Up to `limit` records of the log at `from` and after. */
  logForward(from: number, limit: number): StoredRecord[] {
    return this.records(this.log.getRange({ start: from }), limit);
  }

  /** Up to `limit` records of the log before `from`, latest first. */
  logBackward(from: number, limit: number): StoredRecord[] {
    return from === 0 ? [] : this.records(this.log.getRange({ start: from - 1, reverse: true }), limit);
  }

  /** Inside `transaction`: appends events to a stream with the given head; answers the new head and the last position. */
  append(
    stream: string,
    head: StreamHead | undefined,
    events: readonly ProposedEvent[],
    createdMs: number,
  ): Readonly<{ head: StreamHead; position: number }> {
    const before = head ?? this.create(stream);
    let position = 0;
    let last = before.last;
    for (const event of events) {
      last++;
      position = this.put(stream, last, createdMs, event);
      this.index.putSync([before.id, last], position);
    }
    return { head: { ...before, last }, position };
  }

  /** Inside `transaction`: ends a stream for good and answers the position of the tombstone. */
  tombstone(stream: string, event: ProposedEvent, createdMs: number): number {
    const head = this.head(stream) ?? this.create(stream);
    const position = this.put(stream, DELETED, createdMs, event);
    this.streams.putSync(streamKey(stream), [head.id, head.last + 1, position]);
    return position;
  }

  /** For a scavenge: entries of the log as they are stored, gaps included. */
  rawLog(from: number, limit: number): { key: number; value: Buffer }[] {
    return Array.from(this.log.getRange({ start: from, limit }));
  }

  /** For a scavenge: gives an empty store the streams and the end of another. */
  async restoreStreams(source: LogStore): Promise<void> {
    this.nextPosition = source.nextPosition;
    this.nextStreamId = source.nextStreamId;
    await this.transaction(() => {
      for (const { key, value } of source.streams.getRange({})) {
        this.streams.putSync(key, [value[0], source.lastNumber(value) + 1, value[2]]);
      }
    });
  }

  /** Inside `transaction`, for a scavenge: a record as it is stored; tombstones have no place in the index. */
  restoreRecord(position: number, record: Buffer, stream: string, number: number): void {
    this.log.putSync(position, record, { append: true });
    if (number !== DELETED) this.index.putSync([this.head(stream)!.id, number], position);
  }

  /** Inside `transaction`, for a scavenge: records from `position` up to `end` were left out. */
  restoreGap(position: number, end: number): void {
    this.log.putSync(position, encodeGap(end), { append: true });
  }

  private records(range: Iterable<{ key: number; value: Buffer }>, limit: number): StoredRecord[] {
    const records: StoredRecord[] = [];
    for (const { key, value } of range) {
      if (gapEndOf(value, key) === undefined) {
        records.push({ position: key, message: recordedEventOf(value, key) });
        if (records.length === limit) break;
      }
    }
    return records;
  }

  /** The index tells the last number, unless the event was scavenged; so an append need not rewrite the row. */
  private lastNumber([id, count]: StreamRow): number {
    const range = { start: [id, MAX_NUMBER], end: [id - 1, MAX_NUMBER], reverse: true, limit: 1 } as const;
    for (const [, number] of this.index.getKeys(range as never)) return Math.max(number, count - 1);
    return count - 1;
  }

  private create(stream: string): StreamHead {
    const id = this.nextStreamId++;
    this.streams.putSync(streamKey(stream), [id, 0, 0]);
    return { id, last: -1, tombstonePosition: 0 };
  }

  private put(stream: string, number: number, createdMs: number, event: ProposedEvent): number {
    const position = this.nextPosition;
    const record = encodeRecord(event, { stream, number, position, createdMs });
    this.log.putSync(position, record, { append: true });
    this.nextPosition += record.length;
    return position;
  }
}
