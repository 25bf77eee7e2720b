import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logger.js';

/** Milliseconds that a server has to let go of a connection: it may be away, or hang. */
const letGoWithinMs = 1_000;

/**
 * Ends a connection of a process that stops. A server that is away or hangs is told to the log, and holds nothing up: what
 * was to be written is written by then.
 */
export const letGo = async (what: string, end: () => Promise<unknown>, log: Logger): Promise<void> => {
  const late = pause(letGoWithinMs, 'late' as const, { ref: false });
  try {
    const ended = end().then(() => 'ended' as const);
    if ((await Promise.race([ended, late])) === 'late') log.warn({ what }, 'It did not let go in time');
  } catch (error) {
    log.warn({ what, err: error }, 'It was not left in order');
  }
};
