import { endOf, invert, orderKey, rank } from './bson/order.js';
import type { Catalog } from './storage/catalog.js';
import type { Index, Slot } from './storage/index.js';

/** What an index of one date field holds up to a moment; a falling one is read from its end. */
const expired = ({ entries, fields, specification }: Index, now: Date): readonly Slot[] => {
  const from = rank.date;
  const to = endOf(orderKey(new Date(now.getTime() - specification.expireAfterSeconds! * 1000)));
  const rising = fields[0]!.direction === 1;
  return [
    ...(rising ? entries.range(from, to, 1) : entries.range(endOf(invert(to)), endOf(invert(from)), 1)),
  ];
};

/** Removes what the TTL indexes say is over. Only dates expire. */
export const removeExpired = (catalog: Catalog, now: Date): void => {
  for (const collection of catalog.all()) {
    for (const index of collection.indexes.values()) {
      if (index.specification.expireAfterSeconds === undefined) continue;
      for (const slot of new Set(expired(index, now))) collection.remove(slot);
    }
  }
};
