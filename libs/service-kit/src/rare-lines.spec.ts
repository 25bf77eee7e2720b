import { describe, expect, it } from '@jest/globals';
import { RareLines } from './rare-lines.js';

describe('a line that comes again and again', () => {
  it('is due once in ten seconds, with how often it was left out', () => {
    let now = 0;
    const lines = new RareLines(() => now);
    expect(lines.due('no answer')).toBe(0);
    for (let time = 0; time < 1_000; time += 1) expect(lines.due('no answer')).toBeUndefined();
    expect(lines.due('another')).toBe(0);
    now = 10_000;
    expect(lines.due('no answer')).toBe(1_000);
    now = 20_000;
    expect(lines.due('no answer')).toBe(0);
  });
});
