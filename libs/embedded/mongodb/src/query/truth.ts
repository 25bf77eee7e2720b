/** What MongoDB takes for true: everything but false, zero, null and what is not there. */
export const truth = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0 && value !== 0n;
