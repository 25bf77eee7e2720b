import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.js';

const seconds = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

describe('an instant', () => {
  it('reads back as it was written, for every second', () =>
    fc.assert(
      fc.property(seconds, (instant) => {
        expect(parseInstant(formatInstant(instant))).toEqual(instant);
      }),
    ));

  it('is written in UTC and whole seconds', () => {
    expect(formatInstant(new Date('2026-11-21T22:00:00.999Z'))).toBe('2026-11-21T22:00:00Z');
  });

  it('sorts as text as it sorts in time', () =>
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        expect(formatInstant(one) < formatInstant(other)).toBe(one < other);
      }),
    ));

  it.each([
    ['2026-11-21T22:00:00Z', '2026-11-21T22:00:00Z'],
    ['2026-11-21t22:00:00z', '2026-11-21T22:00:00Z'],
    ['2026-11-22T03:30:00+05:30', '2026-11-21T22:00:00Z'],
    ['2026-11-21T22:00:00.123456789Z', '2026-11-21T22:00:00Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00Z'],
  ])('is read from %s as %s', (text, instant) => {
    expect(formatInstant(parseInstant(text) as Date)).toBe(instant);
  });

  it.each([
    '',
    'tomorrow',
    '2026-11-21',
    '2026-11-21T22:00:00',
    '2026-11-21 22:00:00Z',
    '2026-11-21T22:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+01:60',
    '2026-01-01T00:00:00.Z',
    '12026-01-01T00:00:00Z',
    '1767225600',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '２０２６-01-01T00:00:00Z',
  ])('is not read from "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('never comes from other text', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseInstant(text)).toBeUndefined();
      }),
    ));
});
