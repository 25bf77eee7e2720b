import { type Doc } from '../bson/document.js';
import { endOf, orderKey, rank, textPrefix } from '../bson/order.js';
import { isConditions } from './matcher.js';
import { isRegex, patternPrefix, readPattern } from './regex.js';

/** Order keys with `from <= key < to`; of one value alone, or of more. */
export type Interval = Readonly<{ from: string; to: string; point: boolean }>;

/**
 * What a filter demands of each path, as far as an index can use it: every list must hold one interval with
 * the value (of an array: with one of its elements). The filter itself may demand more.
 */
export type Constraints = ReadonlyMap<string, readonly (readonly Interval[])[]>;

export const point = (key: string): Interval => ({ from: key, to: endOf(key), point: true });

const between = (from: string, to: string): Interval => ({ from, to, point: false });

/** Everything that begins with a text, such as all values of one rank. */
const beginningWith = (prefix: string): Interval => between(prefix, endOf(prefix));

/** Sorted, with touching intervals made one. */
export const union = (intervals: readonly Interval[]): readonly Interval[] => {
  const result: Interval[] = [];
  for (const next of [...intervals].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = result.at(-1);
    if (
      last !== undefined &&
      (next.from < last.to || (next.from === last.to && !last.point && !next.point))
    ) {
      if (next.to > last.to) result[result.length - 1] = between(last.from, next.to);
    } else {
      result.push(next);
    }
  }
  return result;
};

export const intersection = (a: readonly Interval[], b: readonly Interval[]): readonly Interval[] =>
  a.flatMap((x) =>
    b.flatMap((y) => {
      const from = x.from > y.from ? x.from : y.from;
      const to = x.to < y.to ? x.to : y.to;
      return from < to ? [{ from, to, point: x.point || y.point }] : [];
    }),
  );

const keyOf = (value: unknown): string => (value === undefined ? rank.null : orderKey(value));

/** An array is indexed by its elements, so nothing follows for equality with an array. */
const equality = (value: unknown): readonly Interval[] | undefined =>
  Array.isArray(value) ? undefined : [point(keyOf(value))];

const prefix = (value: unknown, options?: unknown): readonly Interval[] | undefined => {
  const literal = patternPrefix(readPattern(value, options));
  if (literal === undefined) return undefined;
  return [beginningWith(rank.string + textPrefix(literal)), ...regexValues];
};

/** A regular expression also equals itself as a stored value. */
const regexValues: readonly Interval[] = [beginningWith(rank.regex)];

const ordered = (operator: string, operand: unknown): readonly Interval[] | undefined => {
  if (Array.isArray(operand) || operand === undefined || Number.isNaN(operand)) return undefined;
  const key = keyOf(operand);
  const first = key[0]!;
  if (first === rank.minKey || first === rank.maxKey) return undefined;
  switch (operator) {
    case '$gt':
      return [between(endOf(key), endOf(first))];
    case '$gte':
      return [between(key, endOf(first))];
    case '$lt':
      return [between(first, key)];
    default:
      return [between(first, endOf(key))];
  }
};

const condition = (operator: string, operand: unknown, all: Doc): readonly Interval[] | undefined => {
  switch (operator) {
    case '$eq':
      return equality(operand);
    case '$in': {
      if (!Array.isArray(operand)) return undefined;
      const each = operand.map((value) => (isRegex(value) ? prefix(value) : equality(value)));
      return each.every((intervals) => intervals !== undefined) ? union(each.flat()) : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return ordered(operator, operand);
    case '$regex':
      return prefix(operand, all['$options']);
    default:
      return undefined;
  }
};

/** What a filter demands path by path. The filter has been compiled before, so that its form is right. */
export const constraintsOf = (filter: Doc): Constraints => {
  const result = new Map<string, (readonly Interval[])[]>();
  const demand = (path: string, intervals: readonly Interval[] | undefined): void => {
    if (intervals === undefined) return;
    const lists = result.get(path);
    if (lists === undefined) result.set(path, [intervals]);
    else lists.push(intervals);
  };
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || name === '$or') {
      const branches = (value as Doc[]).map(constraintsOf);
      for (const [path, lists] of name === '$and'
        ? branches.flatMap((b) => [...b])
        : alternatives(branches)) {
        for (const list of lists) demand(path, list);
      }
    } else if (!name.startsWith('$')) {
      if (isConditions(value)) {
        for (const [operator, operand] of Object.entries(value)) {
          demand(name, condition(operator, operand, value));
        }
      } else {
        demand(name, isRegex(value) ? prefix(value) : equality(value));
      }
    }
  }
  return result;
};

/** What follows from any one of several branches: the paths that all of them bind, with all their intervals. */
const alternatives = (
  branches: readonly Constraints[],
): (readonly [string, readonly (readonly Interval[])[]])[] =>
  [...(branches[0]?.keys() ?? [])].flatMap((path) => {
    const lists = branches.map((branch) => branch.get(path)?.[0]);
    return lists.every((list) => list !== undefined) ? [[path, [union(lists.flat())]] as const] : [];
  });
