import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is yes; throws after 2,000 times no. A machine that stands still asks nothing. */
export const until = async (what: string, ask: () => boolean | Promise<boolean>): Promise<void> => {
  for (let asked = 0; !(await ask()); asked += 1) {
    if (asked === 2_000) throw new Error(`It did not happen in time: ${what}`);
    await delay(10);
  }
};
