import { describe, expect, it } from '@jest/globals';
import { accessRefusalsSchema, refusalsToldOf, RefusalWindow } from './access-refusals.js';

const from = new Date('2026-03-01T12:00:00Z');
const now = new Date('2026-03-01T12:00:08Z');
const ada = { userId: 'u1', username: 'ada', request: 'POST /api/v1/users', code: 'auth.not_permitted' };

describe('the refused accesses of a window', () => {
  it('are counted by who asked for what, the most frequent first, with the newest origin', () => {
    const window = new RefusalWindow(from);
    window.add({ ...ada, request: 'GET /api/v1/users' });
    window.add({ ...ada, ip: '192.0.2.1' });
    window.add({ ...ada, ip: '192.0.2.2', userAgent: 'curl' });
    expect(window.end(now, 'gateway 1')).toEqual({
      total: 3,
      refusals: [
        { ...ada, ip: '192.0.2.2', userAgent: 'curl', count: 2 },
        { ...ada, request: 'GET /api/v1/users', count: 1 },
      ],
      from: '2026-03-01T12:00:00Z',
      at: '2026-03-01T12:00:08Z',
      reporter: 'gateway 1',
    });
  });

  it('are bounded, however many there are', () => {
    const window = new RefusalWindow(from);
    for (let index = 0; index < 5_000; index += 1) {
      window.add({ ...ada, request: `GET /api/v1/users/${index}` });
    }
    const { total, refusals } = window.end(now, 'gateway 1');
    expect([total, refusals.length]).toEqual([5_000, refusalsToldOf.listed]);
  });

  it('are read from this stored shape for ever', () => {
    const data = {
      total: 1,
      refusals: [{ ...ada, keyId: 'k1', ip: '192.0.2.1', userAgent: 'curl', count: 1 }],
      ...{ from: '2026-03-01T12:00:00Z', at: '2026-03-01T12:00:08Z', reporter: 'gateway 1' },
    };
    expect(accessRefusalsSchema.read({ type: 'AccessesRefused', data })).toEqual({
      type: 'AccessesRefused',
      data,
    });
  });
});
