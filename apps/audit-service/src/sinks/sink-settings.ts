import type { IpRange } from '@credstream/domain-kernel';

/** Sinks of one account. */
export const mostOfAccount = 3;
/** Sinks that get the entries of all accounts. */
export const mostOfAll = 20;

/** Entries that are sent at a time, and their bytes. */
export const mostEntries = 200;
export const mostBytes = 262_144;

/** From the name of a receiver to the end of its answer. */
export const answerWithinMs = 30_000;

/** The pause after a failure doubles up to this. */
export const longestPauseMs = 300_000;

/** Where sinks may write to. */
export class SinkSettings {
  constructor(
    /** Addresses that are not public and may be reached all the same. */
    readonly allowed: readonly IpRange[],
    /** The folder of the sinks that are files; there are none without it. */
    readonly folder: string | undefined,
  ) {}
}
