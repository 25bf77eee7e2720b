import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;
const patienceMs = 60_000;

/** Resolves with the first answer that is neither undefined nor false. Gives up, by a rejection, after a minute. */
export const waitUntil = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<Exclude<T, false>> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as Exclude<T, false>;
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await pause(pollMs);
  }
};
