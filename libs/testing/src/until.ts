import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 10;
const patienceMs = 60_000;

/** Asks again and again until the answer is yes, or something; throws after a minute of no. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`It did not happen in time: ${what}`);
    await delay(pollMs);
  }
};
