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
  /** Is this address that of many, so that nothing is counted by it? */
  isShared?: (address: string) => boolean;
}>;

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
    return allowance !== undefined && this.leftOf(allowance) < 1 && !this.isShared(address);
  }

  charge(address: string): void {
    if (this.isShared(address)) return;
    const group = addressGroup(address);
    const known = this.allowances.get(group);
    const left = known ? this.leftOf(known) : this.burst;
    if (known) this.allowances.delete(group);
    else if (this.allowances.size >= this.capacity) this.forgetOldest();
    this.allowances.set(group, { left: Math.max(0, left - 1), at: this.clock() });
  }

  /** Whole seconds after which the address may cause one more. */
  secondsUntilMore(address: string): number {
    const allowance = this.allowances.get(addressGroup(address));
    const missing = allowance ? 1 - this.leftOf(allowance) : 0;
    return Math.max(1, Math.ceil(missing / this.perSecond));
  }

  private leftOf({ left, at }: Allowance): number {
    return Math.min(this.burst, left + ((this.clock() - at) / 1000) * this.perSecond);
  }

  private forgetOldest(): void {
    const oldest = this.allowances.keys().next();
    if (!oldest.done) this.allowances.delete(oldest.value);
  }
}
