import { BSONRegExp } from 'bson';
import { isDoc } from '../bson/document.js';
import { isNumeric, type Numeric, wholeOf } from '../bson/numeric.js';
import { orderKey, rank } from '../bson/order.js';
import { type BsonType, typeNumbers, typeOf } from '../bson/type-of.js';
import { badValue, failedToParse } from '../errors.js';
import { compilePattern, isRegex, readPattern } from './regex.js';

/** A test of one value; `undefined` is a field that is not there. */
export type Predicate = (value: unknown) => boolean;

/** A missing field compares as null. */
const keyOf = (value: unknown): string => (value === undefined ? rank.null : orderKey(value));

export const equals = (operand: unknown): Predicate => {
  if (typeof operand === 'string') return (value) => value === operand;
  if (typeof operand === 'boolean') return (value) => value === operand;
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  const key = orderKey(operand);
  if (typeof operand === 'number' && !Number.isNaN(operand)) {
    return (value) =>
      typeof value === 'number' ? value === operand : isComparable(value, key) && orderKey(value) === key;
  }
  return (value) => isComparable(value, key) && orderKey(value) === key;
};

/** Cheap exits before a key is built. */
const isComparable = (value: unknown, key: string): boolean => {
  if (value === undefined || value === null) return key[0] === rank.null;
  if (typeof value === 'string') return key[0] === rank.string;
  return true;
};

type Order = Readonly<{ wanted: (sign: number) => boolean; equalWanted: boolean }>;

export const orders: Readonly<Record<'$gt' | '$gte' | '$lt' | '$lte', Order>> = {
  $gt: { wanted: (sign) => sign > 0, equalWanted: false },
  $gte: { wanted: (sign) => sign >= 0, equalWanted: true },
  $lt: { wanted: (sign) => sign < 0, equalWanted: false },
  $lte: { wanted: (sign) => sign <= 0, equalWanted: true },
};

/** `$gt` and its kin: true only for values of the operand's own type, but for MinKey and MaxKey. */
export const ordered = ({ wanted, equalWanted }: Order, operand: unknown): Predicate => {
  if (isRegex(operand)) throw badValue("Can't have RegEx as arg to predicate over field");
  const key = keyOf(operand);
  const first = key[0]!;
  const anyType = first === rank.minKey || first === rank.maxKey;
  if (isNumeric(operand) && Number.isNaN(Number(operand))) return equalWanted ? equals(operand) : () => false;
  const nan = orderKey(NaN);
  return (value) => {
    if (typeof value === 'number' && typeof operand === 'number') return wanted(value - operand);
    const other = keyOf(value);
    if (!anyType && (other[0] !== first || other === nan)) return false;
    return wanted(other < key ? -1 : other > key ? 1 : 0);
  };
};

const MAX_PATTERNS = 100;

export const oneOf = (operands: readonly unknown[]): Predicate => {
  if (operands.some((o) => isDoc(o) && Object.keys(o)[0]?.startsWith('$') && !('$ref' in o))) {
    throw badValue('cannot nest $ under $in');
  }
  if (operands.filter(isRegex).length > MAX_PATTERNS)
    throw badValue(`$in takes ${MAX_PATTERNS} patterns at most`);
  const patterns = operands.filter(isRegex).map((regex) => compilePattern(readPattern(regex)));
  const keys = new Set(operands.map(keyOf));
  return (value) =>
    keys.has(keyOf(value)) || (typeof value === 'string' && patterns.some((matches) => matches(value)));
};

export const matchesPattern = (pattern: unknown, options?: unknown): Predicate => {
  const read = readPattern(pattern, options);
  const matches = compilePattern(read);
  const same = orderKey(new BSONRegExp(read.source, read.options));
  return (value) => (typeof value === 'string' ? matches(value) : isRegex(value) && orderKey(value) === same);
};

const aliases = new Map<unknown, readonly BsonType[]>([
  ...Object.entries(typeNumbers).map(([name, number]) => [number, [name as BsonType]] as const),
  ...Object.keys(typeNumbers).map((name) => [name, [name as BsonType]] as const),
  ['number', ['int', 'long', 'double', 'decimal']],
]);

export const isOfType = (operand: unknown): Predicate => {
  const wanted = new Set(
    (Array.isArray(operand) ? operand : [operand]).flatMap((alias: unknown) => {
      const types = aliases.get(typeof alias === 'bigint' ? Number(alias) : alias);
      if (types === undefined) {
        throw badValue(
          typeof alias === 'string'
            ? `Unknown type name alias: ${alias}`
            : `Invalid numerical type code: ${String(alias)}`,
        );
      }
      return types;
    }),
  );
  return (value) => value !== undefined && wanted.has(typeOf(value));
};

const integerOf = (value: Numeric): bigint => {
  if (typeof value === 'bigint') return value;
  const n = Number(value);
  if (!Number.isFinite(n)) throw badValue('malformed mod, divisor or remainder is not a finite number');
  return BigInt(Math.trunc(n));
};

export const modulo = (operand: unknown): Predicate => {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  if (!operand.every(isNumeric)) throw badValue('malformed mod, divisor not a number');
  const [divisor, remainder] = operand.map(integerOf) as [bigint, bigint];
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) =>
    isNumeric(value) && Number.isFinite(Number(value)) && integerOf(value) % divisor === remainder;
};

export const hasSize = (operand: unknown): Predicate => {
  if (!isNumeric(operand)) throw failedToParse('Failed to parse $size. Expected a number');
  const size = Number(operand);
  if (!Number.isInteger(size)) throw failedToParse('Failed to parse $size. Expected an integer');
  if (size < 0) throw failedToParse('Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
};

const bits = {
  $bitsAllSet: (value: bigint, mask: bigint) => (value & mask) === mask,
  $bitsAnySet: (value: bigint, mask: bigint) => (value & mask) !== 0n,
  $bitsAllClear: (value: bigint, mask: bigint) => (value & mask) === 0n,
  $bitsAnyClear: (value: bigint, mask: bigint) => (value & mask) !== mask,
} as const;

export type BitOperator = keyof typeof bits;
export const isBitOperator = (name: string): name is BitOperator => Object.hasOwn(bits, name);

const wholeMask = (operand: unknown): bigint | undefined =>
  isNumeric(operand) && Number.isInteger(Number(operand)) && Number(operand) >= 0
    ? BigInt(operand as bigint)
    : undefined;

/** MongoDB takes any place that is an int32; behind the 63rd bit all are like the sign. */
const maskOf = (places: readonly unknown[]): bigint =>
  places.reduce<bigint>((mask, place) => {
    const bit = wholeOf(place);
    if (bit === undefined || bit < 0 || bit > 2 ** 31 - 1) {
      throw badValue('bit positions must be an integer >= 0');
    }
    return mask | (1n << BigInt(Math.min(bit, 63)));
  }, 0n);

export const hasBits = (operator: BitOperator, operand: unknown): Predicate => {
  const mask = Array.isArray(operand) ? maskOf(operand) : wholeMask(operand);
  if (mask === undefined) {
    throw badValue(`${operator} takes an Array, a number, or a BinData but received something else`);
  }
  return (value) =>
    isNumeric(value) &&
    Number.isInteger(Number(value)) &&
    bits[operator](BigInt.asUintN(64, BigInt(value as bigint)), mask);
};
