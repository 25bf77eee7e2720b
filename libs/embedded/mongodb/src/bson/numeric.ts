/** A number of a document: int32 and double as `number`, int64 as `bigint`. */
export type Numeric = number | bigint;

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint';

const isInt32 = (n: number): boolean => (n | 0) === n && !Object.is(n, -0);
const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

type Operation = Readonly<{
  exact: (a: bigint, b: bigint) => bigint;
  double: (a: number, b: number) => number;
}>;

const sum: Operation = { exact: (a, b) => a + b, double: (a, b) => a + b };
const difference: Operation = { exact: (a, b) => a - b, double: (a, b) => a - b };
const product: Operation = { exact: (a, b) => a * b, double: (a, b) => a * b };

/**
 * MongoDB's arithmetic: two int32 give an int32, or an int64 if that overflows; int64 wins over int32;
 * a double wins over all. An int64 overflow gives undefined.
 */
const combine =
  ({ exact, double }: Operation) =>
  (a: Numeric, b: Numeric): Numeric | undefined => {
    if (typeof a === 'number' && typeof b === 'number') {
      const result = double(a, b);
      if (!isInt32(a) || !isInt32(b) || isInt32(result)) return result;
      return Object.is(result, -0) ? 0 : exact(BigInt(a), BigInt(b));
    }
    if ((typeof a === 'number' && !isInt32(a)) || (typeof b === 'number' && !isInt32(b))) {
      return double(Number(a), Number(b));
    }
    const result = exact(BigInt(a), BigInt(b));
    return result > MAX_INT64 || result < MIN_INT64 ? undefined : result;
  };

export const add = combine(sum);
export const subtract = combine(difference);
export const multiply = combine(product);
