const quietMs = 10_000;
const textsAtMost = 100;

type Said = { since: number; unsaid: number };

/**
 * Keeps what can happen again and again, because a stranger or a broken peer causes it, from filling the log: the same
 * text is due once in ten seconds, and what comes between is counted.
 */
export class RareLines {
  private readonly said = new Map<string, Said>();

  /** Milliseconds that only go forward. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** How often this text has been left out since it was last due; `undefined` when it is to be left out now. */
  due(text: string): number | undefined {
    const now = this.clock();
    const known = this.said.get(text);
    if (known && now - known.since < quietMs) {
      known.unsaid += 1;
      return undefined;
    }
    if (!known && this.said.size >= textsAtMost) this.said.clear();
    this.said.set(text, { since: now, unsaid: 0 });
    return known?.unsaid ?? 0;
  }
}
