import type { IpRange } from '@credstream/domain-kernel';

/** Where the issuers of workloads may be. Provided to the module by `app.ts`. */
export class IssuerSettings {
  constructor(
    /** Addresses that are not public, and that may be asked all the same, also without TLS. */
    readonly allowed: readonly IpRange[],
  ) {}
}
