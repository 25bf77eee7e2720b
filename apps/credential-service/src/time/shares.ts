/** How much of the work may be under way at a time. */
export type ShareLimits = Readonly<{ total: number; perAccount: number }>;

/**
 * Work under way: of one thing never twice, of an account no more than its share, so that what is slow there holds up
 * nobody else. What gets no place now is asked for again by whoever started it.
 */
export class Shares {
  private readonly byAccount = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly limits: ShareLimits) {}

  /** Places left for an account. */
  free(account: string): number {
    const { total, perAccount } = this.limits;
    const busy = this.byAccount.get(account) ?? 0;
    return Math.max(0, Math.min(total - this.underWay.size, perAccount - busy));
  }

  isBusy(id: string): boolean {
    return this.underWay.has(id);
  }

  /** False when there was no place, or this is under way already. `work` never rejects. */
  start(account: string, id: string, work: () => Promise<void>): boolean {
    if (this.isBusy(id) || this.free(account) === 0) return false;
    this.byAccount.set(account, (this.byAccount.get(account) ?? 0) + 1);
    this.underWay.set(
      id,
      work().finally(() => {
        this.underWay.delete(id);
        const left = (this.byAccount.get(account) ?? 1) - 1;
        if (left > 0) this.byAccount.set(account, left);
        else this.byAccount.delete(account);
      }),
    );
    return true;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay.values());
  }
}
