import type { StoredRecord } from '../store/index.js';

/** What a subscription sends, in order. `tombstoned` is the last one. */
export type SubscriptionMessage = Readonly<
  | { kind: 'event'; record: StoredRecord }
  | { kind: 'checkpoint'; commit: bigint; prepare: bigint }
  | { kind: 'caught_up' }
  | { kind: 'tombstoned' }
>;

/** The real server's live buffer: a subscriber further behind goes back to catching up. */
export const LIVE_BUFFER = 32;
