import { specificationOf } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import type { KeyUsageCommand, KeyUsageEvent } from './key-usage.decider.js';
import { keyUsageDecider, keyUsageSchema } from './key-usage.decider.js';

const given = specificationOf(keyUsageDecider, { now: new Date('2026-03-01T12:00:00Z') });
const keys = [
  {
    keyId: 'k3YJx0aPq9Zt',
    secrets: [{ secretId: '9f86d081884c', count: 3, lastAt: '2026-03-01T11:59:58Z', lastFrom: '192.0.2.7' }],
    refused: 1,
  },
];
const record = (sequence: number): KeyUsageCommand => ({ type: 'RecordUsage', data: { sequence, keys } });
const recorded = (sequence: number): KeyUsageEvent => ({
  type: 'UsageRecorded',
  data: { sequence, keys, at: '2026-03-01T12:00:00Z' },
});

describe('a report of usage', () => {
  it('is recorded when it comes in its turn', () => {
    given().when(record(0)).thenEvents(recorded(0));
    given(recorded(0)).when(record(1)).thenEvents(recorded(1));
  });

  it('counts once, however often and late it arrives', () => {
    given(recorded(0)).when(record(0)).thenNothing();
    given(recorded(0), recorded(1), recorded(2)).when(record(1)).thenNothing();
  });

  it('counts although one before it was lost', () =>
    given(recorded(0)).when(record(2)).thenEvents(recorded(2)));

  it('of nothing is not recorded', () =>
    given()
      .when({ type: 'RecordUsage', data: { sequence: 0, keys: [] } })
      .thenNothing());

  // One sample of each shape that was ever stored. Add to them; never change one.
  it('is read and written as ever', () => {
    const stored = {
      type: 'UsageRecorded',
      data: {
        sequence: 7,
        keys: [
          {
            keyId: 'k3YJx0aPq9Zt',
            secrets: [
              { secretId: '9f86d081884c', count: 3, lastAt: '2026-03-01T11:59:58Z', lastFrom: '192.0.2.7' },
            ],
            refused: 1,
          },
        ],
        at: '2026-03-01T12:00:00Z',
      },
    };
    const event = keyUsageSchema.read(stored);
    expect(event).toEqual(stored);
    expect(event && keyUsageSchema.write(event)).toEqual(stored);
  });
});
