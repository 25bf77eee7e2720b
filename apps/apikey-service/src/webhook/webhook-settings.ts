import type { IpRange } from '@credstream/domain-kernel';

/** How webhooks are delivered. Provided to the module by `app.ts`. */
export class WebhookSettings {
  constructor(
    /** Addresses that are not public, to which deliveries may go all the same, and without TLS. */
    readonly allowed: readonly IpRange[],
    /** Milliseconds to wait after each failed attempt; after the last one the delivery is given up. */
    readonly pausesMs: readonly number[],
    /** Milliseconds that one attempt may take. */
    readonly answerWithinMs = 10_000,
  ) {}
}

/** Webhooks of an account. */
export const maxWebhooks = 20;
/** Deliveries of a webhook that wait for their receiver; what comes on top is given up at once. */
export const maxWaiting = 1_000;
/** Attempts under way at a time. */
export const shares = { total: 256, perAccount: 8, perReceiver: 2 };
