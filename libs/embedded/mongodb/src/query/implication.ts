import { type Doc, isDoc } from '../bson/document.js';
import { equal, orderKey } from '../bson/order.js';
import { type Constraints, constraintsOf, type Interval } from './constraints.js';
import { isConditions } from './matcher.js';

const absent = orderKey(null);
/** What takes longer to find out counts as not so. */
const MAX_COMPARED = 100_000;

const inside = (inner: readonly Interval[], outer: readonly Interval[]): boolean =>
  inner.length * outer.length <= MAX_COMPARED &&
  inner.every((a) => outer.some((b) => b.from <= a.from && a.to <= b.to));

const excludesAbsent = (intervals: readonly Interval[]): boolean =>
  !intervals.some(({ from, to }) => from <= absent && absent < to);

/**
 * Whether every document that a filter accepts is certain to be in a partial index. Knows equality, the
 * order operators, `$in`, `$exists: true`, and conditions that both state in the same words.
 */
export const implies = (filter: Doc, constraints: Constraints, partial: Doc): boolean =>
  Object.entries(partial).every(([path, expression]) => {
    if (Object.hasOwn(filter, path) && equal(filter[path], expression)) return true;
    if (path === '$and') return (expression as Doc[]).every((clause) => implies(filter, constraints, clause));
    const demanded = constraints.get(path) ?? [];
    if (!isConditions(expression)) return met(demanded, { [path]: expression });
    return Object.entries(expression).every(([operator, operand]) => {
      const stated = filter[path];
      if (isDoc(stated) && Object.hasOwn(stated, operator) && equal(stated[operator], operand)) return true;
      if (operator === '$exists' && operand === true) return demanded.some(excludesAbsent);
      return met(demanded, { [path]: { [operator]: operand } });
    });
  });

const met = (demanded: readonly (readonly Interval[])[], condition: Doc): boolean => {
  const wanted = [...constraintsOf(condition).values()].flat();
  return wanted.length > 0 && wanted.every((outer) => demanded.some((inner) => inside(inner, outer)));
};
