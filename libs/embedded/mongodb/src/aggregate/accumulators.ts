import { evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import type { Options } from 'mingo/types';
import type { Doc } from '../bson/document.js';
import { add, isNumeric, type Numeric } from '../bson/numeric.js';
import { compare } from '../bson/order.js';
import { readSort, sortDocuments } from '../query/sort.js';
import {
  nothing,
  operatorsOf,
  unique,
  within,
  type AccumulatorOperator,
  type Named,
} from './mingo-operators.js';

const mingoPush = operatorsOf<AccumulatorOperator>(accumulators)['$push']!;

/** The values of an accumulator's argument, one for each document; `undefined` where there is none. */
const gathered = (docs: unknown[], argument: unknown, options: Options): unknown[] =>
  argument === null || argument === undefined
    ? docs
    : (mingoPush(docs, { value: argument }, options) as { value: unknown }[]).map(({ value }) => value);

const total = (values: readonly unknown[]): Numeric =>
  values.filter(isNumeric).reduce<Numeric>((a, b) => within(add(a, b)), 0);

const extreme =
  (sign: 1 | -1): AccumulatorOperator =>
  (docs, argument, options) => {
    let best: unknown = null;
    for (const value of gathered(docs, argument, options)) {
      if (nothing(value)) continue;
      if (best === null || compare(value, best) * sign > 0) best = value;
    }
    return best;
  };

/** The best of a group by `sortBy`, in order. */
const topN =
  (end: 1 | -1): AccumulatorOperator =>
  (docs, argument, options) => {
    const { n = 1, sortBy, output } = argument as { n?: unknown; sortBy: unknown; output: unknown };
    const count = Number(evalExpr({}, n, options));
    const sorted = sortDocuments(docs as Doc[], readSort(sortBy));
    return gathered(end === 1 ? sorted.slice(0, count) : sorted.slice(-count), output, options).map(
      (value) => value ?? null,
    );
  };

const only =
  (accumulate: AccumulatorOperator): AccumulatorOperator =>
  (docs, argument, options) =>
    (accumulate(docs, argument, options) as unknown[])[0];

/** Accumulators in which mingo has JavaScript's order, equality or numbers. */
export const accumulatorOverrides: Named<AccumulatorOperator> = {
  $sum: (docs, argument, options) => total(gathered(docs, argument, options)),
  $avg: (docs, argument, options) => {
    const values = gathered(docs, argument, options).filter(isNumeric);
    return values.length === 0 ? null : Number(total(values)) / values.length;
  },
  $top: only(topN(1)),
  $topN: topN(1),
  $bottom: only(topN(-1)),
  $bottomN: topN(-1),
  $max: extreme(1),
  $min: extreme(-1),
  $push: (docs, argument, options) =>
    gathered(docs, argument, options).filter((value) => value !== undefined),
  $addToSet: (docs, argument, options) =>
    unique(gathered(docs, argument, options).filter((value) => value !== undefined)),
};
