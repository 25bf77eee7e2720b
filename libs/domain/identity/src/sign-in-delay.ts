/** Sign-ins that failed, of one username or from one address. Times in milliseconds since 1970. */
export type FailedSignIns = Readonly<{ count: number; lastAt: number }>;

const second = 1_000;
/** So long after the last failure all of them are forgotten. */
export const forgetAfterMs = 900 * second;
const longestDelay = 60 * second;

/** How many failures cost nothing: a person mistypes, and many people can share an address. */
const freeFailures = { username: 5, address: 50 } as const;

/** One more failure. */
export const signInFailed = (before: FailedSignIns | undefined, at: number): FailedSignIns =>
  before === undefined || at - before.lastAt > forgetAfterMs
    ? { count: 1, lastAt: at }
    : { count: before.count + 1, lastAt: Math.max(at, before.lastAt) };

/**
 * Milliseconds until the next attempt is looked at, 0 for at once. It doubles with each failure, from one
 * second to a minute: enough against guessing, not enough to lock somebody out by failing in their name.
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
