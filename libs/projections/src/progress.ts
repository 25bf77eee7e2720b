import { ViewBehind } from '@credstream/domain-kernel';
import { coveredBy, type EventStore, type LogPosition } from '@credstream/eventstore';
import { setTimeout as delay } from 'node:timers/promises';

/** How far something is that follows the log. */
export type Progress = Readonly<{
  /** Does it lack nothing up to this position? */
  hasReached: (position: bigint) => Promise<boolean>;
  /** Throws `ViewBehind` when the position is not reached in time (5 s). */
  waitFor: (position: bigint) => Promise<void>;
}>;

const waitMs = 5_000;
const pollMs = 5;

/** Who follows quiet streams hears of a position only now and then; the log knows whether anything is missing. */
export const progressOf = (
  store: EventStore,
  prefixes: readonly string[],
  reached: () => LogPosition | Promise<LogPosition>,
): Progress => {
  const hasReached = async (wanted: bigint): Promise<boolean> => {
    const place = await reached();
    return coveredBy(place) >= wanted || !(await store.hasEventsBetween(prefixes, place, wanted));
  };
  return {
    hasReached,
    waitFor: async (wanted) => {
      const deadline = performance.now() + waitMs;
      while (!(await hasReached(wanted))) {
        if (performance.now() > deadline) throw new ViewBehind();
        await delay(pollMs);
      }
    },
  };
};
