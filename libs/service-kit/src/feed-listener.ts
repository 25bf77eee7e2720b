import type { FeedMessage } from '@credstream/contracts';

export type FeedListenerOptions = Readonly<{
  /** So long after the newest message nothing that is known may be relied on. */
  maxStalenessMs: number;
  /** Milliseconds that only go forward. */
  clock?: (() => number) | undefined;
}>;

/** Watches whether a feed is whole: no message is missing, and the newest one is not old. */
export class FeedListener {
  private readonly maxStalenessMs: number;
  private readonly clock: () => number;
  private epoch = '';
  private sequence = -1;
  private lastHeard = -Infinity;

  constructor({ maxStalenessMs, clock = () => performance.now() }: FeedListenerOptions) {
    this.maxStalenessMs = maxStalenessMs;
    this.clock = clock;
  }

  /** Takes the next message. False when changes may have been missed before it. */
  hear({ epoch, sequence }: Pick<FeedMessage<unknown>, 'epoch' | 'sequence'>): boolean {
    const whole = epoch === this.epoch && sequence === this.sequence + 1 && this.isTrusted();
    this.epoch = epoch;
    this.sequence = sequence;
    this.lastHeard = this.clock();
    return whole;
  }

  /** Was a message heard lately? */
  isTrusted(): boolean {
    return this.clock() - this.lastHeard <= this.maxStalenessMs;
  }
}
