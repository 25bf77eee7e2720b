import { Timestamp } from 'bson';
import { copy, isDoc } from '../bson/document.js';
import { add, isNumeric, multiply, type Numeric } from '../bson/numeric.js';
import { compare, equal } from '../bson/order.js';
import { typeOf } from '../bson/type-of.js';
import { badValue, typeMismatch } from '../errors.js';
import type { Edit } from './edit-path.js';
import { sameTypes } from './same-types.js';

const set =
  (operand: unknown): Edit =>
  (value) =>
    value !== undefined && equal(value, operand) && sameTypes(value, operand)
      ? undefined
      : { value: copy(operand) };

type Arithmetic = Readonly<{
  name: string;
  verb: string;
  apply: typeof add;
  absent: (operand: Numeric) => Numeric;
}>;

const arithmetic: Readonly<Record<string, Arithmetic>> = {
  $inc: { name: '$inc', verb: 'increment', apply: add, absent: (operand) => operand },
  $mul: {
    name: '$mul',
    verb: 'multiply',
    apply: multiply,
    absent: (operand) => multiply(0, operand)!,
  },
};

const calculate = ({ name, verb, apply, absent }: Arithmetic, path: string, operand: unknown): Edit => {
  if (!isNumeric(operand)) {
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
  }
  return (value) => {
    if (value === undefined) return { value: absent(operand) };
    if (!isNumeric(value)) {
      throw typeMismatch(
        `Cannot apply ${name} to a value of non-numeric type. The field '${path.split('.').at(-1)}' is of non-numeric type ${typeOf(value)}`,
      );
    }
    const result = apply(value, operand);
    if (result === undefined) {
      throw badValue(
        `Failed to apply ${name} operations to current value (${value}): the result is no 64-bit integer`,
      );
    }
    return result === value || (equal(result, value) && sameTypes(result, value))
      ? undefined
      : { value: result };
  };
};

const extreme =
  (sign: 1 | -1, operand: unknown): Edit =>
  (value) =>
    value === undefined || compare(operand, value) * sign > 0 ? { value: copy(operand) } : undefined;

const currentDate = (path: string, operand: unknown, now: () => Date): Edit => {
  const type = isDoc(operand) ? operand['$type'] : operand;
  if (type === true || type === 'date' || type === false) return () => ({ value: now() });
  if (type === 'timestamp') {
    return () => ({ value: new Timestamp({ t: Math.floor(now().getTime() / 1000), i: 1 }) });
  }
  throw badValue(
    isDoc(operand)
      ? `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {${path}: {$type: ..}}}`
      : `${typeOf(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  );
};

const bitwise: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const whole = (value: unknown): value is number | bigint => {
  const type = typeOf(value);
  return type === 'int' || type === 'long';
};

const bit = (path: string, operand: unknown): Edit => {
  const entries = isDoc(operand) ? Object.entries(operand) : [];
  if (entries.length === 0) {
    throw badValue(`You must pass in at least one bitwise operation to $bit for '${path}'`);
  }
  for (const [name, mask] of entries) {
    if (!Object.hasOwn(bitwise, name))
      throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!whole(mask)) throw badValue(`The $bit modifier field must be an Integer(32/64 bit) for '${path}'`);
  }
  return (value) => {
    if (value !== undefined && !whole(value))
      throw badValue(`Cannot apply $bit to a value of non-integral type ${typeOf(value)}`);
    const result = entries.reduce<bigint>(
      (sum, [name, mask]) => bitwise[name]!(sum, BigInt(mask as bigint)),
      BigInt(value ?? 0),
    );
    const long = typeof value === 'bigint' || entries.some(([, mask]) => typeof mask === 'bigint');
    const next = long ? BigInt.asIntN(64, result) : Number(BigInt.asIntN(32, result));
    return next === value ? undefined : { value: next };
  };
};

/** The edit of an operator that works on one value; undefined if the operator is none of these. */
export const valueEdits = (
  operator: string,
  path: string,
  operand: unknown,
  now: () => Date,
): Edit | undefined => {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return set(operand);
    case '$inc':
    case '$mul':
      return calculate(arithmetic[operator]!, path, operand);
    case '$max':
      return extreme(1, operand);
    case '$min':
      return extreme(-1, operand);
    case '$currentDate':
      return currentDate(path, operand, now);
    case '$bit':
      return bit(path, operand);
    default:
      return undefined;
  }
};
