/** Lets work with the same name run one after the other, in the order in which it was asked for. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** `work` is told whether it had to wait for other work. */
  async take<T>(name: string, work: (waited: boolean) => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const mine = before
      ? before.then(
          () => work(true),
          () => work(true),
        )
      : work(false);
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}
