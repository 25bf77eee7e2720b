import { endOf, invert, orderKey, rank } from './bson/order.js';
import type { Catalog } from './storage/catalog.js';
import type { Index } from './storage/index.js';

/** So that the removal of much does not hold the process up; the rest has its turn later. */
const REMOVED_AT_A_TIME = 5000;

/** What an index of one date field holds up to a moment; a falling one is read from its end. */
const expired = (index: Index, now: Date): Iterable<number> => {
  const from = rank.date;
  const to = endOf(orderKey(new Date(now.getTime() - index.specification.expireAfterSeconds! * 1000)));
  return index.fields[0]!.direction === 1
    ? index.places(from, to, 1)
    : index.places(endOf(invert(to)), endOf(invert(from)), 1);
};

/** Removes what the TTL indexes say is over. Only dates expire. */
export const removeExpired = (catalog: Catalog, now: Date): void => {
  let left = REMOVED_AT_A_TIME;
  for (const collection of catalog.all()) {
    for (const index of collection.indexes.values()) {
      if (index.specification.expireAfterSeconds === undefined) continue;
      for (const sequence of new Set(expired(index, now))) {
        const stored = collection.get(sequence);
        if (stored !== undefined) collection.remove(stored);
        if (--left === 0) return;
      }
    }
  }
};
