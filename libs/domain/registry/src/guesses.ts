/** Wrong guesses at one name from one source, or at one name from anywhere. Times in milliseconds since 1970. */
export type Guesses = Readonly<{ count: number; lastAt: number }>;

const second = 1_000;
/** So long after the last wrong guess all of them are forgotten. */
export const guessesForgottenAfterMs = 900 * second;
const longestDelay = 60 * second;

/** How many wrong guesses cost nothing: a pipeline with an old password tries a few times. */
const free = { source: 10, name: 100 } as const;

/** One more wrong guess. */
export const guessedWrong = (before: Guesses | undefined, at: number): Guesses =>
  before === undefined || at - before.lastAt > guessesForgottenAfterMs
    ? { count: 1, lastAt: at }
    : { count: before.count + 1, lastAt: Math.max(at, before.lastAt) };

/**
 * Milliseconds until the next guess is looked at, 0 for at once. It doubles with each wrong guess, from one second to a
 * minute. `name` holds for sources that have guessed wrong before, so that nobody is locked out by the guesses of others.
 */
export const guessDelay = (guesses: Guesses | undefined, of: keyof typeof free, now: number): number => {
  if (guesses === undefined || guesses.count < free[of] || now - guesses.lastAt > guessesForgottenAfterMs)
    return 0;
  const delay = Math.min(second * 2 ** (guesses.count - free[of]), longestDelay);
  return Math.max(0, guesses.lastAt + delay - now);
};
