import type { Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import type { Collection, Stored } from '../storage/collection.js';
import { compileFilter } from './matcher.js';
import { placesOf, plan } from './planner.js';
import { type SortField, sortKey } from './sort.js';
import type { TimeBudget } from './time-budget.js';

export type SearchQuestion = Readonly<{
  filter: Doc;
  sort?: readonly SortField[];
  skip?: number;
  /** 0 for all. */
  limit?: number;
  hint?: unknown;
  budget: TimeBudget;
}>;

/** MongoDB's bound on what is sorted in memory. */
const MAX_SORT_BYTES = 100 * 1024 * 1024;
/** What an entry to be sorted takes beside its document and key. */
const ENTRY_BYTES = 200;

/**
 * Finds documents: a filter, then order, then skip and limit. Others may write while the documents are taken;
 * each is then as it was when it was read.
 */
export function* search(
  collection: Collection,
  question: SearchQuestion,
): Generator<Stored, void, undefined> {
  const { filter, sort = [], skip = 0, limit = 0, hint, budget } = question;
  const matches = compileFilter(filter);
  const end = limit === 0 ? Infinity : skip + limit;
  const access = plan(collection, { filter, sort, limit: limit === 0 ? 0 : end, hint });
  const { counters } = collection;
  if (access.stage === 'COLLSCAN') counters.collectionScans++;
  if (!access.sorted) counters.sorts++;
  const found = matching(collection, placesOf(collection, access), matches, budget);
  let at = 0;
  for (const stored of access.sorted ? found : sorted(found, sort, end, budget)) {
    if (at++ >= skip) yield stored;
    if (at >= end) return;
  }
}

function* matching(
  collection: Collection,
  places: Iterable<number>,
  matches: (doc: Doc) => boolean,
  budget: TimeBudget,
): Generator<Stored, void, undefined> {
  for (const sequence of places) {
    budget.step();
    const stored = collection.get(sequence);
    collection.counters.documents++;
    if (stored !== undefined && matches(stored.doc)) yield stored;
  }
}

/** The first `wanted` by their sort keys; equal ones stay in the order in which they were found. */
const sorted = (
  found: Iterable<Stored>,
  fields: readonly SortField[],
  wanted: number,
  budget: TimeBudget,
): readonly Stored[] => {
  const keyOf = sortKey(fields);
  let kept: { key: string; stored: Stored }[] = [];
  let bytes = 0;
  const weightOf = ({ key, stored }: { key: string; stored: Stored }): number =>
    key.length + stored.bytes.length + ENTRY_BYTES;
  const settle = (): void => {
    budget.check();
    kept.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    if (kept.length <= wanted) return;
    kept = kept.slice(0, wanted);
    bytes = kept.reduce((sum, entry) => sum + weightOf(entry), 0);
  };
  for (const stored of found) {
    const entry = { key: keyOf(stored.doc), stored };
    kept.push(entry);
    bytes += weightOf(entry);
    if (kept.length >= 2 * wanted + 1000) settle();
    if (bytes > MAX_SORT_BYTES) {
      settle();
      if (bytes > MAX_SORT_BYTES) throw tooMuch();
    }
  }
  settle();
  return kept.map(({ stored }) => stored);
};

const tooMuch = (): CommandError =>
  new CommandError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes, and nothing is sorted on disk in this server.`,
  );
