/** Lets readers wait for the next commit without polling. */
export class CommitSignal {
  private waiting = new Set<() => void>();

  notify(): void {
    const woken = this.waiting;
    this.waiting = new Set();
    for (const wake of woken) wake();
  }

  /** Resolves at the next `notify`, or at once when `aborted` fires or has fired. */
  async next(aborted: AbortSignal): Promise<void> {
    if (aborted.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        aborted.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      aborted.addEventListener('abort', wake, { once: true });
    });
  }
}
