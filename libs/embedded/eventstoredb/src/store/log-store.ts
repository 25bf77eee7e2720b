import { randomInt } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { hasRoom, isDiskFull } from './disk-full.js';
import { DELETED, isMetastream, metastreamOf, type ProposedEvent, type StreamHead } from './model.js';
import {
  decodeRecordedEvent,
  encodeGap,
  encodeRecord,
  gapEndOf,
  type RecordedEvent,
  recordedEventOf,
} from './record-codec.js';
import { MAX_NUMBER, numberValue, positionKey, withLayout } from './store-encoding.js';
import { StreamIndex } from './stream-index.js';
import { metastreamMetadata, parseMetadata, type StreamMetadata } from './stream-metadata.js';
import { moveFile } from './sync-path.js';

/** Positions are offsets in a notional log file; the first record starts here, so that no position is 0. */
export const FIRST_POSITION = 64;
/** Changes when a store of this code can no longer be read by older code. */
export const STORE_FORMAT = 2;
/** The file in a store's directory that is the store, by LMDB's choice. */
export const DATA_FILE = 'data.mdb';

/** Another process began to write this store; nothing of ours may follow. */
export class StoreTaken extends Error {
  constructor() {
    super('Another process has taken over the event store');
    this.name = 'StoreTaken';
  }
}

/** lmdb-js rejects a second promise with the cause. Nobody else takes that one. */
const isFailedCommit = (error: unknown): error is { commitError: Promise<never> } =>
  typeof error === 'object' && error !== null && 'commitError' in error;

/** A record as it is read for a client: its place and the `RecordedEvent` message, checksum verified. */
export type StoredRecord = Readonly<{ position: number; message: Buffer }>;

type Range = Readonly<{ from: number; end: number; limit: number }>;

/**
 * The log and its index in one LMDB environment: `log` position → record, `state` counters, and the trees of
 * `StreamIndex`. Reads outside `transaction` see only what is on disk.
 */
export class LogStore {
  private root!: RootDatabase;
  private log!: Database<Buffer, number>;
  private state!: Database<number, string>;
  private index!: StreamIndex;
  private nextPosition!: number;
  /** What was read last of the log. */
  private newest: (Range & Readonly<{ records: readonly StoredRecord[] }>) | undefined;
  /** Records at this position and after are not there for who reads now. */
  private visibleBefore = MAX_NUMBER;
  /** Where a new store is made. */
  private readonly draft: string;
  /** Marks this opening of the store, so that two writers never alternate even where the lock does not reach. */
  private readonly owner = randomInt(2 ** 47);

  /** Throws DamagedRecord when the end of the log cannot be read. */
  constructor(private readonly directory: string) {
    this.draft = join(directory, 'draft');
    rmSync(this.draft, { recursive: true, force: true });
    this.open(this.isNew() ? this.draft : directory);
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
    this.state = this.root.openDB('state', withLayout({ encoder: numberValue }));
    this.index = new StreamIndex(this.root, this.state.get('nextStreamId') ?? 1, () => this.visibleBefore);
    this.nextPosition = this.endOfLog();
    this.readTail();
    this.visibleBefore = this.nextPosition;
  }

  private endOfLog(): number {
    for (const { key, value } of this.log.getRange({ reverse: true, limit: 1 })) {
      return gapEndOf(value, key) ?? key + value.length;
    }
    return FIRST_POSITION;
  }

  /** The end of the log that the trees do not know yet. */
  private readTail(): void {
    // Format 1 kept no tail: it knew the end of the log instead.
    const start = this.state.get('indexedTo') ?? this.state.get('nextPosition') ?? FIRST_POSITION;
    for (const { key, value } of this.log.getRange({ start })) {
      const { stream, number } = decodeRecordedEvent(recordedEventOf(value, key));
      this.place(stream, this.head(stream), number, key);
    }
  }

  private place(stream: string, head: StreamHead | undefined, number: number, position: number): StreamHead {
    const before = head ?? this.index.create(stream, position);
    if (number === DELETED) this.index.entomb(stream, before, position);
    else this.index.add(before.id, number, position);
    return { id: before.id, last: number, tombstonePosition: number === DELETED ? position : 0 };
  }

  /** Takes the store for this process. Call it once before anything is written. */
  async begin(): Promise<void> {
    await this.commit(() => {
      this.state.putSync('format', STORE_FORMAT);
      this.state.putSync('owner', this.owner);
      this.state.removeSync('nextPosition');
      this.storeTail();
    });
    this.index.dropTail();
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
    if (this.index.isTailLong) {
      await this.commit(() => {
        this.checkOwner();
        this.storeTail();
      });
      this.index.dropTail();
    }
    const start = this.visibleBefore;
    const [result, end] = await this.commit(() => {
      this.checkOwner();
      // What is being written is there for the writer only.
      this.visibleBefore = MAX_NUMBER;
      try {
        return [write(), this.nextPosition] as const;
      } finally {
        this.visibleBefore = start;
      }
    });
    this.visibleBefore = end;
    return result;
  }

  private checkOwner(): void {
    if (this.state.get('owner') !== this.owner) throw new StoreTaken();
  }

  private storeTail(): void {
    this.index.storeTail();
    this.state.putSync('indexedTo', this.nextPosition);
    this.state.putSync('nextStreamId', this.index.nextStreamId);
  }

  private async commit<T>(write: () => T): Promise<T> {
    try {
      // A child transaction, because only that one is undone when `write` throws.
      return await this.root.childTransaction(write);
    } catch (error) {
      if (!isFailedCommit(error)) throw error;
      const cause: unknown = await error.commitError.catch((reason: unknown) => reason);
      throw new Error(`The commit failed: ${String(cause)}`, { cause });
    }
  }

  async close(): Promise<void> {
    await this.root.close();
  }

  /** After a transaction that failed: what was prepared in memory goes, what is on disk is all there is. */
  forgetUncommitted(): void {
    this.index.dropTail();
    this.index.nextStreamId = this.state.get('nextStreamId') ?? 1;
    this.nextPosition = this.endOfLog();
    this.visibleBefore = MAX_NUMBER;
    this.readTail();
    this.visibleBefore = this.nextPosition;
  }

  /** Whether the disk has space for the largest write. */
  hasRoom(): boolean {
    return hasRoom(this.directory);
  }

  /** Whether a transaction failed because there is no space left. */
  isFull(error: unknown): boolean {
    return isDiskFull(this.directory, error);
  }

  /** Position after the last committed record; only records before it exist. */
  endPosition(): number {
    return this.visibleBefore;
  }

  /** Whether a position was handed out by this store: a record's, even one removed since, or the end of the log. */
  isBoundary(position: number): boolean {
    if (position >= this.visibleBefore) return position === this.visibleBefore;
    for (const { key, value } of this.log.getRange({ start: position, reverse: true, limit: 1 })) {
      return key === position || (gapEndOf(value, key) ?? 0) > position;
    }
    return false;
  }

  /** Where the record after the one at `position` is, or will be. */
  endOf(position: number): number {
    const record = this.log.get(position)!;
    return gapEndOf(record, position) ?? position + record.length;
  }

  /** Position of the last record before `end`, undefined when there is none. */
  lastPosition(end = this.visibleBefore): number | undefined {
    const start = Math.min(end, this.visibleBefore) - 1;
    if (start < 0) return undefined;
    for (const position of this.log.getKeys({ start, reverse: true, limit: 1 })) {
      return position;
    }
    return undefined;
  }

  head(stream: string): StreamHead | undefined {
    return this.index.head(stream);
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
    return this.index.positionAt(streamId, number);
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
    return this.index.forward(streamId, first, limit);
  }

  /** Up to `limit` [number, position] pairs of a stream from `from` downwards, none below `first`. */
  indexBackward(streamId: number, from: number, first: number, limit: number): [number, number][] {
    return this.index.backward(streamId, from, first, limit);
  }

  /** Up to `limit` records of the log at `from` and after. Everybody who follows the log asks the same of each commit. */
  logForward(from: number, limit: number): readonly StoredRecord[] {
    const end = this.visibleBefore;
    if (from >= end) return [];
    const { newest } = this;
    if (newest?.from === from && newest.end === end && newest.limit === limit) return newest.records;
    const records = this.records(this.log.getRange({ start: from, end }), limit);
    // Within a transaction the end is not settled.
    if (end < MAX_NUMBER) this.newest = { from, end, limit, records };
    return records;
  }

  /** Up to `limit` records of the log before `from`, latest first. */
  logBackward(from: number, limit: number): StoredRecord[] {
    const start = Math.min(from, this.visibleBefore) - 1;
    return start < 0 ? [] : this.records(this.log.getRange({ start, reverse: true }), limit);
  }

  /** Inside `transaction`: appends events to a stream with the given head; answers the new head and the last position. */
  append(
    stream: string,
    head: StreamHead | undefined,
    events: readonly ProposedEvent[],
    createdMs: number,
  ): Readonly<{ head: StreamHead; position: number }> {
    let current = head;
    let position = 0;
    for (const event of events) {
      const number = (current?.last ?? -1) + 1;
      position = this.put(stream, number, createdMs, event);
      current = this.place(stream, current, number, position);
    }
    return { head: current!, position };
  }

  /** Inside `transaction`: ends a stream for good and answers the position of the tombstone. */
  tombstone(stream: string, event: ProposedEvent, createdMs: number): number {
    const position = this.put(stream, DELETED, createdMs, event);
    this.place(stream, this.head(stream), DELETED, position);
    return position;
  }

  /** For a scavenge: entries of the log as they are stored, gaps included. */
  rawLog(from: number, limit: number): { key: number; value: Buffer }[] {
    return Array.from(this.log.getRange({ start: from, limit }));
  }

  /** For a scavenge: gives an empty store the streams and the end of another. */
  async restoreStreams(source: LogStore): Promise<void> {
    this.nextPosition = source.nextPosition;
    this.index.nextStreamId = source.index.nextStreamId;
    await this.transaction(() => {
      for (const { key, row } of source.index.allRows()) this.index.putRow(key, row);
      this.storeTail();
    });
  }

  /** Inside `transaction`, for a scavenge: a record as it is stored; tombstones have no place in the index. */
  restoreRecord(position: number, record: Buffer, stream: string, number: number): void {
    this.log.putSync(position, record, { append: true });
    if (number !== DELETED) this.index.put(this.head(stream)!.id, number, position);
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

  private put(stream: string, number: number, createdMs: number, event: ProposedEvent): number {
    const position = this.nextPosition;
    const record = encodeRecord(event, { stream, number, position, createdMs });
    this.log.putSync(position, record, { append: true });
    this.nextPosition += record.length;
    return position;
  }
}
