import type { LogStore, StoredRecord } from './log-store.js';
import { readEvent } from './read-stream.js';
import { decodeRecordedEvent, nameOf } from './record-codec.js';

const linkTarget = /^(\d+)@([^]*)$/;

/** What a reader gets for one record; a link whose target is not readable has no `event`. */
export type ResolvedRecord = Readonly<{ event: StoredRecord | undefined; link: StoredRecord | undefined }>;

/** Resolves a `$>` record one level. A payload that names no event leaves the record as it is. */
export const resolveLink = (store: LogStore, record: StoredRecord, nowMs: number): ResolvedRecord => {
  if (nameOf(record.message).type !== '$>') return { event: record, link: undefined };
  const { data } = decodeRecordedEvent(record.message);
  const match = linkTarget.exec(Buffer.from(data).toString('utf8'));
  if (match === null) return { event: record, link: undefined };
  return { event: readEvent(store, match[2]!, Number(match[1]), nowMs), link: record };
};
