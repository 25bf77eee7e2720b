import { CommandError } from '../errors.js';

/** Reading the clock costs as much as looking at a few documents. */
const CHECK_EVERY = 64;

/** How long an operation may work, by its `maxTimeMS`. What it waits between two batches does not count. */
export class TimeBudget {
  private deadline = Infinity;
  private steps = 0;

  constructor(
    /** Milliseconds; 0 for as long as it takes. */
    private left: number,
    private readonly now: () => number = Date.now,
  ) {
    if (left === 0) this.left = Infinity;
    this.start();
  }

  start(): void {
    this.deadline = this.now() + this.left;
  }

  pause(): void {
    this.left = this.deadline - this.now();
  }

  /** To be called at each step of a loop. @throws CommandError MaxTimeMSExpired */
  step(): void {
    if (++this.steps % CHECK_EVERY === 0) this.check();
  }

  /** @throws CommandError MaxTimeMSExpired */
  check(): void {
    if (this.now() > this.deadline)
      throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}
