import { endOf, orderKey, rank, TOP } from './bson/order.js';
import type { Catalog } from './storage/catalog.js';
import type { Collection } from './storage/collection.js';
import type { Index } from './storage/index.js';

const expired = (index: Index, now: Date): Iterable<Parameters<Collection['remove']>[0]> => {
  const [field] = index.fields;
  const until = orderKey(new Date(now.getTime() - index.specification.expireAfterSeconds! * 1000));
  // A TTL index has one field; a falling one is read as a whole.
  return field!.direction === 1
    ? index.entries.range(rank.date, endOf(until), 1)
    : [...index.entries.range('', TOP, 1)].filter(({ doc }) =>
        dates(doc[field!.path]).some((date) => date <= until),
      );
};

const dates = (value: unknown): readonly string[] =>
  [value]
    .flat()
    .filter((part) => part instanceof Date)
    .map(orderKey);

/** Removes what the TTL indexes say is over. Only dates expire. */
export const removeExpired = (catalog: Catalog, now: Date): void => {
  for (const collection of catalog.all()) {
    for (const index of collection.indexes.values()) {
      if (index.specification.expireAfterSeconds === undefined) continue;
      for (const slot of new Set(expired(index, now))) collection.remove(slot);
    }
  }
};
