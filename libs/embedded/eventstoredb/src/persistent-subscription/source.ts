import { compileFilter, type FilterExpression, isHidden } from '../filter.js';
import type { LogStore, StoredRecord } from '../log-store.js';
import { readForward } from '../read-stream.js';
import { decodeRecordedEvent, nameOf } from '../record-codec.js';
import { ALL, type GroupConfig, type GroupStart } from './settings.js';

/** A record of a group's source; `at` is its event number or log position. No record: the filter left it out. */
export type SourceRecord = Readonly<{ at: number; record: StoredRecord | undefined }>;

/** What a group reads: one stream by event number, or the log by position. */
export type Source = Readonly<{
  /** Up to `limit` records after `at`, in order. */
  read: (after: number, limit: number) => readonly SourceRecord[];
  /** Number or position of the last record, −1 when there is none. */
  last: () => number;
  /** How a checkpoint is written in its event. */
  format: (at: number) => string;
  parse: (text: string) => number;
}>;

const streamSource = (store: LogStore, stream: string, now: () => number): Source => ({
  read: (after, limit) =>
    readForward(store, stream, after + 1, limit, now()).records.map((record) => ({
      at: decodeRecordedEvent(record.message).number,
      record,
    })),
  last: () => store.head(stream)?.last ?? -1,
  format: String,
  parse: Number,
});

const allSource = (store: LogStore, expression: FilterExpression | undefined): Source => {
  const matches = expression === undefined ? () => true : compileFilter(expression);
  return {
    read: (after, limit) =>
      store.logForward(after + 1, limit).map((record) => {
        const wanted = !isHidden(record.message) && matches(nameOf(record.message));
        return { at: record.position, record: wanted ? record : undefined };
      }),
    last: () => store.lastPosition() ?? -1,
    format: (at) => `C:${at}/P:${at}`,
    parse: (text) => Number(/^C:(\d+)/.exec(text)?.[1]),
  };
};

export const sourceOf = (store: LogStore, config: GroupConfig, now: () => number): Source =>
  config.stream === ALL ? allSource(store, config.filter) : streamSource(store, config.stream, now);

/** The number or position after which a group without a checkpoint begins. */
export const startAfter = (start: GroupStart, source: Source): number => {
  if (start === 'start') return -1;
  return start === 'end' ? source.last() : start - 1;
};

/** `start_from` as the info answer shows it. */
export const formatStart = (start: GroupStart, source: Source): string => {
  if (start === 'start') return source.format(0);
  return source.format(start === 'end' ? -1 : start);
};
