import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rest } from './rest.js';

const pendingMark = Symbol('pending');
type Pending = typeof pendingMark;

export type BatchOptions = Readonly<{
  /** So many items at most. */
  limit: number;
  /** What comes this soon after a batch was handed out is gathered into one; 0 never waits for more. */
  restMs: number;
  /** Whoever waits for what comes next interrupts it. */
  rest: Rest;
}>;

/**
 * Gathers what is there already. The first item after a rest is handed out at once; those that follow it closely wait
 * together, because a batch costs the same for one item as for many.
 */
export async function* batches<T>(
  source: AsyncGenerator<T, void>,
  { limit, restMs, rest }: BatchOptions,
): AsyncGenerator<T[], void> {
  let next = source.next();
  let restedAt = performance.now();
  for (;;) {
    const first = await next;
    if (first.done) return;
    const batch = [first.value];
    next = source.next();
    const leftMs = restedAt - performance.now();
    const rested = leftMs > 0 ? rest.take(leftMs).then((): Pending => pendingMark) : undefined;
    while (batch.length < limit) {
      const ready = await Promise.race([next, rested ?? nextTurn<Pending>(pendingMark)]);
      if (ready === pendingMark) break;
      if (ready.done) {
        yield batch;
        return;
      }
      batch.push(ready.value);
      next = source.next();
    }
    restedAt = performance.now() + restMs;
    yield batch;
  }
}
