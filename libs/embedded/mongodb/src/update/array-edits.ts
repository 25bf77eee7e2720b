import { copy, type Doc, isDoc } from '../bson/document.js';
import { isNumeric } from '../bson/numeric.js';
import { compare, equal, orderKey } from '../bson/order.js';
import { typeOf } from '../bson/type-of.js';
import type { CommandError } from '../errors.js';
import { badValue, failedToParse, typeMismatch } from '../errors.js';
import { compileElement, compileFilter, isConditions } from '../query/matcher.js';
import { isRegex } from '../query/regex.js';
import { readSort, sortDocuments } from '../query/sort.js';
import type { Edit } from './edit-path.js';

const arrayOr = (value: unknown, wrong: (type: string) => CommandError): readonly unknown[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(typeOf(value));
  return value;
};

const integer = (name: string, value: unknown): number => {
  if (!isNumeric(value) || !Number.isInteger(Number(value))) {
    throw badValue(`The value for ${name} must be an integer value but was given type: ${typeOf(value)}`);
  }
  return Number(value);
};

const eachOf = (operator: string, operand: Doc): readonly unknown[] => {
  const each = operand['$each'];
  if (!Array.isArray(each)) {
    throw typeMismatch(
      `The argument to $each in ${operator} must be an array but it was of type ${typeOf(each)}`,
    );
  }
  return each;
};

const hasEach = (operand: unknown): operand is Doc => isDoc(operand) && '$each' in operand;

const sorted = (array: readonly unknown[], sort: unknown): unknown[] => {
  if (isNumeric(sort)) {
    if (Math.abs(Number(sort)) !== 1) throw badValue('The $sort element value must be either 1 or -1');
    return [...array].sort((a, b) => compare(a, b) * Number(sort));
  }
  if (!isDoc(sort))
    throw badValue(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const fields = readSort(sort);
  return sortDocuments(
    array.map((element) => ({ element, ...(isDoc(element) ? element : {}) })),
    fields,
  ).map(({ element }) => element);
};

const push = (path: string, operand: unknown): Edit => {
  const modifiers = hasEach(operand) ? operand : { $each: [operand] };
  const values = eachOf('$push', modifiers);
  const unknown = Object.keys(modifiers).find(
    (name) => !['$each', '$slice', '$sort', '$position'].includes(name),
  );
  if (unknown !== undefined) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const { $slice, $sort, $position } = modifiers;
  const slice = $slice === undefined ? undefined : integer('$slice', $slice);
  const position = $position === undefined ? undefined : integer('$position', $position);
  return (value) => {
    const array = arrayOr(value, (type) =>
      badValue(`The field '${path}' must be an array but is of type ${type}`),
    );
    if (values.length === 0 && slice === undefined && $sort === undefined && value !== undefined)
      return undefined;
    let next: unknown[] = [...array];
    next.splice(position ?? next.length, 0, ...values.map(copy));
    if ($sort !== undefined) next = sorted(next, $sort);
    if (slice !== undefined) next = slice < 0 ? next.slice(slice) : next.slice(0, slice);
    return value !== undefined && equal(next, value) ? undefined : { value: next };
  };
};

const addToSet = (path: string, operand: unknown): Edit => {
  const values = hasEach(operand) ? eachOf('$addToSet', operand) : [operand];
  return (value) => {
    const array = arrayOr(value, (type) =>
      badValue(
        `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${type}`,
      ),
    );
    const known = new Set(array.map(orderKey));
    const added = values.filter((candidate) => {
      const key = orderKey(candidate);
      return !known.has(key) && known.add(key);
    });
    return added.length === 0 && value !== undefined ? undefined : { value: [...array, ...added.map(copy)] };
  };
};

const without =
  (operator: string, path: string, removed: (element: unknown) => boolean): Edit =>
  (value) => {
    if (value === undefined) return undefined;
    const array = arrayOr(value, () => badValue(`Cannot apply ${operator} to a non-array value (${path})`));
    const kept = array.filter((element) => !removed(element));
    return kept.length === array.length ? undefined : { value: kept };
  };

const pullTest = (operand: unknown): ((element: unknown) => boolean) => {
  if (isConditions(operand)) return compileElement(operand);
  if (isDoc(operand)) {
    const matches = compileFilter(operand);
    return (element) => isDoc(element) && matches(element);
  }
  if (isRegex(operand)) return compileElement({ $regex: operand });
  return (element) => equal(element, operand);
};

const pullAll = (path: string, operand: unknown): Edit => {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeOf(operand)}`);
  const keys = new Set(operand.map(orderKey));
  return without('$pullAll', path, (element) => keys.has(orderKey(element)));
};

const pop = (path: string, operand: unknown): Edit => {
  if (!isNumeric(operand)) throw failedToParse(`Expected a number in: ${path}: ${JSON.stringify(operand)}`);
  if (Math.abs(Number(operand)) !== 1) throw failedToParse(`$pop expects 1 or -1, found: ${String(operand)}`);
  return (value) => {
    if (value === undefined) return undefined;
    const array = arrayOr(value, (type) =>
      typeMismatch(`Path '${path}' contains an element of non-array type '${type}'`),
    );
    if (array.length === 0) return undefined;
    return { value: Number(operand) === 1 ? array.slice(0, -1) : array.slice(1) };
  };
};

/** The edit of an operator that works on an array; undefined if the operator is none of these. */
export const arrayEdits = (operator: string, path: string, operand: unknown): Edit | undefined => {
  switch (operator) {
    case '$push':
      return push(path, operand);
    case '$addToSet':
      return addToSet(path, operand);
    case '$pull':
      return without('$pull', path, pullTest(operand));
    case '$pullAll':
      return pullAll(path, operand);
    case '$pop':
      return pop(path, operand);
    default:
      return undefined;
  }
};
