import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;

/** Resolves with the first answer that is not undefined. Gives up, by a rejection, only after many seconds. */
export const waitUntil = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = 20_000,
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await pause(pollMs);
  }
};
