import { apiKeyContract } from '@credstream/contracts/apikey';
import type { RateLimit } from '@credstream/domain-apikey';
import type { ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';

/** `remaining` uses are left in the window, which ends in `resetSeconds`. */
export type RateState = Readonly<{ limit: number; remaining: number; resetSeconds: number }>;

/** May this use pass? */
export type Pass = Readonly<{ allowed: boolean; state: RateState }>;

/** One window of one key, as far as this copy of the gateway knows it. */
type Window = {
  readonly limit: number;
  endsAt: number;
  /** Uses that this copy may still let in. */
  permits: number;
  /** Uses that it has let in. */
  used: number;
  /** What is left for everyone. */
  remaining: number;
  spent: boolean;
  waiting: number;
  asking?: Promise<void> | undefined;
};

const keepAtMost = 100_000;

/**
 * The rate limits of keys. apikey-service hands out the uses of each window, so that all copies of the gateway
 * together never exceed the limit; a copy takes as many at a time as it has let in so far, so that a busy key
 * costs few questions and an idle copy hoards nothing. Time is steady: no clock that is set unlocks anything.
 */
export class RateLimits {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly services: Pick<ServiceClient, 'call'>,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** At once while this copy has uses in hand or knows that none are left. Rejects: `ServiceUnavailable`. */
  take(keyId: string, rateLimit: RateLimit): Pass | Promise<Pass> {
    const window = this.windowOf(keyId, rateLimit);
    return this.decide(window) ?? this.ask(keyId, rateLimit);
  }

  private decide(window: Window): Pass | undefined {
    if (window.permits > 0) {
      window.permits -= 1;
      window.used += 1;
      return { allowed: true, state: this.state(window) };
    }
    return window.spent ? { allowed: false, state: this.state(window) } : undefined;
  }

  private state({ limit, remaining, permits, endsAt }: Window): RateState {
    const resetSeconds = Math.max(1, Math.ceil((endsAt - this.clock()) / 1000));
    return { limit, remaining: remaining + permits, resetSeconds };
  }

  private async ask(keyId: string, rateLimit: RateLimit): Promise<Pass> {
    for (;;) {
      const window = this.windowOf(keyId, rateLimit);
      const decided = this.decide(window);
      if (decided) return decided;
      window.waiting += 1;
      window.asking ??= this.fill(keyId, rateLimit, window);
      await window.asking;
      window.waiting -= 1;
    }
  }

  private async fill(keyId: string, rateLimit: RateLimit, window: Window): Promise<void> {
    try {
      const wanted = Math.max(1, window.used, window.waiting);
      const request = { keyId, rateLimit: { ...rateLimit }, wanted };
      const reply = await this.services.call(apiKeyContract.takePermits, request, gatewayContext());
      window.permits = reply.granted;
      window.remaining = reply.remaining;
      window.spent = window.permits === 0;
      window.endsAt = this.clock() + reply.resetMs;
    } finally {
      window.asking = undefined;
    }
  }

  private windowOf(keyId: string, { requests, perSeconds }: RateLimit): Window {
    const known = this.windows.get(keyId);
    if (known && (known.asking || this.clock() < known.endsAt)) return known;
    if (known) this.windows.delete(keyId);
    else if (this.windows.size >= keepAtMost) this.forgetOldest();
    const window: Window = {
      limit: requests,
      endsAt: this.clock() + perSeconds * 1000,
      ...{ permits: 0, used: 0, remaining: 0, spent: false, waiting: 0 },
    };
    this.windows.set(keyId, window);
    return window;
  }

  /** apikey-service remembers how much of the window is used, so nothing is given twice. */
  private forgetOldest(): void {
    const oldest = this.windows.keys().next();
    if (!oldest.done) this.windows.delete(oldest.value);
  }
}
