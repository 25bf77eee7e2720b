import type { Doc } from '../bson/document.js';
import { endOf, invert, orderKey } from '../bson/order.js';
import { badValue } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import type { Index } from '../storage/index.js';
import { type Constraints, constraintsOf, intersection, type Interval } from './constraints.js';
import { implies } from './implication.js';
import type { SortField } from './sort.js';

/** How the documents that may match are found. The filter is applied to each of them afterwards. */
export type Access =
  | Readonly<{ stage: 'COLLSCAN'; direction: 1 | -1; sorted: boolean }>
  | Readonly<{ stage: 'IDHACK'; key: string; sorted: true }>
  | Readonly<{ stage: 'EOF'; sorted: true }>
  | Readonly<{ stage: 'OR'; branches: readonly Access[]; sorted: boolean }>
  | Readonly<{
      stage: 'IXSCAN';
      index: Index;
      /** Of whole index keys, in order. */
      intervals: readonly Interval[];
      direction: 1 | -1;
      sorted: boolean;
      estimate: number;
    }>;

export type Question = Readonly<{
  filter: Doc;
  sort: readonly SortField[];
  /** How many documents are wanted, 0 for all. */
  limit: number;
  /** An index by name or key pattern, `{ $natural: 1 }`, or nothing. */
  hint?: unknown;
}>;

const MAX_INTERVALS = 1000;
const MAX_COMPARED = 100_000;
const MAX_BRANCHES = 100;
/** So far the keys in a scan are counted; scans with more are taken for equally long. */
const MAX_COUNTED = 200;
/** So many intervals are counted one by one. */
const MAX_ASKED = 10;

/** The interval of a falling field: the same values under inverted keys. */
const flipped = ({ from, to, point }: Interval): Interval => ({
  from: endOf(invert(to)),
  to: endOf(invert(from)),
  point,
});

type Scan = Extract<Access, { stage: 'IXSCAN' }>;

type Bounds = Readonly<{ intervals: readonly Interval[]; points: number; bounded: boolean; single: boolean }>;

/** What all lists allow, as far as finding that out takes no longer than a scan. */
const narrowed = (lists: readonly (readonly Interval[])[]): readonly Interval[] =>
  lists.reduce((a, b) => (a.length * b.length <= MAX_COMPARED ? intersection(a, b) : a));

const demanded = (index: Index, path: string, constraints: Constraints): readonly Interval[] | undefined => {
  const lists = constraints.get(path);
  if (lists === undefined) return undefined;
  // Two conditions on an array may be met by two elements, so only one of them can bound the scan.
  return index.multikeyPaths.size > 0 ? lists[0] : narrowed(lists);
};

const boundsOf = (index: Index, constraints: Constraints): Bounds => {
  let prefixes = [''];
  let points = 0;
  for (const { path, direction } of index.fields) {
    const intervals = demanded(index, path, constraints);
    if (intervals === undefined) break;
    const directed = direction === 1 ? intervals : intervals.map(flipped).reverse();
    if (directed.every(({ point }) => point) && directed.length * prefixes.length <= MAX_INTERVALS) {
      prefixes = prefixes.flatMap((prefix) => directed.map(({ from }) => prefix + from));
      points++;
      continue;
    }
    if (prefixes.length > 1 && directed.length * prefixes.length > MAX_INTERVALS) break;
    return {
      intervals: prefixes.flatMap((prefix) =>
        directed.map(({ from, to, point }) => ({ from: prefix + from, to: prefix + to, point })),
      ),
      points,
      bounded: true,
      single: prefixes.length === 1,
    };
  }
  return {
    intervals: prefixes.map((prefix) => ({ from: prefix, to: endOf(prefix), point: false })),
    points,
    bounded: points > 0,
    single: prefixes.length === 1,
  };
};

/** The direction in which an index gives the wanted order, if it does. */
const sortDirection = (
  index: Index,
  points: number,
  constraints: Constraints,
  sort: readonly SortField[],
): 1 | -1 | undefined => {
  if (sort.some(({ path }) => index.multikeyPaths.has(path)) || index.multikeyPaths.size > 0)
    return undefined;
  const fixed = (path: string): boolean => {
    const intervals = demanded(index, path, constraints);
    return intervals !== undefined && intervals.length === 1 && intervals[0]!.point;
  };
  const wanted = sort.filter(({ path }) => !fixed(path));
  if (wanted.length === 0) return 1;
  let at = 0;
  let direction: 1 | -1 | undefined;
  for (const [position, field] of index.fields.entries()) {
    const next = wanted[at];
    if (next === undefined) break;
    if (next.path !== field.path) {
      if (position < points && fixed(field.path)) continue;
      return undefined;
    }
    const turn = next.direction === field.direction ? 1 : -1;
    if (direction !== undefined && direction !== turn) return undefined;
    direction = turn;
    at++;
  }
  return at === wanted.length ? direction : undefined;
};

/** How many keys a scan looks at, as far as that is worth knowing. */
const estimateOf = (index: Index, intervals: readonly Interval[]): number => {
  let sum = 0;
  for (const { from, to } of intervals.slice(0, MAX_ASKED)) {
    sum += index.count(from, to, MAX_COUNTED - sum);
    if (sum >= MAX_COUNTED) return MAX_COUNTED;
  }
  return intervals.length <= MAX_ASKED ? sum : Math.min((sum * intervals.length) / MAX_ASKED, MAX_COUNTED);
};

const scanOf = (
  index: Index,
  constraints: Constraints,
  { sort }: Question,
): Scan & Readonly<{ bounded: boolean; points: number }> => {
  const { intervals, points, bounded, single } = boundsOf(index, constraints);
  const direction = single && sort.length > 0 ? sortDirection(index, points, constraints, sort) : undefined;
  const ordered = direction === -1 ? [...intervals].reverse() : intervals;
  return {
    stage: 'IXSCAN',
    index,
    intervals: ordered,
    direction: direction ?? 1,
    sorted: sort.length === 0 || direction !== undefined,
    estimate: estimateOf(index, intervals),
    points,
    bounded,
  };
};

const usable = (index: Index, question: Question, constraints: Constraints): boolean => {
  const { hidden, sparse, partialFilterExpression } = index.specification;
  if (hidden) return false;
  if (partialFilterExpression !== undefined)
    return implies(question.filter, constraints, partialFilterExpression);
  // A sparse index lacks documents: only a condition that none of those can meet makes it complete.
  if (!sparse) return true;
  const absent = orderKey(null);
  return index.fields.some(({ path }) =>
    constraints
      .get(path)
      ?.some((intervals) => !intervals.some(({ from, to }) => from <= absent && absent < to)),
  );
};

/** Documents looked at, and the cost of sorting what is found. */
const cost = (scan: Scan, { limit }: Question): number => {
  if (scan.sorted) return limit > 0 ? Math.min(scan.estimate, limit * 4 + scan.estimate / 8) : scan.estimate;
  return scan.estimate * (1 + Math.log2(scan.estimate + 1) / 4);
};

const natural = (sort: readonly SortField[]): 1 | -1 | undefined =>
  sort.length > 0 && sort[0]!.path === '$natural' ? sort[0]!.direction : undefined;

const hinted = (collection: Collection, hint: unknown): Index => {
  const index = [...collection.indexes.values()].find(({ specification: { name, key } }) =>
    typeof hint === 'string' ? name === hint : orderKey(key) === orderKey(hint),
  );
  if (index === undefined) {
    throw badValue('error processing query: hint provided does not correspond to an existing index');
  }
  return index;
};

/** Chooses how to find the documents of a question. */
export const plan = (collection: Collection, question: Question): Access => {
  const { filter, sort, hint } = question;
  const sortNatural = natural(sort);
  if (sortNatural !== undefined) return { stage: 'COLLSCAN', direction: sortNatural, sorted: true };
  const constraints = constraintsOf(filter);
  if (hint !== undefined) {
    const direction = typeof hint === 'object' && hint !== null && (hint as Doc)['$natural'];
    if (direction) {
      return { stage: 'COLLSCAN', direction: Number(direction) < 0 ? -1 : 1, sorted: sort.length === 0 };
    }
    return scanOf(hinted(collection, hint), constraints, question);
  }
  const ids = constraints.get('_id');
  if (ids !== undefined) {
    const wanted = narrowed(ids);
    if (wanted.length === 0) return { stage: 'EOF', sorted: true };
    if (wanted.length === 1 && wanted[0]!.point)
      return { stage: 'IDHACK', key: wanted[0]!.from, sorted: true };
  }
  const scans = [...collection.indexes.values()]
    .filter((index) => usable(index, question, constraints))
    .map((index) => scanOf(index, constraints, question))
    .filter((scan) => scan.bounded || (sort.length > 0 && scan.sorted));
  const best = scans
    .map((scan) => ({ scan, cost: cost(scan, question) }))
    // Of scans that look equally long, the one with more fields fixed is most likely the shorter.
    .sort((a, b) => a.cost - b.cost || b.scan.points - a.scan.points)[0]?.scan;
  return (
    best ??
    branchesOf(collection, filter, sort) ?? { stage: 'COLLSCAN', direction: 1, sorted: sort.length === 0 }
  );
};

/** One access for each branch of an `$or`, if none of them needs to look at everything. */
const branchesOf = (collection: Collection, { $or }: Doc, sort: readonly SortField[]): Access | undefined => {
  if (!Array.isArray($or) || $or.length > MAX_BRANCHES) return undefined;
  const branches = ($or as readonly Doc[]).map((filter) => plan(collection, { filter, sort: [], limit: 0 }));
  if (branches.some(({ stage }) => stage === 'COLLSCAN')) return undefined;
  return { stage: 'OR', branches, sorted: sort.length === 0 };
};

/** The places of an access, each once, in its order. */
export function* placesOf(collection: Collection, access: Access): Generator<number, void, undefined> {
  switch (access.stage) {
    case 'EOF':
      return;
    case 'IDHACK':
      yield* collection.idIndex.places(access.key, endOf(access.key), 1);
      return;
    case 'COLLSCAN':
      yield* collection.places(access.direction);
      return;
    case 'OR':
      yield* once(access.branches.map((branch) => placesOf(collection, branch)));
      return;
    case 'IXSCAN': {
      const { index, direction } = access;
      const scans = access.intervals.map(({ from, to }) => index.places(from, to, direction));
      if (index.multikeyPaths.size > 0) yield* once(scans);
      else for (const scan of scans) yield* scan;
    }
  }
}

function* once(sources: readonly Iterable<number>[]): Generator<number, void, undefined> {
  const seen = new Set<number>();
  for (const source of sources) {
    for (const place of source) {
      if (seen.has(place)) continue;
      seen.add(place);
      yield place;
    }
  }
}
