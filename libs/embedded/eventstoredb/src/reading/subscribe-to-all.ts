import {
  type CommitSignal,
  type LogStore,
  nameOf,
  type RecordName,
  type StoredRecord,
} from '../store/index.js';
import type { Filter } from './filter.js';
import { LIVE_BUFFER, type SubscriptionMessage } from './subscription.js';

export type AllSubscription = Readonly<{
  /** Records at this position and after are sent. */
  first: number;
  /** The last record that the subscriber knows of, for the first checkpoint. */
  known: number | undefined;
  /** Without a filter there are no checkpoints. */
  filter: Readonly<{ matches: Filter; checkpointInterval: number }> | undefined;
  /** `realVersionQuirks` of the server. */
  quirks: boolean;
}>;

type Checkpoint = Extract<SubscriptionMessage, { kind: 'checkpoint' }>;

/** What versions 24.2.0 to 24.10.4 send when a filter from the start matches nothing in a short log. */
const nowhere: Checkpoint = { kind: 'checkpoint', commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };

const names = new WeakMap<StoredRecord, RecordName>();

/** Of a record that many subscriptions look at. */
const knownName = (record: StoredRecord): RecordName => {
  const name = names.get(record) ?? nameOf(record.message);
  names.set(record, name);
  return name;
};

/**
 * Pages of messages: what is there, caught up, then every record as it is committed; ends when `aborted` fires.
 * A filtered subscription gets a checkpoint after each `checkpointInterval` records, matching or not,
 * and one before it is caught up. A checkpoint is never before the last event sent and never repeats.
 */
export async function* subscribeToAll(
  store: LogStore,
  committed: CommitSignal,
  { first, known, filter, quirks }: AllSubscription,
  aborted: AbortSignal,
): AsyncGenerator<readonly SubscriptionMessage[]> {
  let next = first;
  let last = quirks ? undefined : known;
  let matched: number | undefined;
  let checkpoint: number | undefined;
  let considered = 0;
  let live = false;

  /** Of all considered records; with quirks the place before a record, which its commit alone does not tell. */
  const checkpointAt = (position: number): Checkpoint => {
    checkpoint = position;
    if (!quirks) return { kind: 'checkpoint', commit: BigInt(position), prepare: BigInt(position) };
    const isSent = position === matched;
    return { kind: 'checkpoint', commit: BigInt(isSent ? store.endOf(position) : position), prepare: 0n };
  };

  const consider = (record: StoredRecord): SubscriptionMessage[] => {
    const { position } = record;
    last = position;
    next = position + 1;
    const messages: SubscriptionMessage[] = [];
    if (filter === undefined || filter.matches(knownName(record))) {
      messages.push({ kind: 'event', record });
      matched = position;
    }
    considered++;
    if (filter !== undefined && considered % filter.checkpointInterval === 0) {
      messages.push(checkpointAt(position));
    }
    return messages;
  };

  committed.wakeWhen(aborted);
  while (!aborted.aborted) {
    const records = store.logForward(next, LIVE_BUFFER);
    if (records.length > 0) {
      yield records.flatMap(consider);
      if (live && records.length === LIVE_BUFFER) live = false;
    } else if (live) {
      await committed.next();
    } else {
      live = true;
      considered = 0;
      const messages: SubscriptionMessage[] = [{ kind: 'caught_up' }];
      if (
        filter !== undefined &&
        quirks &&
        first === 0 &&
        matched === undefined &&
        checkpoint === undefined
      ) {
        messages.unshift(nowhere);
      } else if (filter !== undefined && last !== undefined && last !== checkpoint) {
        messages.unshift(checkpointAt(last));
      }
      yield messages;
    }
  }
}
