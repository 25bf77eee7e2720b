import { setImmediate as nextTurn } from 'node:timers/promises';

const pendingMark = Symbol('pending');

/**
 * Gathers what is there already, up to `limit` at a time; never waits for more once it has something.
 */
export async function* batches<T>(source: AsyncGenerator<T, void>, limit: number): AsyncGenerator<T[], void> {
  let next = source.next();
  for (;;) {
    const first = await next;
    if (first.done) return;
    const batch = [first.value];
    next = source.next();
    while (batch.length < limit) {
      const ready = await Promise.race([next, nextTurn(pendingMark)]);
      if (ready === pendingMark) break;
      if (ready.done) {
        yield batch;
        return;
      }
      batch.push(ready.value);
      next = source.next();
    }
    yield batch;
  }
}
