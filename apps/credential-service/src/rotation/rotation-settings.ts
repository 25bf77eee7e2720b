import type { IpRange } from '@credstream/domain-kernel';

/** How webhooks are asked for new secrets. Provided to the module by `app.ts`. */
export class RotationSettings {
  constructor(
    /** Addresses that are not public and may be asked all the same, and without TLS. */
    readonly allowed: readonly IpRange[],
    /** Seconds to wait after each failed attempt; after the last one a person has to look at it. */
    readonly pauses: readonly number[],
    /** Milliseconds that one attempt may take. */
    readonly answerWithinMs = 10_000,
  ) {}
}

/** Bytes of an answer: a secret of 256 KiB, in base64 or with every sign escaped, and a little more. */
export const answerAtMost = 1_048_576;
/** Webhooks that are asked at a time, in all and of one account. */
export const rotationShares = { total: 16, perAccount: 4 };
