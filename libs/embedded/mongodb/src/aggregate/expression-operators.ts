import { evalExpr } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { add, isNumeric, multiply, subtract, type Numeric } from '../bson/numeric.js';
import { compare, equal, orderKey } from '../bson/order.js';
import { typeOf } from '../bson/type-of.js';
import { CommandError, typeMismatch } from '../errors.js';
import {
  nothing,
  operatorsOf,
  unique,
  within,
  type ExpressionOperator,
  type Named,
} from './mingo-operators.js';

const operands = (name: string, doc: unknown, argument: unknown, options: Options, count?: number) => {
  const values = evalExpr(doc, Array.isArray(argument) ? argument : [argument], options) as unknown[];
  if (count !== undefined && values.length !== count) {
    throw new CommandError(
      'Location16020',
      `Expression ${name} takes exactly ${count} arguments. ${values.length} were passed in.`,
    );
  }
  return values;
};

const comparison =
  (name: string, result: (sign: number) => unknown): ExpressionOperator =>
  (doc, argument, options) => {
    const [a, b] = operands(name, doc, argument, options, 2);
    return result(compare(a, b));
  };

const numeric = (name: string, value: unknown): Numeric => {
  if (!isNumeric(value)) {
    throw typeMismatch(`${name} only supports numeric or date types, not ${typeOf(value)}`);
  }
  return value;
};

const sum: ExpressionOperator = (doc, argument, options) => {
  const values = operands('$add', doc, argument, options);
  if (values.some(nothing)) return null;
  const total = values
    .map((value) => (value instanceof Date ? value.getTime() : numeric('$add', value)))
    .reduce<Numeric>((a, b) => within(add(a, b)), 0);
  return values.some((value) => value instanceof Date) ? new Date(Number(total)) : total;
};

const difference: ExpressionOperator = (doc, argument, options) => {
  const [a, b] = operands('$subtract', doc, argument, options, 2);
  if (nothing(a) || nothing(b)) return null;
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Number(numeric('$subtract', b)));
  return within(subtract(numeric('$subtract', a), numeric('$subtract', b)));
};

const product: ExpressionOperator = (doc, argument, options) => {
  const values = operands('$multiply', doc, argument, options);
  if (values.some(nothing)) return null;
  return values
    .map((value) => numeric('$multiply', value))
    .reduce<Numeric>((a, b) => within(multiply(a, b)), 1);
};

const plain = (value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : Array.isArray(value) ? value.map(plain) : value;

/** mingo's arithmetic knows doubles only. */
const onDoubles = (names: readonly `$${string}`[]): Named<ExpressionOperator> => {
  const all = operatorsOf<ExpressionOperator>(expressions);
  return Object.fromEntries(
    names.map((name) => [
      name,
      (doc: unknown, argument: unknown, options: Options) =>
        all[name]!(doc, plain(evalExpr(doc, argument, options)), options),
    ]),
  ) as Named<ExpressionOperator>;
};

const toLong: ExpressionOperator = (doc, argument, options) => {
  const value = evalExpr(doc, Array.isArray(argument) ? argument[0] : argument, options);
  if (nothing(value)) return null;
  if (value instanceof Date) return BigInt(value.getTime());
  if (typeof value === 'boolean') return value ? 1n : 0n;
  const text = typeof value === 'string' ? value : String(isNumeric(value) ? value : Number(String(value)));
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(text)) {
    throw new CommandError(
      'ConversionFailure',
      `Failed to parse number '${text}' in $convert with no onError value`,
    );
  }
  return typeof value === 'bigint'
    ? value
    : BigInt(typeof value === 'string' ? text : Math.trunc(Number(text)));
};

const keys = (values: unknown): Set<string> => new Set((values as unknown[]).map(orderKey));

const sets =
  (name: string, apply: (sets: unknown[][]) => unknown): ExpressionOperator =>
  (doc, argument, options) => {
    const values = operands(name, doc, argument, options);
    if (values.some(nothing)) return null;
    if (!values.every(Array.isArray)) throw typeMismatch(`All operands of ${name} must be arrays.`);
    return apply(values as unknown[][]);
  };

/** Expressions in which mingo has JavaScript's order, equality or numbers. */
export const expressionOverrides: Named<ExpressionOperator> = {
  $cmp: comparison('$cmp', (sign) => sign),
  $eq: comparison('$eq', (sign) => sign === 0),
  $ne: comparison('$ne', (sign) => sign !== 0),
  $gt: comparison('$gt', (sign) => sign > 0),
  $gte: comparison('$gte', (sign) => sign >= 0),
  $lt: comparison('$lt', (sign) => sign < 0),
  $lte: comparison('$lte', (sign) => sign <= 0),
  $add: sum,
  $subtract: difference,
  $multiply: product,
  $toLong: toLong,
  $type: (doc, argument, options) => {
    const value = evalExpr(doc, argument, options);
    return value === undefined ? 'missing' : typeOf(value);
  },
  $in: (doc, argument, options) => {
    const [value, list] = operands('$in', doc, argument, options, 2);
    if (!Array.isArray(list)) {
      throw new CommandError(
        'Location40081',
        `$in requires an array as a second argument, found: ${list === undefined ? 'missing' : typeOf(list)}`,
      );
    }
    return list.some((element) => equal(element, value));
  },
  $setUnion: sets('$setUnion', (all) => unique(all.flat())),
  $setIntersection: sets('$setIntersection', ([first = [], ...rest]) => {
    const others = rest.map(keys);
    return unique(first.filter((value) => others.every((set) => set.has(orderKey(value)))));
  }),
  $setDifference: sets('$setDifference', ([a = [], b = []]) => {
    const removed = keys(b);
    return unique(a.filter((value) => !removed.has(orderKey(value))));
  }),
  $setEquals: sets('$setEquals', ([first = [], ...rest]) => {
    const wanted = [...keys(first)].sort().join('');
    return rest.every((set) => [...keys(set)].sort().join('') === wanted);
  }),
  $setIsSubset: sets('$setIsSubset', ([a = [], b = []]) => {
    const outer = keys(b);
    return a.every((value) => outer.has(orderKey(value)));
  }),
  ...onDoubles([
    '$abs',
    '$ceil',
    '$divide',
    '$exp',
    '$floor',
    '$ln',
    '$log',
    '$log10',
    '$mod',
    '$pow',
    '$round',
    '$sqrt',
    '$trunc',
    '$toInt',
    '$toDouble',
    '$toDate',
    '$arrayElemAt',
    '$slice',
    '$range',
  ]),
};
