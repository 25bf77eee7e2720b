import { describe, expect, it } from '@jest/globals';
import { forwardClock } from './forward-clock.js';

describe('a clock that never goes back', () => {
  const clock = (start: number) => {
    const time = { wall: start, steady: 7 };
    const now = forwardClock(
      () => time.wall,
      () => time.steady,
    );
    const pass = (ms: number) => {
      time.wall += ms;
      time.steady += ms;
    };
    return { time, now, pass };
  };

  it('follows the wall clock', () => {
    const { now, pass } = clock(1_000_000);
    expect(now()).toBe(1_000_000);
    pass(500);
    expect(now()).toBe(1_000_500);
  });

  it('goes on at its pace when the wall clock is set back two hours, and does not stand still', () => {
    const { time, now, pass } = clock(100_000_000);
    pass(1_000);
    now();
    time.wall -= 7_200_000;
    expect(now()).toBe(100_001_000);
    pass(60_000);
    expect(now()).toBe(100_061_000);
  });

  it('jumps ahead with the wall clock, and stays there', () => {
    const { time, now, pass } = clock(1_000);
    time.wall += 3_600_000;
    expect(now()).toBe(3_601_000);
    time.wall -= 3_600_000;
    pass(10);
    expect(now()).toBe(3_601_010);
  });
});
