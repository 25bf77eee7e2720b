import type { RecordedEvent } from '@credstream/eventstore';
import { describe, expect, it } from '@jest/globals';
import { keyUsageProjection } from './key-usage.projection.js';

const recorded = (data: object, position = 42n): RecordedEvent => ({
  id: 'e1',
  stream: 'keyusage-r1',
  type: 'UsageRecorded',
  data,
  metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'system', service: 'gateway' } },
  revision: 0n,
  position,
  created: new Date(0),
});
const report = (...keys: object[]) =>
  keyUsageProjection.project(recorded({ sequence: 0, keys, at: '2026-03-01T12:00:00Z' }));

describe('a report of usage', () => {
  it('adds to the counts and lets times only grow, once for each position of the log', () => {
    const secrets = [
      { secretId: 'aaaaaaaaaaaa', count: 2, lastAt: '2026-03-01T11:00:00Z', lastFrom: '192.0.2.1' },
      { secretId: 'bbbbbbbbbbbb', count: 3, lastAt: '2026-03-01T11:30:00Z' },
    ];
    expect(report({ keyId: 'k1', secrets, refused: 4 })).toEqual([
      {
        updateOne: {
          filter: { _id: 'k1' },
          update: { $setOnInsert: { revision: -1, useCount: 0, refusedCount: 0 } },
          upsert: true,
        },
      },
      {
        updateOne: {
          filter: { _id: 'k1', revision: { $lt: 42 } },
          update: {
            $inc: {
              useCount: 5,
              refusedCount: 4,
              'secrets.aaaaaaaaaaaa.count': 2,
              'secrets.bbbbbbbbbbbb.count': 3,
            },
            $max: {
              lastUse: '2026-03-01T11:30:00Z ',
              'secrets.aaaaaaaaaaaa.lastAt': '2026-03-01T11:00:00Z',
              'secrets.bbbbbbbbbbbb.lastAt': '2026-03-01T11:30:00Z',
            },
            $set: { revision: 42 },
          },
        },
      },
    ]);
  });

  it('of refusals alone leaves the last use as it is', () => {
    expect(report({ keyId: 'k1', refused: 1 })[1]).toEqual({
      updateOne: {
        filter: { _id: 'k1', revision: { $lt: 42 } },
        update: { $inc: { useCount: 0, refusedCount: 1 }, $set: { revision: 42 } },
      },
    });
  });

  it('of another kind is none', () => {
    expect(keyUsageProjection.project({ ...recorded({}), type: 'Other' })).toEqual([]);
  });
});
