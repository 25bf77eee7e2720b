import { describe, expect, it } from '@jest/globals';
import { StrangerLimits } from './stranger-limits.js';

const limited = (options = {}) => {
  let now = 0;
  const limits = new StrangerLimits({ burst: 3, perSecond: 2, capacity: 4, clock: () => now, ...options });
  return { limits, pass: (ms: number) => (now += ms) };
};
const charge = (limits: StrangerLimits, address: string, times: number): void => {
  for (let time = 0; time < times; time += 1) limits.charge(address);
};

describe('what an address may cause without credentials', () => {
  it('is spent after the burst, for this address alone', () => {
    const { limits } = limited();
    charge(limits, '203.0.113.7', 2);
    expect(limits.isSpent('203.0.113.7')).toBe(false);
    limits.charge('203.0.113.7');
    expect(limits.isSpent('203.0.113.7')).toBe(true);
    expect(limits.isSpent('203.0.113.8')).toBe(false);
  });

  it('comes back with time, and never becomes more than the burst', () => {
    const { limits, pass } = limited();
    charge(limits, '203.0.113.7', 10);
    expect(limits.secondsUntilMore('203.0.113.7')).toBe(1);
    pass(499);
    expect(limits.isSpent('203.0.113.7')).toBe(true);
    pass(1);
    expect(limits.isSpent('203.0.113.7')).toBe(false);
    pass(1_000_000);
    charge(limits, '203.0.113.7', 3);
    expect(limits.isSpent('203.0.113.7')).toBe(true);
  });

  it('is shared by a /64 of IPv6', () => {
    const { limits } = limited();
    for (let host = 1; host <= 3; host += 1) limits.charge(`2001:db8::${host}`);
    expect(limits.isSpent('2001:db8::ffff')).toBe(true);
    expect(limits.isSpent('2001:db8:0:1::1')).toBe(false);
  });

  it('takes bounded memory, however many addresses there are', () => {
    const { limits } = limited();
    for (let host = 0; host < 1_000; host += 1) limits.charge(`10.0.${host >> 8}.${host & 255}`);
    expect(limits.size).toBe(4);
  });

  it('is that of twenty where many seem to share an address, and spent all the same', () => {
    const shared = new Set<string>();
    const { limits, pass } = limited({ isShared: (address: string) => shared.has(address) });
    shared.add('10.0.0.1');
    charge(limits, '10.0.0.1', 59);
    expect(limits.isSpent('10.0.0.1')).toBe(false);
    limits.charge('10.0.0.1');
    expect(limits.isSpent('10.0.0.1')).toBe(true);
    pass(25);
    expect(limits.isSpent('10.0.0.1')).toBe(false);

    // Whose allowance is spent gets none anew by seeming to be many.
    charge(limits, '10.0.0.2', 3);
    shared.add('10.0.0.2');
    expect(limits.isSpent('10.0.0.2')).toBe(true);
  });

  it('forgets those first that were refused longest ago', () => {
    const { limits } = limited();
    charge(limits, '192.0.2.1', 3);
    for (const host of [2, 3, 4]) limits.charge(`192.0.2.${host}`);
    limits.charge('192.0.2.1');
    limits.charge('192.0.2.5');
    expect(limits.isSpent('192.0.2.1')).toBe(true);
  });
});
