/** Sign-ins that failed, of one username or from one address. Times in milliseconds since 1970. */
export type FailedSignIns = Readonly<{ count: number; lastAt: number }>;

const second = 1_000;
/** So long after the last failure all of them are forgotten. */
export const forgetAfterMs = 900 * second;
const longestDelay = 60 * second;

/**
 * How many failures cost nothing: a person mistypes, and many people can share an address. `person` counts one
 * username from an address from which that user has signed in before, so that no stranger can delay them.
 */
const freeFailures = { username: 5, person: 5, address: 50 } as const;

/** So many more failures. */
export const signInFailed = (before: FailedSignIns | undefined, at: number, times = 1): FailedSignIns =>
  before === undefined || at - before.lastAt > forgetAfterMs
    ? { count: times, lastAt: at }
    : { count: before.count + times, lastAt: Math.max(at, before.lastAt) };

/**
 * Milliseconds until the next attempt is looked at, 0 for at once. It doubles with each failure, from one
 * second to a minute.
 */
export const signInDelay = (
  failed: FailedSignIns | undefined,
  of: keyof typeof freeFailures,
  now: number,
): number => {
  if (failed === undefined || failed.count < freeFailures[of] || now - failed.lastAt > forgetAfterMs)
    return 0;
  const delay = Math.min(second * 2 ** (failed.count - freeFailures[of]), longestDelay);
  return Math.max(0, failed.lastAt + delay - now);
};
