import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SortedMap } from './sorted-map.js';

const key = fc.integer({ min: 0, max: 3000 }).map((n) => String(n).padStart(4, '0'));
const change = fc.record({ remove: fc.boolean(), key });
/** Runs of neighbouring keys fill, split and empty whole leaves. */
const run = fc
  .record({
    remove: fc.boolean(),
    from: fc.integer({ min: 0, max: 2500 }),
    length: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ remove, from, length }) =>
    Array.from({ length }, (_, i) => ({ remove, key: String(from + i).padStart(4, '0') })),
  );
const changes = fc
  .array(
    fc.oneof(
      change.map((one) => [one]),
      run,
    ),
    { maxLength: 12 },
  )
  .map((all) => all.flat());

describe('a sorted map', () => {
  it('agrees with a sorted array on ranges, both ways, and on single keys', () => {
    fc.assert(
      fc.property(changes, fc.array(fc.tuple(key, key), { minLength: 1, maxLength: 5 }), (all, ranges) => {
        const map = new SortedMap<string>();
        const model = new Map<string, string>();
        for (const { remove, key: at } of all) {
          if (remove) {
            map.delete(at);
            model.delete(at);
          } else {
            map.set(at, `value ${at}`);
            model.set(at, `value ${at}`);
          }
        }
        expect(map.size).toBe(model.size);
        const sorted = [...model.keys()].sort();
        for (const [from, to] of [...ranges, ['', '\uffff'] as const]) {
          const wanted = sorted.filter((at) => at >= from && at < to).map((at) => `value ${at}`);
          const taken = (direction: 1 | -1, limit: number) =>
            map.take(from, to, direction, limit).map(({ value }) => value);
          expect(taken(1, Infinity)).toEqual(wanted);
          expect(taken(1, 3)).toEqual(wanted.slice(0, 3));
          expect(taken(-1, Infinity)).toEqual(wanted.reverse());
          expect(map.get(from)).toBe(model.get(from));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('replaces the value of a key that is there', () => {
    const map = new SortedMap<number>();
    map.set('a', 1);
    map.set('a', 2);
    expect([...map.entries()]).toEqual([{ key: 'a', value: 2 }]);
    expect(map.size).toBe(1);
  });
});
