import { ServiceUnavailable } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { type Pass, RateLimits } from './rate-limits.js';

const limit = { requests: 100, perSeconds: 60 };

/** One window of apikey-service, as `RateWindows` keeps it, without the database. */
const windowOf = (requests: number, time: { ms: number }) => {
  const window = { used: 0, endsAt: -1 };
  const calls: number[] = [];
  const call = (_method: unknown, { wanted }: { wanted: number }) => {
    calls.push(wanted);
    if (time.ms >= window.endsAt) Object.assign(window, { used: 0, endsAt: time.ms + 60_000 });
    const granted = Math.min(wanted, Math.ceil((requests - window.used) / 8));
    window.used += granted;
    return Promise.resolve({ granted, remaining: requests - window.used, resetMs: window.endsAt - time.ms });
  };
  return { calls, services: { call: call as never } };
};

const gateways = (count: number, requests = limit.requests) => {
  const time = { ms: 0 };
  const { calls, services } = windowOf(requests, time);
  const copies = Array.from({ length: count }, () => new RateLimits(services, () => time.ms));
  const use = async (copy: number): Promise<Pass> =>
    copies[copy % count]!.take('k1', { requests, perSeconds: 60 });
  const allowedOf = async (uses: number): Promise<number> => {
    const passes = await Promise.all(Array.from({ length: uses }, (_, copy) => use(copy)));
    return passes.filter(({ allowed }) => allowed).length;
  };
  return { time, calls, copies, use, allowedOf };
};

describe('the rate limit of a key', () => {
  it.each([
    [1, 100],
    [2, 100],
    [50, 100],
    [50, 1],
    [50, 10],
    [7, 1000],
  ])('is exact for %d copies of the gateway that share a limit of %d', async (copies, requests) => {
    const { allowedOf } = gateways(copies, requests);
    expect(await allowedOf(requests * 3)).toBe(requests);
  });

  it('is the same whichever copy the uses come through', async () => {
    const { use } = gateways(5, 20);
    const passes: Pass[] = [];
    for (let n = 0; n < 60; n += 1) passes.push(await use(n < 40 ? 0 : n));
    expect(passes.filter(({ allowed }) => allowed)).toHaveLength(20);
  });

  it('begins anew when the window ends, and not before', async () => {
    const { time, allowedOf } = gateways(3);
    expect(await allowedOf(300)).toBe(100);
    time.ms = 59_999;
    expect(await allowedOf(300)).toBe(0);
    time.ms = 60_000;
    expect(await allowedOf(300)).toBe(100);
  });

  it('says how much is left and for how long', async () => {
    const { time, use, allowedOf } = gateways(1);
    expect(await use(0)).toEqual({
      allowed: true,
      state: { limit: 100, remaining: 99, resetSeconds: 60 },
    });
    time.ms = 30_500;
    await allowedOf(200);
    expect(await use(0)).toEqual({ allowed: false, state: { limit: 100, remaining: 0, resetSeconds: 30 } });
  });

  it('asks seldom: nobody is asked while uses are in hand, nor once none are left', async () => {
    const { calls, copies, use } = gateways(1, 1_000);
    for (let n = 0; n < 1_000; n += 1) await use(0);
    const asked = calls.length;
    expect(asked).toBeLessThan(70);
    await use(0);
    const spent = calls.length;
    for (let n = 0; n < 100; n += 1)
      expect(copies[0]!.take('k1', { requests: 1_000, perSeconds: 60 })).not.toBeInstanceOf(Promise);
    expect(calls).toHaveLength(spent);
  });

  it('lets nobody in while the service does not answer', async () => {
    const away = { call: () => Promise.reject(new ServiceUnavailable()) };
    const limits = new RateLimits(away);
    await expect(limits.take('k1', limit)).rejects.toBeInstanceOf(ServiceUnavailable);
    await expect(Promise.all([limits.take('k1', limit), limits.take('k1', limit)])).rejects.toBeInstanceOf(
      ServiceUnavailable,
    );
  });
});
