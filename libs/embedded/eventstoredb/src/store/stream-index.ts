import type { Database, RootDatabase } from 'lmdb';
import { DELETED, type StreamHead } from './model.js';
import {
  type IndexKey,
  indexKey,
  MAX_NUMBER,
  numberValue,
  streamKey,
  type StreamRow,
  streamRow,
  withLayout,
} from './store-encoding.js';

/** So many events may be in the log and not yet in the trees; a start reads as many again. */
const TAIL_EVENTS = 1024;

/** Events of one stream without a gap, from number `first`. */
type Tail = Readonly<{ first: number; positions: number[] }>;

type RowVersion = Readonly<{ since: number; row: StreamRow }>;

/**
 * Where the events of each stream are: the trees `index` ([stream id, number] → position) and `streams` (name → row),
 * and before them, in memory, what the log has and they have not: the log alone makes an event durable, and trees
 * that many events go into at once cost each commit nothing (docs/adr/0023).
 */
export class StreamIndex {
  private readonly index: Database<number, IndexKey>;
  private readonly streams: Database<StreamRow, Buffer>;
  private readonly rows = new Map<string, RowVersion[]>();
  private readonly tails = new Map<number, Tail>();
  private events = 0;

  /** What is at `visibleBefore()` or after is not there for the caller. */
  constructor(
    root: RootDatabase,
    public nextStreamId: number,
    private readonly visibleBefore: () => number,
  ) {
    this.index = root.openDB('index', withLayout({ encoder: numberValue, keyEncoder: indexKey }));
    this.streams = root.openDB('streams', withLayout({ encoder: streamRow, keyEncoding: 'binary' }));
  }

  head(stream: string): StreamHead | undefined {
    const row = this.rowOf(stream);
    if (row === undefined) return undefined;
    const [id, , tombstonePosition] = row;
    return { id, last: tombstonePosition > 0 ? DELETED : this.lastNumber(row), tombstonePosition };
  }

  positionAt(streamId: number, number: number): number | undefined {
    if (number > MAX_NUMBER) return undefined;
    const tail = this.tails.get(streamId);
    return tail !== undefined && number >= tail.first
      ? this.visible(tail.positions[number - tail.first])
      : this.index.get([streamId, number]);
  }

  /** Up to `limit` [number, position] pairs of a stream from `first` upwards. */
  forward(streamId: number, first: number, limit: number): [number, number][] {
    // A larger number would wrap in a key.
    if (first > MAX_NUMBER) return [];
    const tail = this.tails.get(streamId);
    const end: IndexKey = tail === undefined ? [streamId + 1, 0] : [streamId, tail.first];
    const entries =
      tail !== undefined && first >= tail.first ? [] : this.stored({ start: [streamId, first], end, limit });
    if (tail === undefined) return entries;
    for (let number = Math.max(first, tail.first); entries.length < limit; number++) {
      const position = this.visible(tail.positions[number - tail.first]);
      if (position === undefined) break;
      entries.push([number, position]);
    }
    return entries;
  }

  /** Up to `limit` [number, position] pairs of a stream from `from` downwards, none below `first`. */
  backward(streamId: number, from: number, first: number, limit: number): [number, number][] {
    const entries: [number, number][] = [];
    const tail = this.tails.get(streamId);
    let number = Math.min(from, MAX_NUMBER);
    if (tail !== undefined) {
      number = Math.min(from, tail.first + tail.positions.length - 1);
      for (; number >= Math.max(first, tail.first) && entries.length < limit; number--) {
        const position = this.visible(tail.positions[number - tail.first]);
        if (position !== undefined) entries.push([number, position]);
      }
    }
    if (number < first || entries.length === limit) return entries;
    const end: IndexKey = first > 0 ? [streamId, first - 1] : [streamId - 1, MAX_NUMBER];
    const range = { start: [streamId, number] as IndexKey, end, reverse: true };
    return [...entries, ...this.stored({ ...range, limit: limit - entries.length })];
  }

  /** A stream whose first event is at `position`. */
  create(stream: string, position: number): StreamHead {
    const id = this.nextStreamId++;
    this.change(stream, position, [id, 0, 0]);
    return { id, last: -1, tombstonePosition: 0 };
  }

  add(streamId: number, number: number, position: number): void {
    const tail = this.tails.get(streamId);
    if (tail === undefined) this.tails.set(streamId, { first: number, positions: [position] });
    else tail.positions.push(position);
    this.events++;
  }

  /** The stream ended for good by the event at `position`. */
  entomb(stream: string, { id, last }: StreamHead, position: number): void {
    this.change(stream, position, [id, last + 1, position]);
    this.events++;
  }

  get isTailLong(): boolean {
    return this.events >= TAIL_EVENTS;
  }

  /** Inside a transaction: puts the tail into the trees. It is forgotten by `dropTail`, once that is on disk. */
  storeTail(): void {
    for (const [stream, versions] of this.rows) this.putRow(streamKey(stream), versions.at(-1)!.row);
    for (const [id, { first, positions }] of [...this.tails].sort(([a], [b]) => a - b)) {
      positions.forEach((position, offset) => this.put(id, first + offset, position));
    }
  }

  dropTail(): void {
    this.rows.clear();
    this.tails.clear();
    this.events = 0;
  }

  /** For a scavenge: the rows of all streams, whose later versions come later. */
  *allRows(): Generator<Readonly<{ key: Buffer; row: StreamRow }>> {
    const current = ([id, count, tombstonePosition]: StreamRow): StreamRow => [
      id,
      this.lastNumber([id, count, tombstonePosition]) + 1,
      tombstonePosition,
    ];
    for (const { key, value } of this.streams.getRange({})) yield { key, row: current(value) };
    for (const [stream, versions] of this.rows) {
      yield { key: streamKey(stream), row: current(versions.at(-1)!.row) };
    }
  }

  /** Inside a transaction: straight into the tree. */
  putRow(key: Buffer, row: StreamRow): void {
    this.streams.putSync(key, row);
  }

  /** Inside a transaction: straight into the tree. */
  put(streamId: number, number: number, position: number): void {
    this.index.putSync([streamId, number], position);
  }

  private change(stream: string, since: number, row: StreamRow): void {
    const versions = this.rows.get(stream);
    if (versions === undefined) this.rows.set(stream, [{ since, row }]);
    else versions.push({ since, row });
  }

  private rowOf(stream: string): StreamRow | undefined {
    const version = this.rows.get(stream)?.findLast(({ since }) => since < this.visibleBefore());
    return version?.row ?? this.streams.get(streamKey(stream));
  }

  private visible(position: number | undefined): number | undefined {
    return position !== undefined && position < this.visibleBefore() ? position : undefined;
  }

  /** The index tells the last number, unless the event was scavenged; so an append need not rewrite the row. */
  private lastNumber([id, count]: StreamRow): number {
    for (const [number] of this.backward(id, MAX_NUMBER, 0, 1)) return Math.max(number, count - 1);
    return count - 1;
  }

  private stored(
    range: Readonly<{ start: IndexKey; end: IndexKey; limit: number; reverse?: boolean }>,
  ): [number, number][] {
    return Array.from(this.index.getRange(range), ({ key, value }) => [key[1], value]);
  }
}
