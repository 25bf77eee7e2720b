/** Lets readers wait for the next commit without polling. */
export class CommitSignal {
  private wakeAll: () => void = () => undefined;
  private upcoming: Promise<void> | undefined;

  notify(): void {
    this.upcoming = undefined;
    this.wakeAll();
  }

  /** Everybody who waits wakes when this fires, and looks whether it was meant. */
  wakeWhen(aborted: AbortSignal): void {
    aborted.addEventListener('abort', () => this.notify(), { once: true });
  }

  /** Resolves at the next `notify`: one promise for all who wait, since they are many and commits are frequent. */
  next(): Promise<void> {
    this.upcoming ??= new Promise((resolve) => (this.wakeAll = resolve));
    return this.upcoming;
  }
}
