import { uptime } from 'node:os';
import { NotReady, type ReadinessCheck } from './health.js';
import type { Logger } from './logger.js';

/** The present in milliseconds, as a part of the suite may believe it. */
export type Clock = Readonly<{
  /** For what is recorded or handed out. It never goes back, and takes no jump of the wall clock for true. */
  now: () => number;
  /** For judging whether something has ended: the wall clock too, while it is ahead of what is believed. */
  latest: () => number;
  /**
   * Milliseconds by which the wall clock is ahead of what the steady clock says (negative: behind), when that is more
   * than `clockToleranceMs`; undefined while the two agree.
   */
  jump: () => number | undefined;
}>;

/** Up to here a step of the wall clock is a correction. What is beyond cannot be told from a wrong clock. */
export const clockToleranceMs = 30_000;

/** The steady clock is read again when the wall clock has gone on by so much; reading it takes some microseconds. */
const lookEveryMs = 1_000;

/** Corrections become part of what is believed at this part of the time that passes: 36 seconds in an hour. */
const adopted = 0.01;

/** Milliseconds since the machine was started, also while it slept; no setting of the wall clock changes it. */
const machineUptime = (): number => uptime() * 1000;

/**
 * A clock that compares the wall clock with the steady one. What the wall clock says at the start is believed: who
 * restarts a process confirms the clock.
 */
export const createClock = (wall: () => number = Date.now, steady: () => number = machineUptime): Clock => {
  let lookedAt = wall();
  let steadyAt = steady();
  /** What is believed is this and the steady clock. */
  let origin = lookedAt - steadyAt;
  let newest = lookedAt;
  let jump: number | undefined;

  const look = (reading: number): void => {
    const passed = steady() - steadyAt;
    steadyAt += passed;
    lookedAt = reading;
    const expected = origin + steadyAt;
    const difference = reading - expected;
    const agree = Math.abs(difference) <= clockToleranceMs;
    jump = agree ? undefined : difference;
    if (agree) origin += Math.sign(difference) * Math.min(Math.abs(difference), adopted * passed);
    newest = Math.max(newest, expected, agree ? reading : 0);
  };

  const read = (): number => {
    const reading = wall();
    if (jump === undefined && reading >= lookedAt && reading - lookedAt < lookEveryMs) {
      newest = Math.max(newest, reading);
    } else {
      look(reading);
    }
    return reading;
  };

  return {
    now: () => {
      read();
      return Math.floor(newest);
    },
    latest: () => {
      const reading = read();
      return Math.floor(Math.max(newest, reading));
    },
    jump: () => {
      look(wall());
      return jump;
    },
  };
};

const watchEveryMs = 1_000;
const seconds = (ms: number): number => Math.round(ms / 1000);

/** Logs when the wall clock jumps and when it is right again. Answers how to end it. */
export const watchClock = (clock: Clock, log: Logger): (() => void) => {
  let before: number | undefined;
  const timer = setInterval(() => {
    const jump = clock.jump();
    if (jump !== undefined && before === undefined) {
      log.error(
        { differenceSeconds: seconds(jump) },
        'The wall clock jumped. No expiry is recorded until it is right again; if it is right now, restart this process',
      );
    }
    if (jump === undefined && before !== undefined) log.info('The wall clock is right again');
    before = jump;
  }, watchEveryMs);
  timer.unref();
  return () => clearInterval(timer);
};

export const clockCheck = (clock: Clock): ReadinessCheck => ({
  name: 'clock',
  ask: async () => {
    const jump = clock.jump();
    if (jump !== undefined) {
      throw new NotReady(`the wall clock differs by ${seconds(jump)} seconds from the time since the start`);
    }
  },
});
