/** How much of the work may be under way at a time. */
export type Shares = Readonly<{ total: number; perAccount: number; perReceiver: number }>;

export type Turn<T> = Readonly<{ item: T; done: () => void }>;

type Line<T> = { busy: number; readonly waiting: Set<T> };
type Account<T> = { busy: number; readonly receivers: Map<string, Line<T>> };

/**
 * Gives out work in turns: account by account, and within an account receiver by receiver. Whoever is slow takes up no
 * more than a share, so that nobody else waits for it.
 */
export class FairQueue<T> {
  private readonly all = { busy: 0 };
  /** Whose turn it is comes first. */
  private readonly accounts = new Map<string, Account<T>>();

  constructor(private readonly shares: Shares) {}

  add(account: string, receiver: string, item: T): void {
    const known = this.accounts.get(account) ?? { busy: 0, receivers: new Map<string, Line<T>>() };
    this.accounts.set(account, known);
    const line = known.receivers.get(receiver) ?? { busy: 0, waiting: new Set<T>() };
    known.receivers.set(receiver, line);
    line.waiting.add(item);
  }

  /** Whose turn it is; nothing while nobody waits, or everybody who waits has a full share under way. */
  take(): Turn<T> | undefined {
    if (this.all.busy >= this.shares.total) return undefined;
    for (const [name, account] of this.accounts) {
      if (account.busy >= this.shares.perAccount) continue;
      for (const [receiver, line] of account.receivers) {
        const [item] = line.waiting;
        if (item === undefined || line.busy >= this.shares.perReceiver) continue;
        line.waiting.delete(item);
        moveToEnd(account.receivers, receiver, line);
        moveToEnd(this.accounts, name, account);
        return { item, done: this.start(name, account, receiver, line) };
      }
    }
    return undefined;
  }

  private start(name: string, account: Account<T>, receiver: string, line: Line<T>): () => void {
    const all: { busy: number }[] = [this.all, account, line];
    for (const each of all) each.busy += 1;
    return () => {
      for (const each of all) each.busy -= 1;
      if (line.busy === 0 && line.waiting.size === 0) account.receivers.delete(receiver);
      if (account.receivers.size === 0) this.accounts.delete(name);
    };
  }
}

const moveToEnd = <V>(map: Map<string, V>, name: string, value: V): void => {
  map.delete(name);
  map.set(name, value);
};
