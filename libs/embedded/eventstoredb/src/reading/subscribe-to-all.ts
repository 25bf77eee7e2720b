import { type CommitSignal, type LogStore, nameOf, type StoredRecord } from '../store/index.js';
import type { Filter } from './filter.js';
import { LIVE_BUFFER, type SubscriptionMessage } from './subscription.js';

export type AllSubscription = Readonly<{
  /** Records after this position are sent; undefined starts with the first. */
  after: number | undefined;
  /** Without a filter there are no checkpoints. */
  filter: Readonly<{ matches: Filter; checkpointInterval: number }> | undefined;
}>;

/**
 * Pages of messages: what is there, caught up, then every record as it is committed; ends when `aborted` fires.
 * A filtered subscription gets a checkpoint after each `checkpointInterval` records, matching or not,
 * and one before it is caught up. A checkpoint is never before the last event sent and never repeats.
 */
export async function* subscribeToAll(
  store: LogStore,
  committed: CommitSignal,
  { after, filter }: AllSubscription,
  aborted: AbortSignal,
): AsyncGenerator<readonly SubscriptionMessage[]> {
  let position = after;
  let checkpoint: number | undefined;
  let considered = 0;
  let live = false;

  const consider = (record: StoredRecord): SubscriptionMessage[] => {
    position = record.position;
    const messages: SubscriptionMessage[] = [];
    if (filter === undefined || filter.matches(nameOf(record.message))) {
      messages.push({ kind: 'event', record });
    }
    considered++;
    if (filter !== undefined && considered % filter.checkpointInterval === 0) {
      messages.push({ kind: 'checkpoint', position });
      checkpoint = position;
    }
    return messages;
  };

  while (!aborted.aborted) {
    const records = store.logForward(position === undefined ? 0 : position + 1, LIVE_BUFFER);
    if (records.length > 0) {
      yield records.flatMap(consider);
      if (live && records.length === LIVE_BUFFER) live = false;
    } else if (live) {
      await committed.next(aborted);
    } else {
      live = true;
      considered = 0;
      const last: SubscriptionMessage[] = [{ kind: 'caught_up' }];
      if (filter !== undefined && position !== undefined && position !== checkpoint) {
        checkpoint = position;
        last.unshift({ kind: 'checkpoint', position });
      }
      yield last;
    }
  }
}
