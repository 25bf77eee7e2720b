import { setTimeout as delay } from 'node:timers/promises';
import { ViewBehind } from '@credstream/domain-kernel';
import { coveredBy, type EventStore, type LogPosition } from '@credstream/eventstore';

/** How far something is that follows the log. */
export type Progress = Readonly<{
  /** Does it lack nothing up to this position? */
  hasReached: (position: bigint) => Promise<boolean>;
  /** Throws `ViewBehind` when the position is not reached in time (5 s). */
  waitFor: (position: bigint) => Promise<void>;
}>;

const waitMs = 5_000;
const pollMs = 5;

/**
 * Who follows quiet streams hears of a position only now and then; the log knows whether anything is missing. What the log
 * was asked once is not asked again: nothing is ever recorded before a position that is known.
 */
export const progressOf = (
  store: Pick<EventStore, 'quietUpTo'>,
  prefixes: readonly string[],
  reached: () => LogPosition | Promise<LogPosition>,
  /** Told that somebody waits. */
  hurry: () => void = () => undefined,
): Progress => {
  /** Nothing of these streams lies between the two. */
  let quiet = { from: 0n, upTo: 0n };

  const hasReached = async (wanted: bigint): Promise<boolean> => {
    const place = await reached();
    const position = coveredBy(place);
    // What stands before the quiet part was put back, by a restored database for instance.
    const isIn = position >= quiet.from && position < quiet.upTo;
    const { from, upTo } = isIn ? quiet : { from: position, upTo: position };
    if (upTo >= wanted) return true;
    // A request may name a position that the log has not come to: nothing is known of what will stand before that.
    const quietUpTo = await store.quietUpTo(prefixes, isIn ? upTo : place, wanted);
    if (quietUpTo === undefined) return false;
    quiet = { from, upTo: quietUpTo };
    return true;
  };
  return {
    hasReached,
    waitFor: async (wanted) => {
      const deadline = performance.now() + waitMs;
      while (!(await hasReached(wanted))) {
        if (performance.now() > deadline) throw new ViewBehind();
        hurry();
        await delay(pollMs);
      }
    },
  };
};
