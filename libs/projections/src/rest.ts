/** A rest between batches, which ends at once when somebody waits for what comes next. */
export class Rest {
  private end: () => void = () => undefined;

  /** Resolves after so many milliseconds, or at the next `interrupt`. */
  take(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      this.end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  interrupt(): void {
    this.end();
  }
}
