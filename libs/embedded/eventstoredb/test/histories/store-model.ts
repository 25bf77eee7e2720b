/** Number of a tombstone and `$tb` of a soft delete: the largest int64, as near as a double comes. */
export const DELETED = 2 ** 63;

export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;
type Json = Readonly<Record<string, unknown>>;
export type NewEvent = Readonly<{ id: string; type: string; data: Json }>;
type Content = Readonly<{ id: string; type: string; data: Json | undefined }>;
/** A record of the log; `id` is '' when the server made it, `data` undefined of a tombstone, `at` Unix time in ms. */
export type Entry = Content & Readonly<{ stream: string; number: number; at: number }>;
export type Refusal = Readonly<
  { kind: 'wrong_version'; last: number } | { kind: 'deleted' } | { kind: 'not_found' }
>;
/** `entry` is the last record of the write, undefined when there is none or no reader gets it. */
export type Written = Readonly<{ kind: 'written'; last: number; entry: Entry | undefined }>;

const deleted = { kind: 'deleted' } as const;
const metastreamOf = (stream: string) => `$$${stream}`;

/**
 * What an EventStoreDB node answers, over one plain list of all its records: the tables of commit check, deletion,
 * metadata and reads in the protocol's description, made without any code of this library.
 */
export class StoreModel {
  readonly log: Entry[] = [];
  private startedAt = 0;

  constructor(private readonly now: () => number) {}

  restart(): void {
    this.startedAt = this.log.length;
  }

  append(stream: string, expected: Expected, events: readonly NewEvent[]): Written | Refusal {
    const ids = events.map(({ id }) => id);
    return this.check(stream, expected, ids) ?? this.write(stream, events);
  }

  softDelete(stream: string, expected: Expected): Written | Refusal {
    const last = this.last(stream);
    const refusal = this.check(stream, expected, ['new']);
    if (refusal) return refusal;
    if (last < 0 && this.last(metastreamOf(stream)) < 0) return { kind: 'wrong_version', last };
    return { kind: 'written', last, entry: this.writeMetadata(stream, { $tb: DELETED }) };
  }

  tombstone(stream: string, expected: Expected): Written | Refusal {
    const refusal = this.check(stream, expected, ['new']);
    if (refusal) return refusal;
    const entry = this.put(stream, DELETED, { id: '', type: '$streamDeleted', data: undefined });
    return { kind: 'written', last: DELETED, entry };
  }

  /** Events from a number on, or from it down. */
  read(stream: string, backwards: boolean, from: number, limit: number): Entry[] | Refusal {
    if (this.isTombstoned(stream)) return deleted;
    if (this.last(stream) < 0 || this.isSoftDeleted(stream)) return { kind: 'not_found' };
    const visible = this.visible(stream);
    const wanted = backwards
      ? visible.filter(({ number }) => number <= from).reverse()
      : visible.filter(({ number }) => number >= from);
    return wanted.slice(0, limit);
  }

  /** Records from an index of the log on, or those before it from the latest down. */
  readAll(backwards: boolean, from: number, limit: number): Entry[] {
    return (backwards ? this.log.slice(0, from).reverse() : this.log.slice(from)).slice(0, limit);
  }

  /** Number of the last event, hidden or not. */
  last(stream: string): number {
    return this.events(stream).length - 1;
  }

  /** The first row that holds decides; undefined lets the write through. */
  private check(stream: string, expected: Expected, ids: readonly string[]): Written | Refusal | undefined {
    const events = this.events(stream);
    const last = this.last(stream);
    const softDeleted = this.isSoftDeleted(stream);
    const wrong = { kind: 'wrong_version', last } as const;
    const repeat = (number: number): Written => ({
      kind: 'written',
      last: number,
      entry: this.visible(stream).find((entry) => entry.number === number),
    });

    const byRecentIds = expected === 'any' || expected === 'stream_exists';
    const recent = this.log.slice(this.startedAt);
    const first = ids.map((id) => recent.find((entry) => entry.id === id));
    const known = first.map((entry) => (entry?.stream === stream ? entry.number : -1));

    const exact = typeof expected === 'number' ? expected : -1;
    const isAt = ids.map((id, n) => known[n] === exact + 1 + n || events[exact + 1 + n]?.id === id);

    const rows: [boolean, Written | Refusal | undefined][] = [
      [this.isTombstoned(stream), deleted],
      [expected === 'stream_exists' && softDeleted, deleted],
      [expected === 'stream_exists' && last < 0 && this.last(metastreamOf(stream)) < 0, wrong],
      [byRecentIds && (ids.length === 0 || known[0] === -1), undefined],
      [byRecentIds && known.includes(-1), wrong],
      [byRecentIds, repeat(known.at(-1) ?? -1)],
      [exact === last, undefined],
      [exact > last || ids.length === 0, wrong],
      [!isAt.includes(false), repeat(exact + ids.length)],
      [expected === 'no_stream' && softDeleted && !isAt[0], undefined],
      [true, wrong],
    ];
    return rows.find(([holds]) => holds)![1];
  }

  /** Whatever is written to a soft-deleted stream or to its metastream, even nothing, recreates the stream. */
  private write(stream: string, events: readonly NewEvent[]): Written {
    const subject = stream.replace(/^\$\$/, '');
    const recreates = this.isSoftDeleted(subject);
    const $tb = this.last(subject) + 1;
    const entry = events.map((event) => this.put(stream, this.last(stream) + 1, event)).at(-1);
    const last = this.last(stream);
    if (recreates) this.writeMetadata(subject, { ...this.events(metastreamOf(subject)).at(-1)!.data, $tb });
    return { kind: 'written', last, entry };
  }

  private writeMetadata(stream: string, data: Json): Entry {
    const metastream = metastreamOf(stream);
    return this.put(metastream, this.last(metastream) + 1, { id: '', type: '$metadata', data });
  }

  private put(stream: string, number: number, content: Content): Entry {
    const entry = { ...content, stream, number, at: this.now() };
    this.log.push(entry);
    return entry;
  }

  private events(stream: string): Entry[] {
    return this.log.filter((entry) => entry.stream === stream && entry.number !== DELETED);
  }

  private visible(stream: string): Entry[] {
    const { $maxCount = Infinity, $maxAge = Infinity, $tb = 0 } = this.metadata(stream);
    const first = Math.max($tb, this.last(stream) - $maxCount + 1);
    return this.events(stream).filter(
      ({ number, at }) => number >= first && at >= this.now() - $maxAge * 1000,
    );
  }

  private isTombstoned(stream: string): boolean {
    const ended = this.log.filter(({ number }) => number === DELETED).map((entry) => entry.stream);
    return [...ended, ...ended.map(metastreamOf)].includes(stream);
  }

  private isSoftDeleted(stream: string): boolean {
    return this.metadata(stream)['$tb'] === DELETED;
  }

  /** One limit of a wrong type makes all of them void, one that is not positive only itself. */
  private metadata(stream: string): Partial<Record<string, number>> {
    if (stream.startsWith('$$')) return { $maxCount: 1 };
    const { $maxCount, $maxAge, $tb } = this.events(metastreamOf(stream)).at(-1)?.data ?? {};
    const limits = Object.entries({ $maxCount, $maxAge, $tb }).filter(([, value]) => value !== undefined);
    if (!limits.every(([, value]) => Number.isInteger(value))) return {};
    return Object.fromEntries(limits.filter(([, value]) => Number(value) > 0) as [string, number][]);
  }
}
