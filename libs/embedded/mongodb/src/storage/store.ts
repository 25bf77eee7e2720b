import { endOf } from '../bson/order.js';
import type { Disk } from './disk.js';
import type { QueryCounters } from './query-counters.js';
import { type Direction, type Entry, SortedMap } from './sorted-map.js';

/** A removed key hides the same key in an older layer. */
const REMOVED = null;
type Written = Uint8Array | typeof REMOVED;

/** What is written to the disk in one go is not to hold up the process for long. */
const FLUSH_BYTES = 4 * 1024 * 1024;
/** Above it, nothing more is taken in until the disk has taken what there is. */
const FULL_BYTES = 64 * 1024 * 1024;
const ENTRY_BYTES = 100;
const CHUNKS = [4, 64, 512] as const;

/**
 * Keys in order, each with bytes: what was written lately in memory, over what is on disk. `flush` makes all that
 * was written before it durable at once, so that the disk always holds one moment of the whole server. Without a
 * disk everything stays in memory.
 */
export class Store {
  readonly counters: QueryCounters = { collectionScans: 0, sorts: 0, documents: 0 };
  private written = new SortedMap<Written>();
  private writtenBytes = 0;
  private flushing: SortedMap<Written> | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly disk: Disk | undefined,
    /** Told when what was written lately has become much. */
    private readonly onMuch: () => void,
  ) {}

  get(key: string): Uint8Array | undefined {
    for (const layer of [this.written, this.flushing]) {
      const value = layer?.get(key);
      if (value !== undefined) return value ?? undefined;
    }
    return this.disk?.get(key);
  }

  put(key: string, value: Uint8Array): void {
    this.write(key, value);
  }

  remove(key: string): void {
    if (this.disk === undefined) this.written.delete(key);
    else this.write(key, REMOVED);
  }

  private write(key: string, value: Written): void {
    this.written.set(key, value);
    const before = this.writtenBytes;
    this.writtenBytes += key.length + (value?.length ?? 0) + ENTRY_BYTES;
    if (this.disk !== undefined && before < FLUSH_BYTES && this.writtenBytes >= FLUSH_BYTES) this.onMuch();
  }

  /**
   * Entries with `from <= key < to`, in order or against it. Others may write between two entries: what is read
   * then is as it is then, and no key comes twice.
   */
  *range(from: string, to: string, direction: Direction): Generator<Entry<Uint8Array>, void, undefined> {
    let turn = 0;
    let [low, high] = [from, to];
    while (low < high) {
      const { entries, reached } = this.chunk(
        low,
        high,
        direction,
        CHUNKS[Math.min(turn++, CHUNKS.length - 1)]!,
      );
      yield* entries;
      if (reached === undefined) return;
      if (direction === 1) low = `${reached}\u0000`;
      else high = reached;
    }
  }

  /** How many keys lie in a range, but no more than `limit`. */
  count(from: string, to: string, limit: number): number {
    let n = 0;
    for (const entry of this.range(from, to, 1)) {
      if (entry !== undefined && ++n >= limit) break;
    }
    return n;
  }

  /** The first entries of a range; `reached` is the key up to which they are complete, if there may be more. */
  private chunk(
    from: string,
    to: string,
    direction: Direction,
    limit: number,
  ): Readonly<{ entries: readonly Entry<Uint8Array>[]; reached: string | undefined }> {
    const layers = [this.disk, this.flushing, this.written]
      .map((layer) => layer?.take(from, to, direction, limit) ?? [])
      .filter(({ length }) => length > 0);
    const ahead = (a: string, b: string): boolean => (direction === 1 ? a < b : a > b);
    let reached: string | undefined;
    for (const layer of layers) {
      const last = layer.length === limit ? layer.at(-1)!.key : undefined;
      if (last !== undefined && (reached === undefined || ahead(last, reached))) reached = last;
    }
    const merged = layers.reduce<readonly Entry<Written>[]>((older, newer) => merge(older, newer, ahead), []);
    const entries = merged.filter(
      ({ key, value }) => value !== REMOVED && (reached === undefined || !ahead(reached, key)),
    ) as Entry<Uint8Array>[];
    return { entries, reached };
  }

  /** Removes all keys that begin with a prefix, a part at a time. @returns whether there may be more */
  clear(prefix: string, limit: number): boolean {
    const keys = [];
    for (const { key } of this.range(prefix, endOf(prefix), 1)) {
      if (keys.push(key) === limit) break;
    }
    for (const key of keys) this.remove(key);
    return keys.length === limit;
  }

  /** Resolves when there is room for more; undefined if there is. */
  get room(): Promise<void> | undefined {
    return this.writtenBytes >= FULL_BYTES ? this.running?.catch(() => undefined) : undefined;
  }

  /**
   * Resolves when all that was written before the call is on disk. Rejects if the disk refuses; nothing is lost then.
   * `settle` writes what must go with it, at the moment when it is taken.
   */
  async flush(settle: () => void): Promise<void> {
    // What runs already began without what was written since.
    while (this.running !== undefined) await this.running.catch(() => undefined);
    // Not before the wait: what is written during it would go to the disk without what belongs to it.
    settle();
    if (this.disk === undefined || this.written.size === 0) return;
    this.running = this.flushTo(this.disk).finally(() => (this.running = undefined));
    await this.running;
  }

  private async flushTo(disk: Disk): Promise<void> {
    const going = this.written;
    const goingBytes = this.writtenBytes;
    this.flushing = going;
    this.written = new SortedMap();
    this.writtenBytes = 0;
    try {
      await disk.write(going.entries());
    } catch (error) {
      for (const { key, value } of going.entries()) {
        if (this.written.get(key) === undefined) this.written.set(key, value);
      }
      this.writtenBytes += goingBytes;
      throw error;
    } finally {
      this.flushing = undefined;
    }
  }

  /** Writes what is left, and lets the disk go. */
  async close(settle: () => void): Promise<void> {
    try {
      await this.flush(settle);
    } finally {
      await this.disk?.close();
    }
  }
}

/** Two runs in the same order as one; where both have a key, the newer counts. */
const merge = (
  older: readonly Entry<Written>[],
  newer: readonly Entry<Written>[],
  ahead: (a: string, b: string) => boolean,
): readonly Entry<Written>[] => {
  if (older.length === 0) return newer;
  const result: Entry<Written>[] = [];
  let at = 0;
  for (const entry of newer) {
    while (at < older.length && ahead(older[at]!.key, entry.key)) result.push(older[at++]!);
    if (at < older.length && older[at]!.key === entry.key) at++;
    result.push(entry);
  }
  while (at < older.length) result.push(older[at++]!);
  return result;
};
