import { repeated, toldTo, withOldNews } from '@credstream/testing';
import { describe, expect, it } from '@jest/globals';
import { auditLogProjection as createAuditLogProjection } from './audit-log.projection.js';

const auditLogProjection = createAuditLogProjection();

describe('the audit log', () => {
  it('is the same when what it is told comes again', async () => {
    const history = Array.from({ length: 12 }, (_, index) => ({
      id: `00000000-0000-8000-8000-0000000000${10 + index}`,
      stream: 'session-s1',
      type: 'SessionRefreshed',
      data: { at: '2026-03-01T12:00:00Z', index },
      metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } as const },
      revision: BigInt(index),
      position: BigInt(index * 7),
      created: new Date('2026-03-01T12:00:00Z'),
    }));
    const once = await toldTo(auditLogProjection, history);
    expect(once.map(({ data }) => data.index)).toEqual([...history.keys()]);
    expect(await toldTo(auditLogProjection, repeated(history))).toEqual(once);
    expect(await toldTo(auditLogProjection, withOldNews(history))).toEqual(once);
  });

  it('is without what was removed, also when a log that was not scavenged is told again', async () => {
    const event = (position: number, stream: string, type: string, data: object) => ({
      ...{ id: `00000000-0000-8000-8000-0000000000${10 + position}`, stream, type, data },
      metadata: { $correlationId: 'c', $causationId: 'c', actor: { kind: 'anonymous' } as const },
      ...{
        revision: BigInt(position),
        position: BigInt(position),
        created: new Date('2026-03-01T12:00:00Z'),
      },
    });
    const history = [
      event(1, 'apikey-k1', 'ApiKeyRevoked', {}),
      event(2, 'apikey-k2', 'ApiKeyRevoked', {}),
      event(3, 'apikey-k1', 'ApiKeyDeleted', {}),
      event(4, 'auditretention-acme', 'AuditEntriesRemoved', {
        ...{ account: 'acme', stream: 'apikey-k1', entries: [], upTo: '3', complete: true },
        ...{ retainAuditDays: 30, at: '2026-05-01T12:00:00Z' },
      }),
      event(5, 'apikey-k1', 'ApiKeyRevoked', {}),
    ];
    const kept = await toldTo(auditLogProjection, history);
    expect(kept.map(({ _id }) => Number(_id))).toEqual([2, 4, 5]);
    expect(await toldTo(auditLogProjection, repeated(history))).toEqual(kept);
  });
});
