import type { Logger } from '@credstream/service-kit';

const rememberedMs = 600_000;
const rememberedAtMost = 1_000;

/**
 * Addresses at which a proxy speaks for others without being declared. Each is everybody's address, so limits by
 * address are wider for it. The operator is warned once in ten minutes.
 */
export class UndeclaredProxies {
  private readonly seenAt = new Map<string, number>();
  private warnedAt = -Infinity;

  constructor(
    private readonly log: Logger,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  found(proxy: string): void {
    const now = this.clock();
    if (this.seenAt.size >= rememberedAtMost && !this.seenAt.has(proxy)) this.seenAt.clear();
    this.seenAt.set(proxy, now);
    if (now - this.warnedAt < rememberedMs) return;
    this.warnedAt = now;
    this.log.warn(
      { proxy },
      'A proxy that is not declared is in front of the gateway. All clients seem to have its address, and share the ' +
        'limits of twenty. Set CREDSTREAM_TRUSTED_PROXIES to the number of proxies',
    );
  }

  has(address: string): boolean {
    const seenAt = this.seenAt.get(address);
    return seenAt !== undefined && this.clock() - seenAt < rememberedMs;
  }
}
