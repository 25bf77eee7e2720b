/** How far behind the newest message of a session another one may come. */
const windowBits = 1 << 17;

type Window = { highest: number; readonly seen: Uint32Array; lastUsed: number };

export type OnceOptions = Readonly<{
  /** Milliseconds after which a session that nothing came from is forgotten; older messages must be refused by their time. */
  keepMs: number;
  /** Sessions at a time. */
  capacity?: number;
  /** Milliseconds that only go forward. */
  clock?: () => number;
}>;

/**
 * Takes each message of a session once, whatever order they come in. For messages that are authentic: sessions are
 * processes of parts that are trusted. 16 KiB a session.
 */
export class Once {
  private readonly windows = new Map<string, Window>();
  private readonly keepMs: number;
  private readonly capacity: number;
  private readonly clock: () => number;

  constructor({ keepMs, capacity = 256, clock = () => performance.now() }: OnceOptions) {
    this.keepMs = keepMs;
    this.capacity = capacity;
    this.clock = clock;
  }

  /** False when this message came before, or cannot be told from one that did. */
  take(session: string, counter: number): boolean {
    const window = this.windowOf(session);
    if (!window || counter <= window.highest - windowBits) return false;
    window.lastUsed = this.clock();
    if (counter > window.highest) {
      this.forget(window, window.highest + 1, counter);
      window.highest = counter;
    }
    const slot = counter % windowBits;
    const [word, bit] = [slot >>> 5, 1 << (slot & 31)];
    const before = window.seen[word] ?? 0;
    if ((before & bit) !== 0) return false;
    window.seen[word] = before | bit;
    return true;
  }

  get sessions(): number {
    return this.windows.size;
  }

  /** The slots of these numbers were those of much older ones. */
  private forget({ seen }: Window, from: number, upTo: number): void {
    if (upTo - from >= windowBits) {
      seen.fill(0);
      return;
    }
    for (let counter = from; counter <= upTo; counter += 1) {
      const slot = counter % windowBits;
      seen[slot >>> 5] = (seen[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
    }
  }

  private windowOf(session: string): Window | undefined {
    const known = this.windows.get(session);
    if (known) return known;
    const now = this.clock();
    for (const [name, { lastUsed }] of this.windows) {
      if (now - lastUsed > this.keepMs) this.windows.delete(name);
    }
    // A window that is still needed is never given up for another: its messages could come again.
    if (this.windows.size >= this.capacity) return undefined;
    const made: Window = { highest: 0, seen: new Uint32Array(windowBits >>> 5), lastUsed: now };
    this.windows.set(session, made);
    return made;
  }
}
