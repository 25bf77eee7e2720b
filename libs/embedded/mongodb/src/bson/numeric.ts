import { Double } from 'bson';

/** A number of a document; see {@link Doc}. */
export type Numeric = number | bigint | Double;

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Double;

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

const isDouble = (value: Numeric): value is number | Double =>
  value instanceof Double || (typeof value === 'number' && !isInt32(value));

/** A double, as a document keeps it. */
export const asDouble = (n: number): number | Double => (isInt32(n) ? new Double(n) : n);

type Operation = Readonly<{
  exact: (a: bigint, b: bigint) => bigint;
  double: (a: number, b: number) => number;
}>;

const sum: Operation = { exact: (a, b) => a + b, double: (a, b) => a + b };
const product: Operation = { exact: (a, b) => a * b, double: (a, b) => a * b };

/**
 * MongoDB's arithmetic: two int32 give an int32, or an int64 if that overflows; int64 wins over int32;
 * a double wins over all. An int64 overflow gives undefined.
 */
const combine =
  ({ exact, double }: Operation) =>
  (a: Numeric, b: Numeric): Numeric | undefined => {
    if (isDouble(a) || isDouble(b)) return asDouble(double(Number(a), Number(b)));
    const result = exact(BigInt(a), BigInt(b));
    if (result > MAX_INT64 || result < MIN_INT64) return undefined;
    const narrow = typeof a === 'number' && typeof b === 'number' && BigInt.asIntN(32, result) === result;
    return narrow ? Number(result) : result;
  };

export const add = combine(sum);
export const multiply = combine(product);

/** The whole number that a value is, of any numeric type; undefined for everything else and beyond 2^53. */
export const wholeOf = (value: unknown): number | undefined => {
  if (!isNumeric(value)) return undefined;
  const n = Number(value);
  return Number.isSafeInteger(n) ? n : undefined;
};
