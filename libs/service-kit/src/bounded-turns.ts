/** Work that waits for others of its kind, in bounded numbers. */
type Queue = { running: number; readonly waiting: (() => void)[] };

export type TurnLimits = Readonly<{
  /** How many run at the same time under one name. */
  running: number;
  /** How many wait under one name, and under all names together. */
  waiting: number;
  waitingInAll: number;
}>;

/** Lets little work of one name run at the same time, so that many guesses at once gain nothing. */
export class BoundedTurns {
  private readonly queues = new Map<string, Queue>();
  private waitingInAll = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** `undefined`, without having done anything, when too many wait. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const { limits } = this;
    const queue = this.queues.get(name) ?? { running: 0, waiting: [] };
    if (queue.running >= limits.running) {
      if (queue.waiting.length >= limits.waiting || this.waitingInAll >= limits.waitingInAll)
        return undefined;
      this.waitingInAll += 1;
      await new Promise<void>((resolve) => queue.waiting.push(resolve));
      this.waitingInAll -= 1;
    } else {
      this.queues.set(name, queue);
      queue.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.waiting.shift();
      if (next) next();
      else queue.running -= 1;
      if (queue.running === 0) this.queues.delete(name);
    }
  }
}
