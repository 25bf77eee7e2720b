import { type CommitSignal, DELETED, type LogStore, readForward, type StoredRecord } from '../store/index.js';
import { LIVE_BUFFER, type SubscriptionMessage } from './subscription.js';

export type StreamSubscription = Readonly<{
  stream: string;
  /** Number of the first event to send. */
  first: number;
}>;

/**
 * Pages of messages: what is there, caught up, then every event as it is committed. Truncation hides
 * events while catching up, not live ones. Ends after a tombstone and when `aborted` fires.
 */
export async function* subscribeToStream(
  store: LogStore,
  committed: CommitSignal,
  { stream, first }: StreamSubscription,
  now: () => number,
  aborted: AbortSignal,
): AsyncGenerator<readonly SubscriptionMessage[]> {
  let next = first;
  let live = false;
  committed.wakeWhen(aborted);
  while (!aborted.aborted) {
    const head = store.head(stream);
    const tombstoned = store.isTombstoned(stream);
    if (tombstoned && !live) {
      yield [{ kind: 'tombstoned' }];
      return;
    }
    const records = live ? liveRecords(store, head?.id, next) : undefined;
    if (records === undefined) {
      const page = readForward(store, stream, next, LIVE_BUFFER, now());
      next = page.next ?? Math.max(next, (head?.last ?? -1) + 1);
      yield page.records.map((record) => ({ kind: 'event', record }));
      if (page.next === undefined && store.head(stream)?.last === head?.last) {
        live = true;
        yield [{ kind: 'caught_up' }];
      }
      continue;
    }
    next += records.length;
    yield records.map((record) => ({ kind: 'event', record }));
    if (records.length === LIVE_BUFFER) live = false;
    else if (tombstoned) {
      const tombstone = head?.last === DELETED ? store.recordAtPosition(head.tombstonePosition) : undefined;
      if (tombstone) yield [{ kind: 'event', record: tombstone }];
      yield [{ kind: 'tombstoned' }];
      return;
    } else if (records.length === 0) await committed.next();
  }
}

const liveRecords = (store: LogStore, streamId: number | undefined, next: number): StoredRecord[] =>
  streamId === undefined
    ? []
    : store
        .indexForward(streamId, next, LIVE_BUFFER)
        .map(([, position]) => store.recordAtPosition(position))
        .filter((record) => record !== undefined);
