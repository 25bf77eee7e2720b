import { describe, expect, it } from '@jest/globals';
import { isCheckDue } from './check-schedule.js';

const now = new Date('2026-11-30T12:00:00Z');
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

describe('the schedule of checks', () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => `credential-${at}`);
  const due = (hours: number) => ids.filter((id) => isCheckDue(id, hoursAgo(hours), 24, now)).length;

  it('spreads what was made at the same time over a quarter of the interval', () => {
    expect(due(17.9)).toBe(0);
    expect(due(21)).toBeGreaterThan(400);
    expect(due(21)).toBeLessThan(600);
  });

  it('makes nobody wait for longer than the interval', () => {
    expect(due(24)).toBe(1_000);
  });
});
