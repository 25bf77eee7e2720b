import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;
const patienceMs = 60_000;

/** Resolves with the first answer that is not undefined. Gives up, by a rejection, after a minute. */
export const waitUntil = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await pause(pollMs);
  }
};
