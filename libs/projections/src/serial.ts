/** Does one thing after the other, in the order in which they were asked for. */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    // Whoever asked is told of a failure; the next in line only waits.
    this.last = result.catch(() => undefined);
    return result;
  }
}
