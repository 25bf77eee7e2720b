import type { LogStore, StoredRecord } from './log-store.js';
import { DELETED } from './model.js';
import { decodeRecordedEvent } from './record-codec.js';
import { isSoftDeleted, visibleRange } from './stream-metadata.js';

export type StreamPresence =
  | Readonly<{ kind: 'tombstoned' }>
  | Readonly<{ kind: 'not_found' }>
  | Readonly<{ kind: 'found'; id: number; last: number }>;

/** Whether a reader of the stream gets events, "not found" or "deleted". */
export const presenceOf = (store: LogStore, stream: string): StreamPresence => {
  if (store.isTombstoned(stream)) return { kind: 'tombstoned' };
  const head = store.head(stream);
  if (head === undefined || head.last < 0 || head.last === DELETED || isSoftDeleted(store.metadata(stream))) {
    return { kind: 'not_found' };
  }
  return { kind: 'found', id: head.id, last: head.last };
};

/** Records of one page and where the next page starts; `next` is undefined when nothing is left. */
export type Page = Readonly<{ records: readonly StoredRecord[]; next: number | undefined }>;

const nothing: Page = { records: [], next: undefined };

type Range = Readonly<{ id: number; last: number; first: number; createdAfterMs: number }>;

const rangeOf = (store: LogStore, stream: string, nowMs: number): Range | undefined => {
  const presence = presenceOf(store, stream);
  if (presence.kind !== 'found') return undefined;
  return { ...presence, ...visibleRange(store.metadata(stream), presence.last, nowMs) };
};

const young = (range: Range, record: StoredRecord) =>
  range.createdAfterMs === Number.NEGATIVE_INFINITY ||
  decodeRecordedEvent(record.message).createdMs >= range.createdAfterMs;

const load = (store: LogStore, range: Range, entries: readonly [number, number][]): StoredRecord[] =>
  entries
    .map(([, position]) => store.recordAtPosition(position))
    .filter((record) => record !== undefined)
    .filter((record) => young(range, record));

/** Visible events at `from` and after, in order. */
export const readForward = (
  store: LogStore,
  stream: string,
  from: number,
  limit: number,
  nowMs: number,
): Page => {
  const range = rangeOf(store, stream, nowMs);
  if (range === undefined) return nothing;
  const entries = store.indexForward(range.id, Math.max(from, range.first), limit);
  const last = entries.at(-1);
  return {
    records: load(store, range, entries),
    next: last === undefined || last[0] >= range.last ? undefined : last[0] + 1,
  };
};

/** Visible events at `from` and before, latest first. */
export const readBackward = (
  store: LogStore,
  stream: string,
  from: number,
  limit: number,
  nowMs: number,
): Page => {
  const range = rangeOf(store, stream, nowMs);
  if (range === undefined) return nothing;
  const entries = store.indexBackward(range.id, Math.min(from, range.last), range.first, limit);
  const last = entries.at(-1);
  return {
    records: load(store, range, entries),
    next: last === undefined || last[0] <= range.first ? undefined : last[0] - 1,
  };
};

/** The record of an event number, if a reader of the stream gets it. */
export const readEvent = (
  store: LogStore,
  stream: string,
  number: number,
  nowMs: number,
): StoredRecord | undefined => {
  const range = rangeOf(store, stream, nowMs);
  if (range === undefined || number < range.first) return undefined;
  const record = store.recordAt(range.id, number);
  return record && young(range, record) ? record : undefined;
};
