import type { ReportAccessRefusals } from '@credstream/contracts/audit';
import {
  ApiKeyNotPermitted,
  NotPermitted,
  ServiceUnavailable,
  Unauthenticated,
} from '@credstream/domain-kernel';
import { createLogger, RemoteRefusal } from '@credstream/service-kit';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AccessRefusals } from './access-refusals.js';

const ada = { kind: 'user', userId: 'u1', username: 'ada', account: 'acme' } as const;
const bob = { kind: 'user', userId: 'u2', username: 'bob', account: 'globex' } as const;
const second = 1_000;

const refusing = () => {
  const state = { now: Date.parse('2026-03-01T12:00:00Z'), answers: true };
  const received: ReportAccessRefusals[] = [];
  const call = (_method: unknown, report: ReportAccessRefusals) => {
    if (!state.answers) return Promise.reject(new ServiceUnavailable());
    received.push(structuredClone(report));
    return Promise.resolve({});
  };
  const services = { call: call as never };
  const refusals = new AccessRefusals(services, createLogger('test', 'silent'), () => state.now);
  stop.push(() => refusals.stop());
  return { state, received, refusals };
};

let stop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of stop) await each();
  stop = [];
});

describe('refused accesses', () => {
  it('are told of with who asked for what from where, each as often as it was refused', async () => {
    const { state, received, refusals } = refusing();
    const caller = { actor: ada, ip: '192.0.2.1', userAgent: 'curl' };
    refusals.noteError(new NotPermitted(), caller, 'POST /api/v1/users');
    refusals.noteError(new NotPermitted(), caller, 'POST /api/v1/users');
    const key = { ...ada, kind: 'apikey', keyId: 'k1' } as const;
    const remote = { code: 'apikey.not_permitted', kind: 'forbidden', message: '', details: {} } as const;
    refusals.noteError(new RemoteRefusal(remote), { actor: key }, 'DELETE /api/v1/users/u2');
    state.now += second;
    await refusals.report();
    expect(received).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        account: 'acme',
        total: 3,
        refusals: [
          {
            ...{ userId: 'u1', username: 'ada', ip: '192.0.2.1', userAgent: 'curl', count: 2 },
            ...{ request: 'POST /api/v1/users', code: 'auth.not_permitted' },
          },
          {
            ...{ userId: 'u1', username: 'ada', keyId: 'k1', count: 1 },
            ...{ request: 'DELETE /api/v1/users/u2', code: 'apikey.not_permitted' },
          },
        ],
        from: '2026-03-01T12:00:00Z',
        at: '2026-03-01T12:00:01Z',
        reporter: expect.stringMatching(/^gateway\//),
      },
    ]);
  });

  it('are neither other refusals, nor those of somebody whom nobody knows', async () => {
    const { received, refusals } = refusing();
    refusals.noteError(new Unauthenticated(), { actor: ada }, 'GET /');
    refusals.noteError(new Error('broken'), { actor: ada }, 'GET /');
    refusals.noteError(new NotPermitted(), { actor: { kind: 'anonymous' } }, 'GET /');
    refusals.noteError(new NotPermitted(), undefined, 'GET /');
    await refusals.stop();
    expect(received).toEqual([]);
  });

  it('of a loop make a dozen reports an hour, and delay those of no other account', async () => {
    const { state, received, refusals } = refusing();
    for (let at = 0; at < 3_600; at += 1) {
      for (const request of ['a', 'b', 'c'])
        refusals.noteError(new ApiKeyNotPermitted(), { actor: ada }, request);
      if (at === 1_800) refusals.noteError(new NotPermitted(), { actor: bob }, 'once');
      state.now += second;
      await refusals.report();
      if (at === 1_800) expect(received.at(-1)).toMatchObject({ account: 'globex', total: 1 });
    }
    await refusals.stop();
    const ofAda = received.filter(({ account }) => account === 'acme');
    expect(ofAda.length).toBeLessThan(22);
    expect(ofAda.reduce((sum, { total }) => sum + total, 0)).toBe(3 * 3_600);
  });

  it('wait, bounded, while audit-service does not answer, and come once, under one id', async () => {
    const { state, received, refusals } = refusing();
    state.answers = false;
    for (let at = 0; at < 50; at += 1) {
      refusals.noteError(new NotPermitted(), { actor: ada }, `request ${at}`);
      state.now += second;
      await refusals.report();
    }
    state.answers = true;
    await refusals.report();
    await refusals.stop();
    expect(received.map(({ total }) => total)).toEqual([1, 49]);
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
  });
});
