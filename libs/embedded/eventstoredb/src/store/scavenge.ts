import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkBeforeOpen, dataFileOf, storePathOf } from './check-store.js';
import { DATA_FILE, LogStore } from './log-store.js';
import { DELETED } from './model.js';
import { decodeRecordedEvent, gapEndOf, recordedEventOf } from './record-codec.js';
import { lockStore } from './store-lock.js';
import { visibleRange } from './stream-metadata.js';
import { moveFile } from './sync-path.js';

/** Sizes in bytes of the data file. */
export type ScavengeResult = Readonly<{ removed: number; bytesBefore: number; bytesAfter: number }>;

const BATCH = 1000;

/**
 * Removes for good what metadata hides: events before `$tb`, beyond `$maxCount`, older than `$maxAge`, and all of
 * soft-deleted and tombstoned streams but the tombstone. Positions and event numbers of the rest stay.
 * The server must not be running: throws StoreInUse, and DamagedStore rather than copy damage. Until the last step
 * the store is untouched, and that step is atomic.
 */
export const scavenge = async (dataDir: string, now: () => number = Date.now): Promise<ScavengeResult> => {
  const unlock = await lockStore(dataDir);
  try {
    checkBeforeOpen(dataDir);
    const file = dataFileOf(dataDir);
    const bytesBefore = statSync(file).size;
    const copy = join(dataDir, 'scavenged');
    rmSync(copy, { recursive: true, force: true });
    const removed = await copyVisible(storePathOf(dataDir), copy, now());
    moveFile(join(copy, DATA_FILE), file);
    rmSync(copy, { recursive: true });
    return { removed, bytesBefore, bytesAfter: statSync(file).size };
  } finally {
    await unlock();
  }
};

/**
 * Copies into a new store instead of deleting: LMDB leaves deleted bytes in its pages.
 * The answer is the number of records left out.
 */
const copyVisible = async (from: string, to: string, nowMs: number): Promise<number> => {
  const source = new LogStore(from);
  const target = new LogStore(to);
  try {
    await target.begin();
    await target.restoreStreams(source);
    return await copyLog(source, target, hiddenIn(source, nowMs));
  } finally {
    await target.close();
    await source.close();
  }
};

const copyLog = async (
  source: LogStore,
  target: LogStore,
  hidden: (event: Subject) => boolean,
): Promise<number> => {
  let removed = 0;
  let gapStart: number | undefined;
  let next = 0;
  for (;;) {
    const page = source.rawLog(next, BATCH);
    const endsGap = gapStart;
    if (page.length === 0) {
      if (endsGap !== undefined) await target.transaction(() => target.restoreGap(endsGap, next));
      return removed;
    }
    await target.transaction(() => {
      for (const { key, value } of page) {
        const gapEnd = gapEndOf(value, key);
        next = gapEnd ?? key + value.length;
        if (gapEnd === undefined) {
          const event = decodeRecordedEvent(recordedEventOf(value, key));
          if (!hidden(event)) {
            if (gapStart !== undefined) target.restoreGap(gapStart, key);
            gapStart = undefined;
            target.restoreRecord(key, value, event.stream, event.number);
            continue;
          }
          removed++;
        }
        gapStart ??= key;
      }
    });
  }
};

type Subject = Readonly<{ stream: string; number: number; createdMs: number }>;

/** Whether no reader of its stream can see an event, and none ever will. */
const hiddenIn = (store: LogStore, nowMs: number): ((event: Subject) => boolean) => {
  const ranges = new Map<string, Readonly<{ first: number; createdAfterMs: number }>>();
  const rangeOf = (stream: string) => {
    if (store.isTombstoned(stream)) return { first: Infinity, createdAfterMs: Infinity };
    return visibleRange(store.metadata(stream), store.head(stream)?.last ?? -1, nowMs);
  };
  return ({ stream, number, createdMs }) => {
    if (number === DELETED) return false;
    let range = ranges.get(stream);
    if (range === undefined) ranges.set(stream, (range = rangeOf(stream)));
    return number < range.first || createdMs < range.createdAfterMs;
  };
};
