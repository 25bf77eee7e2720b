import { describe, expect, it } from '@jest/globals';
import { createClock } from './forward-clock.js';

const day = 86_400_000;
const start = 1_800_000_000_000;

const clockAt = () => {
  const time = { wall: start, steady: 7_000 };
  const clock = createClock(
    () => time.wall,
    () => time.steady,
  );
  const pass = (ms: number) => {
    time.wall += ms;
    time.steady += ms;
  };
  return { time, clock, pass };
};

describe('a clock', () => {
  it('follows the wall clock', () => {
    const { clock, pass } = clockAt();
    expect([clock.now(), clock.latest(), clock.jump()]).toEqual([start, start, undefined]);
    pass(500);
    expect([clock.now(), clock.latest()]).toEqual([start + 500, start + 500]);
    pass(60_000);
    expect([clock.now(), clock.latest()]).toEqual([start + 60_500, start + 60_500]);
  });

  it('never goes back, and believes corrections of half a minute', () => {
    const { time, clock, pass } = clockAt();
    pass(2_000);
    time.wall += 20_000;
    expect(clock.now()).toBe(start + 22_000);
    time.wall -= 20_000;
    expect(clock.now()).toBe(start + 22_000);
    pass(30_000);
    expect(clock.jump()).toBeUndefined();
    // A part of the correction was believed.
    expect(clock.now() - start).toBeCloseTo(32_000, -2);
  });

  it.each([1_000, 3_000])('recovers from a clock that was 400 days ahead for a while (%i ms)', (ms) => {
    const { time, clock, pass } = clockAt();
    pass(10_000);
    time.wall += 400 * day;
    pass(ms);
    // What is judged may have ended; what is recorded is of the time that has passed.
    expect(clock.latest()).toBe(start + 10_000 + ms + 400 * day);
    expect(clock.now()).toBe(start + 10_000 + ms);
    expect(clock.jump()).toBe(400 * day);
    time.wall -= 400 * day;
    pass(1_000);
    expect([clock.now(), clock.latest()]).toEqual([start + 11_000 + ms, start + 11_000 + ms]);
    expect(clock.jump()).toBeUndefined();
  });

  it('goes on at its pace when the wall clock is set back two hours, and does not stand still', () => {
    const { time, clock, pass } = clockAt();
    pass(1_000);
    clock.now();
    time.wall -= 7_200_000;
    expect([clock.now(), clock.latest()]).toEqual([start + 1_000, start + 1_000]);
    pass(60_000);
    expect([clock.now(), clock.latest(), clock.jump()]).toEqual([start + 61_000, start + 61_000, -7_200_000]);
  });

  it('does not take a jump for true after any time', () => {
    const { time, clock, pass } = clockAt();
    time.wall += day;
    for (let hour = 0; hour < 48; hour += 1) {
      pass(3_600_000);
      expect(clock.jump()).toBe(day);
    }
    expect(clock.now()).toBe(start + 2 * day);
  });

  it('takes over corrections slowly, so that many small ones are no jump', () => {
    const { time, clock, pass } = clockAt();
    for (let week = 0; week < 20; week += 1) {
      time.wall += 20_000;
      for (let hour = 0; hour < 7 * 24; hour += 1) {
        pass(3_600_000);
        expect(clock.jump()).toBeUndefined();
      }
    }
    expect(clock.now()).toBe(time.wall);
  });

  it('sees a jump that comes in many steps of which each looks like time passing', () => {
    const { time, clock, pass } = clockAt();
    for (let step = 0; step < 100; step += 1) {
      time.wall += 900;
      pass(100);
      clock.now();
    }
    expect(clock.jump()).toBeGreaterThan(80_000);
  });
});
