/** The wall clock of this process, which a test can set ahead. Make it before what looks at the clock. */
export type WallClock = Readonly<{
  /** The right time, in milliseconds since 1970. */
  right: () => number;
  /** From now on it is so many milliseconds ahead; 0 = right again. */
  setAhead: (milliseconds: number) => void;
  restore: () => void;
}>;

export const movableWallClock = (): WallClock => {
  const right = Date.now;
  let ahead = 0;
  Date.now = () => right() + ahead;
  return {
    right,
    setAhead: (milliseconds) => void (ahead = milliseconds),
    restore: () => void (Date.now = right),
  };
};
