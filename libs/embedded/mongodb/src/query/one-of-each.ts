import { endOf, orderKey, TOP } from '../bson/order.js';
import type { Collection, Stored } from '../storage/collection.js';
import type { Index } from '../storage/index.js';
import { keyValues } from '../storage/index-keys.js';
import type { TimeBudget } from './time-budget.js';

/** An index that has the values of a field side by side, and every document: MongoDB's DISTINCT_SCAN takes such a one. */
const indexOf = ({ indexes }: Collection, path: string): Index | undefined =>
  [...indexes.values()].find(({ fields, multikeyPaths, specification }) => {
    const { hidden, sparse, partialFilterExpression } = specification;
    const isWhole = !hidden && !sparse && partialFilterExpression === undefined;
    return isWhole && fields[0]?.path === path && fields[0].direction === 1 && multikeyPaths.size === 0;
  });

/**
 * Documents that hold each value of a field at least once, without looking at all of them; undefined without an index for
 * it. Those without the field and those with null stand under one key, so all of these come.
 */
export const oneOfEach = (
  collection: Collection,
  path: string,
  budget: TimeBudget,
): Iterable<Stored> | undefined => {
  const index = indexOf(collection, path);
  return index && leaps(collection, index, budget);
};

function* leaps(
  collection: Collection,
  index: Index,
  budget: TimeBudget,
): Generator<Stored, void, undefined> {
  const unset = orderKey(null);
  let from = '';
  for (;;) {
    const [place] = index.places(from, TOP, 1);
    if (place === undefined) return;
    budget.step();
    const stored = collection.get(place)!;
    collection.counters.documents++;
    const key = orderKey(keyValues(stored.doc, index.fields)[0]![0]);
    if (key === unset) {
      for (const each of index.places(unset, endOf(unset), 1)) {
        budget.step();
        collection.counters.documents++;
        yield collection.get(each)!;
      }
    } else yield stored;
    from = endOf(key);
  }
}
