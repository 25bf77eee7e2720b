import { again, type LeasedWork, startLeasedWork } from '@credstream/projections';
import type { ServiceHost } from './service-host.js';

/** Work takes at most one part in so many of the time. */
const rest = 20;

/** How long to rest after work that took so many milliseconds: `everyMs` at least, so that it stays a small part of the time. */
export const seldom =
  (everyMs: number, longestMs = Infinity) =>
  (tookMs: number): number =>
    Math.min(longestMs, Math.max(everyMs, rest * tookMs));

export type TimedWorkOptions = Readonly<{
  /** Of the lease. */
  name: string;
  onError: (error: unknown) => void;
  /** See `seldom`. */
  pauseMs: (tookMs: number) => number;
  /** Each is done again and again, beside the others. */
  works: readonly ((signal: AbortSignal) => Promise<void>)[];
  /** Resolves when nothing that they began is under way; the next copy begins after it. */
  settled?: () => Promise<void>;
}>;

/**
 * What time does to things, by one copy of a service. It often cannot be undone, so it is not done while the clock may
 * be wrong.
 */
export const startTimedWork = (
  { db, copy: holder, clock }: Pick<ServiceHost, 'db' | 'copy' | 'clock'>,
  { name, onError, pauseMs, works, settled }: TimedWorkOptions,
): LeasedWork =>
  startLeasedWork({
    ...{ db, name, holder, onError },
    work: async (signal) => {
      const whileTheClockIsRight = (work: (typeof works)[number]) => async (): Promise<void> => {
        if (clock.jump() === undefined) await work(signal);
      };
      await Promise.all(works.map((work) => again(whileTheClockIsRight(work), { signal, onError, pauseMs })));
      await settled?.();
    },
  });
