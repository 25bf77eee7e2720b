import type { IpRange } from '@credstream/domain-kernel';

export class CheckSettings {
  constructor(
    /** Addresses that are not public and may be reached all the same. */
    readonly allowed: readonly IpRange[],
  ) {}
}
