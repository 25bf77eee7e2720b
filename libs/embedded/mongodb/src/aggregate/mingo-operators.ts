import type { Options } from 'mingo/types';
import { type Numeric } from '../bson/numeric.js';
import { orderKey } from '../bson/order.js';
import { CommandError } from '../errors.js';

export type ExpressionOperator = (doc: unknown, argument: unknown, options: Options) => unknown;
/** Gets the documents of a group; as an expression, one array of values. */
export type AccumulatorOperator = (docs: unknown[], argument: unknown, options: Options) => unknown;
export type Named<T> = Record<`$${string}`, T>;

/** What a module of mingo exports, without the interop's `default`. */
export const operatorsOf = <T>(module: object): Named<T> =>
  Object.fromEntries(Object.entries(module).filter(([name]) => name.startsWith('$'))) as Named<T>;

/** @throws CommandError for what is beyond int64 */
export const within = (value: Numeric | undefined): Numeric => {
  if (value === undefined) throw new CommandError('BadValue', 'long overflow');
  return value;
};

export const nothing = (value: unknown): boolean => value === null || value === undefined;

export const unique = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [orderKey(value), value])).values(),
];
