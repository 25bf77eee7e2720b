import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { batches } from './batches.js';
import { Rest } from './rest.js';

/** A source that gives one item for each call of `give`, and ends with `end`. */
const source = <T>() => {
  const waiting: ((result: IteratorResult<T, void>) => void)[] = [];
  const ready: IteratorResult<T, void>[] = [];
  const put = (result: IteratorResult<T, void>): void => {
    const next = waiting.shift();
    if (next) next(result);
    else ready.push(result);
  };
  async function* items(): AsyncGenerator<T, void> {
    for (;;) {
      const result = ready.shift() ?? (await new Promise<IteratorResult<T, void>>((go) => waiting.push(go)));
      if (result.done) return;
      yield result.value;
    }
  }
  return {
    items: items(),
    give: (...values: readonly T[]) => values.forEach((value) => put({ done: false, value })),
    end: () => put({ done: true, value: undefined }),
  };
};

describe('batches', () => {
  it('gather what is there already, in order', async () => {
    const { items, give, end } = source<number>();
    give(1, 2, 3);
    const gathered = batches(items, { limit: 10, restMs: 0, rest: new Rest() });
    expect((await gathered.next()).value).toEqual([1, 2, 3]);
    give(4, 5);
    end();
    expect((await gathered.next()).value).toEqual([4, 5]);
    expect(await gathered.next()).toEqual({ done: true, value: undefined });
  });

  it('hold together what comes while they rest, and hand out at once what comes after a rest', async () => {
    const { items, give } = source<number>();
    const gathered = batches(items, { limit: 3, restMs: 3_600_000, rest: new Rest() });
    give(1);
    expect((await gathered.next()).value).toEqual([1]);
    const resting = gathered.next();
    for (const item of [2, 3, 4]) {
      await nextTurn();
      give(item);
    }
    // The limit ends a rest.
    expect((await resting).value).toEqual([2, 3, 4]);
  });

  it('end a rest for who waits for what came', async () => {
    const { items, give } = source<number>();
    const rest = new Rest();
    const gathered = batches(items, { limit: 3, restMs: 3_600_000, rest });
    give(1);
    await gathered.next();
    const resting = gathered.next();
    give(2);
    await nextTurn();
    rest.interrupt();
    expect((await resting).value).toEqual([2]);
  });

  it('end a rest with their source', async () => {
    const { items, give, end } = source<number>();
    const gathered = batches(items, { limit: 3, restMs: 3_600_000, rest: new Rest() });
    give(1);
    await gathered.next();
    const resting = gathered.next();
    give(2);
    end();
    expect((await resting).value).toEqual([2]);
    expect((await gathered.next()).done).toBe(true);
  });

  it('without a rest never wait for more once they have something', async () => {
    const { items, give } = source<number>();
    const gathered = batches(items, { limit: 10, restMs: 0, rest: new Rest() });
    const first = gathered.next();
    give(1);
    expect((await first).value).toEqual([1]);
    give(2);
    expect((await gathered.next()).value).toEqual([2]);
  });

  it('hold no more than the limit', async () => {
    const { items, give, end } = source<number>();
    give(1, 2, 3, 4, 5);
    end();
    const sizes = [];
    for await (const batch of batches(items, { limit: 2, restMs: 0, rest: new Rest() })) sizes.push(batch);
    expect(sizes).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('are none when there is nothing', async () => {
    const { items, end } = source<number>();
    end();
    expect(await batches(items, { limit: 2, restMs: 0, rest: new Rest() }).next()).toEqual({
      done: true,
      value: undefined,
    });
  });

  it('hand on the error of their source', async () => {
    async function* failing(): AsyncGenerator<number, void> {
      yield 1;
      throw new Error('the source broke');
    }
    const gather = async () => {
      for await (const batch of batches(failing(), { limit: 1, restMs: 0, rest: new Rest() }))
        expect(batch).toEqual([1]);
    };
    await expect(gather()).rejects.toThrow('the source broke');
  });
});
