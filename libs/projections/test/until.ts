import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is yes; throws after 20 seconds of no. */
export const until = async (what: string, ask: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`It did not happen in time: ${what}`);
    await delay(10);
  }
};
