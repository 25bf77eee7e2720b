/**
 * The present in milliseconds, as the wall clock has it, but never going back: when somebody sets the clock back,
 * time goes on as fast as the steady clock does. What has expired stays expired (reliability.md T9).
 */
export const forwardClock = (
  wall: () => number = Date.now,
  steady: () => number = () => performance.now(),
): (() => number) => {
  let ahead = wall() - steady();
  return () => {
    const now = Math.max(wall(), ahead + steady());
    ahead = now - steady();
    return Math.floor(now);
  };
};
