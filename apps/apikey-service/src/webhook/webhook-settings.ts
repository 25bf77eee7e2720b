import type { IpRange } from '@credstream/domain-kernel';

/** How webhooks are delivered. Provided to the module by `app.ts`. */
export class WebhookSettings {
  constructor(
    /** Addresses that are not public, to which deliveries may go all the same, and without TLS. */
    readonly allowed: readonly IpRange[],
    /** Milliseconds to wait after each failed attempt; after the last one the delivery is given up. */
    readonly pausesMs: readonly number[],
  ) {}
}
