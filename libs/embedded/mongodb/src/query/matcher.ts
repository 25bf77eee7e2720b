import { type Doc, fieldKey, isDoc } from '../bson/document.js';
import { badValue, CommandError } from '../errors.js';
import { pathParts, someAtPath, someValueAtPath } from './path.js';
import {
  equals,
  hasBits,
  hasSize,
  isBitOperator,
  isOfType,
  matchesPattern,
  modulo,
  oneOf,
  ordered,
  orders,
  type Predicate,
} from './predicates.js';
import { isRegex } from './regex.js';
import { truth } from './truth.js';

export type Matcher = (doc: Doc) => boolean;

/** `{ $gt: 1, $lt: 5 }` is a set of conditions, `{ x: 1 }` a value to be equal to. */
export const isConditions = (value: unknown): value is Doc =>
  isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true && !isReference(value);

const isReference = (value: Doc): boolean => '$ref' in value || '$id' in value || '$db' in value;

/** Compiles a query filter. @throws CommandError BadValue or FailedToParse where MongoDB would. */
export const compileFilter = (filter: Doc): Matcher => {
  const matchers = Object.entries(filter).flatMap(([name, value]) =>
    name.startsWith('$') ? topLevel(name, value) : [fieldMatcher(name, value)],
  );
  if (matchers.length === 1) return matchers[0]!;
  return (doc) => matchers.every((matches) => matches(doc));
};

const clauses = (name: string, value: unknown): Matcher[] => {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return value.map((clause) => {
    if (!isDoc(clause)) throw badValue('$or/$and/$nor entries need to be full objects');
    return compileFilter(clause);
  });
};

const topLevel = (name: string, value: unknown): Matcher[] => {
  switch (name) {
    case '$and':
      return clauses(name, value);
    case '$or': {
      const any = clauses(name, value);
      return [(doc) => any.some((matches) => matches(doc))];
    }
    case '$nor': {
      const none = clauses(name, value);
      return [(doc) => !none.some((matches) => matches(doc))];
    }
    case '$comment':
      return [];
    case '$alwaysTrue':
      return [() => true];
    case '$alwaysFalse':
      return [() => false];
    case '$expr':
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw new CommandError('CommandNotSupported', `${name} is not there in this server`);
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
};

const fieldMatcher = (path: string, condition: unknown): Matcher => {
  const parts = pathParts(path);
  if (isConditions(condition)) {
    const all = conditionMatchers(parts, condition);
    return all.length === 1 ? all[0]! : (doc) => all.every((matches) => matches(doc));
  }
  return at(parts, isRegex(condition) ? matchesPattern(condition) : equals(condition));
};

/** True if any value at the path, array elements included, passes. */
const at = (parts: readonly string[], test: Predicate): Matcher => {
  if (parts.length === 1) {
    const field = parts[0]!;
    return (doc) => {
      const value = Object.hasOwn(doc, field) ? doc[field] : undefined;
      return test(value) || (Array.isArray(value) && value.some((element) => test(element)));
    };
  }
  return (doc) => someValueAtPath(doc, parts, test);
};

/** True if the value at the path itself passes. */
const atWhole =
  (parts: readonly string[], test: Predicate): Matcher =>
  (doc) =>
    someAtPath(doc, parts, test);

const not =
  (matches: Matcher): Matcher =>
  (doc) =>
    !matches(doc);

const conditionMatchers = (parts: readonly string[], conditions: Doc): Matcher[] =>
  Object.entries(conditions).flatMap(([operator, operand]) => {
    if (operator === '$options') {
      if (!('$regex' in conditions)) throw badValue('$options needs a $regex');
      return [];
    }
    if (operator === '$regex') return [at(parts, matchesPattern(operand, conditions['$options']))];
    return [conditionMatcher(parts, operator, operand)];
  });

const conditionMatcher = (parts: readonly string[], operator: string, operand: unknown): Matcher => {
  if (isBitOperator(operator)) return at(parts, hasBits(operator, operand));
  switch (operator) {
    case '$eq':
      return at(parts, equals(operand));
    case '$ne':
      if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.");
      return not(at(parts, equals(operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return at(parts, ordered(orders[operator], operand));
    case '$in':
      return at(parts, oneOf(list(operator, operand)));
    case '$nin':
      return not(at(parts, oneOf(list(operator, operand))));
    case '$exists': {
      const exists = atWhole(parts, (value) => value !== undefined);
      return truth(operand) ? exists : not(exists);
    }
    case '$type':
      return at(parts, isOfType(operand));
    case '$mod':
      return at(parts, modulo(operand));
    case '$size':
      return atWhole(parts, hasSize(operand));
    case '$all':
      return allMatcher(parts, list(operator, operand));
    case '$elemMatch':
      return atWhole(parts, elementMatcher(operand));
    case '$not': {
      if (isRegex(operand)) return not(at(parts, matchesPattern(operand)));
      if (!isDoc(operand)) throw badValue('$not needs a regex or a document');
      if (!isConditions(operand)) throw badValue('$not cannot be empty or hold plain fields');
      const all = conditionMatchers(parts, operand);
      return (doc) => !all.every((matches) => matches(doc));
    }
    case '$comment':
      return () => true;
    default:
      throw badValue(`unknown operator: ${operator}`);
  }
};

const list = (operator: string, operand: unknown): readonly unknown[] => {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  return operand;
};

const allMatcher = (parts: readonly string[], operands: readonly unknown[]): Matcher => {
  if (operands.length === 0) return () => false;
  const matchers = operands.map((operand) => {
    if (isDoc(operand) && '$elemMatch' in operand) {
      return atWhole(parts, elementMatcher(operand['$elemMatch']));
    }
    if (isConditions(operand)) throw badValue('no $ expressions in $all');
    return at(parts, isRegex(operand) ? matchesPattern(operand) : equals(operand));
  });
  return (doc) => matchers.every((matches) => matches(doc));
};

const logical = new Set(['$and', '$or', '$nor', '$expr', '$where']);

/** A test for an array with an element that passes all conditions of `$elemMatch`. */
const elementMatcher = (operand: unknown): Predicate => {
  const test = compileElement(operand);
  return (value) => Array.isArray(value) && value.some(test);
};

/** The elements of an array by their places. */
const placed = (array: readonly unknown[]): Doc =>
  Object.fromEntries(array.map((element, i) => [fieldKey(String(i)), element]));

/** The test of one array element by the operand of `$elemMatch`. */
export const compileElement = (operand: unknown): Predicate => {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const ofValue = isConditions(operand) && !logical.has(Object.keys(operand)[0]!);
  if (ofValue) {
    const conditions = conditionMatchers(['element'], operand);
    return (element) => conditions.every((matches) => matches({ element }));
  }
  const matches = compileFilter(operand);
  return (element) =>
    (isDoc(element) && matches(element)) ||
    // Paths with numbers reach into an element that is itself an array.
    (Array.isArray(element) && matches(placed(element)));
};
