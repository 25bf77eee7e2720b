import type { Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import type { Slot } from '../storage/index.js';
import { compileFilter } from './matcher.js';
import { plan, slotsOf, type Access } from './planner.js';
import { sortKey, type SortField } from './sort.js';

export type SearchQuestion = Readonly<{
  filter: Doc;
  sort?: readonly SortField[];
  skip?: number;
  /** 0 for all. */
  limit?: number;
  hint?: unknown;
  /** When to give up, in milliseconds since 1970. */
  deadline?: number | undefined;
}>;

export type SearchResult = Readonly<{
  access: Access;
  slots: readonly Slot[];
  keysExamined: number;
  docsExamined: number;
}>;

/** Reading the clock costs as much as looking at a few documents. */
const CHECK_EVERY = 256;

const overdue = (): CommandError => new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');

/** Finds documents: a filter, then order, then skip and limit. */
export const search = (
  collection: Collection,
  { filter, sort = [], skip = 0, limit = 0, hint, deadline = Infinity }: SearchQuestion,
): SearchResult => {
  const matches = compileFilter(filter);
  const wanted = limit === 0 ? Infinity : skip + limit;
  const access = plan(collection, { filter, sort, limit: limit === 0 ? 0 : wanted, hint });
  let keysExamined = 0;
  let docsExamined = 0;
  const found: Slot[] = [];
  for (const slot of slotsOf(collection, access, () => keysExamined++)) {
    docsExamined++;
    if (docsExamined % CHECK_EVERY === 0 && Date.now() > deadline) throw overdue();
    if (!matches(slot.doc)) continue;
    found.push(slot);
    if (access.sorted && found.length >= wanted) break;
  }
  const ordered = access.sorted ? found : sortSlots(found, sort);
  return {
    access,
    slots: skip === 0 && ordered.length <= wanted ? ordered : ordered.slice(skip, wanted),
    keysExamined,
    docsExamined,
  };
};

const sortSlots = (slots: readonly Slot[], fields: readonly SortField[]): Slot[] => {
  const keyOf = sortKey(fields);
  return slots
    .map((slot) => ({ key: keyOf(slot.doc), slot }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ slot }) => slot);
};
