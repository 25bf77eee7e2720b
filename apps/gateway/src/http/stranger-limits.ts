import { addressGroup } from './client-address.js';

/** What an address has left, and when that was right (milliseconds). */
type Allowance = { left: number; at: number };

export type StrangerLimitsOptions = Readonly<{
  /** Refusals that an address may cause at once. */
  burst?: number;
  /** How many of them it gets back each second. */
  perSecond?: number;
  /** Addresses that are remembered; beyond it those that were refused longest ago are forgotten. */
  capacity?: number;
  /** Milliseconds that only go forward. */
  clock?: () => number;
  /** Does this address seem to be that of many? Then it has the allowance of twenty. */
  isShared?: (address: string) => boolean;
}>;

/**
 * A proxy that is not declared speaks for many with one address. Any neighbour can pretend to be one by a header, so
 * even that is bounded.
 */
const sharers = 20;

/**
 * How much work an address may cause that shows no valid credentials: unknown keys, bad tokens, failed sign-ins,
 * documents. Who authenticates well is never counted. Kept in memory, of bounded size, by each gateway for itself.
 */
export class StrangerLimits {
  private readonly allowances = new Map<string, Allowance>();
  private readonly burst: number;
  private readonly perSecond: number;
  private readonly capacity: number;
  private readonly clock: () => number;
  private readonly isShared: (address: string) => boolean;

  constructor({
    burst = 600,
    perSecond = 10,
    capacity = 20_000,
    clock = () => performance.now(),
    isShared = () => false,
  }: StrangerLimitsOptions = {}) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.clock = clock;
    this.isShared = isShared;
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.allowances.size;
  }

  isSpent(address: string): boolean {
    if (this.allowances.size === 0) return false;
    const allowance = this.allowances.get(addressGroup(address));
    return allowance !== undefined && this.leftOf(allowance, this.sharersOf(address)) < 1;
  }

  charge(address: string): void {
    const group = addressGroup(address);
    const many = this.sharersOf(address);
    const known = this.allowances.get(group);
    const left = known ? this.leftOf(known, many) : this.burst * many;
    if (known) this.allowances.delete(group);
    else if (this.allowances.size >= this.capacity) this.forgetOldest();
    this.allowances.set(group, { left: Math.max(0, left - 1), at: this.clock() });
  }

  /** Whole seconds after which the address may cause one more. */
  secondsUntilMore(address: string): number {
    const many = this.sharersOf(address);
    const allowance = this.allowances.get(addressGroup(address));
    const missing = allowance ? 1 - this.leftOf(allowance, many) : 0;
    return Math.max(1, Math.ceil(missing / (this.perSecond * many)));
  }

  private sharersOf(address: string): number {
    return this.isShared(address) ? sharers : 1;
  }

  private leftOf({ left, at }: Allowance, many: number): number {
    const regained = ((this.clock() - at) / 1000) * this.perSecond * many;
    return Math.min(this.burst * many, left + regained);
  }

  private forgetOldest(): void {
    const oldest = this.allowances.keys().next();
    if (!oldest.done) this.allowances.delete(oldest.value);
  }
}
