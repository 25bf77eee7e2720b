import { describe, expect, it } from '@jest/globals';
import { daysAsked } from './audit-counts.js';

const now = new Date('2028-03-01T23:59:59.999Z');

describe('the days of counts', () => {
  it('are the last 90 in UTC when none are asked for', () => {
    const days = daysAsked({}, now);
    expect([days.length, days[0], days.at(-2), days.at(-1)]).toEqual([
      90,
      '2027-12-03',
      '2028-02-29',
      '2028-03-01',
    ]);
  });

  it('are those from one to another, both among them', () => {
    expect(daysAsked({ from: '2027-12-31', to: '2028-01-02' }, now)).toEqual([
      '2027-12-31',
      '2028-01-01',
      '2028-01-02',
    ]);
    expect(daysAsked({ from: '2028-01-01', to: '2028-01-01' }, now)).toEqual(['2028-01-01']);
    expect(daysAsked({ from: '2027-01-01', to: '2028-02-04' }, now)).toHaveLength(400);
  });

  it.each([
    [{ from: '2028-03-02' }],
    [{ from: '2028-01-02', to: '2028-01-01' }],
    [{ from: '2027-01-01', to: '2028-02-05' }],
    [{ from: '0001-01-01' }],
    [{ from: '2028-02-30' }],
    [{ from: '2028-13-01' }],
    [{ to: '2028-01-01T00:00:00Z' }],
    [{ to: '2028-1-1' }],
    [{ from: '' }],
    [{ from: '２０２８-01-01' }],
    [{ from: ' 2028-01-01' }],
    [{ from: '+12028-01-01' }],
  ])('are refused as %j', (asked) => {
    expect(() => daysAsked(asked, now)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });
});
