import type { IpRange } from '@credstream/domain-kernel';
import type { ShareLimits } from '../time/shares.js';

/** Scheduled checks that are under way at a time: half of what an account may have, so that people get answers too. */
export const checkShares = { total: 32, perAccount: 4 };

export class CheckSettings {
  constructor(
    /** Addresses that are not public and may be reached all the same. */
    readonly allowed: readonly IpRange[],
    /** Milliseconds between two looks for credentials that are due. */
    readonly everyMs = 1_000,
    readonly shares: ShareLimits = checkShares,
  ) {}
}
